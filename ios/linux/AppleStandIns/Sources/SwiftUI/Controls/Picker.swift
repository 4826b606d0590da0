/// Apple: documentation/swiftui/picker
public struct Picker<Label: View, SelectionValue: Hashable, Content: View>: NodeView {
    private let selection: Binding<SelectionValue>
    private let content: Content
    private let label: Label

    /// Apple: documentation/swiftui/picker/init(selection:content:label:)
    public init(
        selection: Binding<SelectionValue>,
        @ViewBuilder content: () -> Content,
        @ViewBuilder label: () -> Label
    ) {
        self.selection = selection
        self.content = content()
        self.label = label()
    }

    /// Stand-in only: what there is to choose from, and which one is chosen.
    public func nodes(in scope: Scope) -> [Node] {
        let title = scope.inside("label").nodes(of: label).words
        var place = scope.inside("options")
        place.environment.choice = Choice(selection, isEnabled: scope.environment.isEnabled)
        place.environment.controls.hidesLabels = false
        let options = place.nodes(of: content)
        for option in options {
            precondition(option.all.contains { $0.kind == "option" }, "an option without a tag")
        }
        let chosen = options.flatMap(\.all).first { $0.flag("selected") }
        return [
            Node(
                id: scope.id,
                "picker",
                [
                    "title": .text(title),
                    "selection": .text(chosen?.text("tag")),
                    "style": .text(scope.environment.controls.picker?.name(in: scope)),
                    "disabled": scope.disabled,
                    "labelHidden": .flag(where: scope.environment.controls.hidesLabels),
                ],
                options
            )
        ]
    }
}

extension Picker where Label == Text {
    /// Apple: documentation/swiftui/picker/init(_:selection:content:)
    public init<S: StringProtocol>(
        _ title: S,
        selection: Binding<SelectionValue>,
        @ViewBuilder content: () -> Content
    ) {
        self.init(selection: selection, content: content) { Text(title) }
    }
}

/// What an option of a picker has to know of it.
@MainActor
struct Choice {
    let isEnabled: Bool
    let isChosen: @MainActor (Any) -> Bool
    let choose: @MainActor (Any) -> Void

    init<Value: Hashable>(_ selection: Binding<Value>, isEnabled: Bool) {
        func value(_ tag: Any) -> Value {
            guard let value = tag as? Value else {
                preconditionFailure("\(type(of: tag)) is a tag where \(Value.self) is chosen")
            }
            return value
        }
        self.isEnabled = isEnabled
        isChosen = { value($0) == selection.wrappedValue }
        choose = { selection.wrappedValue = value($0) }
    }
}

private struct ChoiceKey: EnvironmentKey {
    static let defaultValue: Choice? = nil
}

extension EnvironmentValues {
    fileprivate(set) var choice: Choice? {
        get { self[ChoiceKey.self] }
        set { self[ChoiceKey.self] = newValue }
    }
}

extension View {
    /// Apple: documentation/swiftui/view/tag(_:includeoptional:)
    public func tag<V: Hashable>(_ tag: V) -> some View {
        ModifiedView(self) { content, scope in
            var place = scope.inside("option")
            guard let choice = scope.environment.choice else { return place.nodes(of: content) }
            place.environment.choice = nil
            if choice.isEnabled { scope.on(scope.id, .tap { choice.choose(tag) }) }
            return [
                Node(
                    id: scope.id,
                    "option",
                    [
                        "tag": .text(name(of: tag)),
                        "selected": .flag(where: choice.isChosen(tag)),
                        "disabled": .flag(where: !choice.isEnabled),
                    ],
                    place.nodes(of: content)
                )
            ]
        }
    }

    private func name(of tag: Any) -> String {
        let mirror = Mirror(reflecting: tag)
        guard mirror.displayStyle == .optional else { return String(describing: tag) }
        return mirror.children.first.map { name(of: $0.value) } ?? "nil"
    }
}
