/// Apple: documentation/swiftui/disclosuregroup
public struct DisclosureGroup<Label: View, Content: View>: NodeView {
    private let isExpanded: Binding<Bool>?
    private let content: () -> Content
    private let label: Label

    /// Apple: documentation/swiftui/disclosuregroup/init(content:label:)
    public init(
        @ViewBuilder content: @escaping () -> Content,
        @ViewBuilder label: () -> Label
    ) {
        isExpanded = nil
        self.content = content
        self.label = label()
    }

    /// Apple: documentation/swiftui/disclosuregroup/init(isexpanded:content:label:)
    public init(
        isExpanded: Binding<Bool>,
        @ViewBuilder content: @escaping () -> Content,
        @ViewBuilder label: () -> Label
    ) {
        self.isExpanded = isExpanded
        self.content = content
        self.label = label()
    }

    /// Stand-in only: the label, and what it opens once it is open.
    public func nodes(in scope: Scope) -> [Node] {
        let isExpanded = isExpanded ?? scope.keptBinding("expanded", false)
        let isOpen = isExpanded.wrappedValue
        if scope.environment.isEnabled {
            scope.on(scope.id, .tap { isExpanded.wrappedValue.toggle() })
        }
        let label = Node(
            id: scope.id("label"),
            "label",
            [:],
            scope.inside("label").nodes(of: label)
        )
        return [
            Node(
                id: scope.id,
                "disclosure",
                ["expanded": .flag(where: isOpen), "disabled": scope.disabled],
                [label] + (isOpen ? scope.inside("c").nodes(of: content()) : [])
            )
        ]
    }
}

extension DisclosureGroup where Label == Text {
    /// Apple: documentation/swiftui/disclosuregroup/init(_:content:)
    public init<S: StringProtocol>(
        _ label: S,
        @ViewBuilder content: @escaping () -> Content
    ) {
        self.init(content: content) { Text(label) }
    }

    /// Apple: documentation/swiftui/disclosuregroup/init(_:isexpanded:content:)
    public init<S: StringProtocol>(
        _ label: S,
        isExpanded: Binding<Bool>,
        @ViewBuilder content: @escaping () -> Content
    ) {
        self.init(isExpanded: isExpanded, content: content) { Text(label) }
    }
}

extension Scope {
    /// Said of controls that cannot be used.
    var disabled: Node.Value? { .flag(where: !environment.isEnabled) }

    /// A value that is kept for the view here, as if it had a `State`.
    func keptBinding<Value>(_ name: String, _ first: Value) -> Binding<Value> {
        let cell = kept(name) { Cell(first) }
        cell.graph = graph
        return Binding(read: { cell.value }, write: { cell.set($0) })
    }
}
