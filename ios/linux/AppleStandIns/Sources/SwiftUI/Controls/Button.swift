/// Apple: documentation/swiftui/buttonrole
public struct ButtonRole: Equatable, Sendable {
    let name: String

    /// Apple: documentation/swiftui/buttonrole/destructive
    public static let destructive = ButtonRole(name: "destructive")
    /// Apple: documentation/swiftui/buttonrole/cancel
    public static let cancel = ButtonRole(name: "cancel")
}

/// Apple: documentation/swiftui/button
public struct Button<Label: View>: NodeView {
    private let role: ButtonRole?
    private let action: @MainActor () -> Void
    private let label: Label

    /// Apple: documentation/swiftui/button/init(role:action:label:)
    public init(
        role: ButtonRole? = nil,
        action: @escaping @MainActor () -> Void,
        @ViewBuilder label: () -> Label
    ) {
        self.role = role
        self.action = action
        self.label = label()
    }

    /// Apple: documentation/swiftui/button/init(_:role:action:)
    public init<S: StringProtocol>(
        _ title: S,
        role: ButtonRole? = nil,
        action: @escaping @MainActor () -> Void
    ) where Label == Text {
        self.init(role: role, action: action) { Text(title) }
    }

    /// Stand-in only: a button with its label.
    public func nodes(in scope: Scope) -> [Node] {
        let isEnabled = scope.environment.isEnabled
        if isEnabled { scope.on(scope.id, .tap(action)) }
        return [
            Node(
                id: scope.id,
                "button",
                ["role": .text(role?.name), "disabled": .flag(where: !isEnabled)],
                scope.inside("label").nodes(of: label)
            )
        ]
    }
}
