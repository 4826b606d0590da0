/// Apple: documentation/swiftui/labeledcontent
public struct LabeledContent<Label: View, Content: View>: NodeView {
    private let label: Label
    private let content: Content

    /// Apple: documentation/swiftui/labeledcontent/init(content:label:)
    public init(@ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {
        self.label = label()
        self.content = content()
    }

    /// Stand-in only: what something is called, and what it is.
    public func nodes(in scope: Scope) -> [Node] {
        [
            Node(
                id: scope.id,
                "labeled",
                [:],
                [
                    Node(
                        id: scope.id("label"),
                        "label",
                        [:],
                        scope.inside("label").nodes(of: label)
                    ),
                    Node(
                        id: scope.id("content"),
                        "content",
                        [:],
                        scope.inside("content").nodes(of: content)
                    ),
                ]
            )
        ]
    }
}

extension LabeledContent where Label == Text {
    /// Apple: documentation/swiftui/labeledcontent/init(_:content:)
    public init<S: StringProtocol>(_ title: S, @ViewBuilder content: () -> Content) {
        self.init(content: content) { Text(title) }
    }
}

extension LabeledContent where Label == Text, Content == Text {
    /// Apple: documentation/swiftui/labeledcontent/init(_:value:)
    public init<S1: StringProtocol, S2: StringProtocol>(_ title: S1, value: S2) {
        self.init(title) { Text(value) }
    }
}
