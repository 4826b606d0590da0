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
    @preconcurrency
    public init(
        role: ButtonRole? = nil,
        action: @escaping @MainActor () -> Void,
        @ViewBuilder label: () -> Label
    ) {
        self.role = role
        self.action = action
        self.label = label()
    }

    /// Stand-in only: a button with its label, or with what its style makes of that.
    public func nodes(in scope: Scope) -> [Node] {
        let controls = scope.environment.controls
        if scope.environment.isEnabled { scope.on(scope.id, .tap(action)) }
        var attributes: [String: Node.Value?] = [
            "role": .text(role?.name),
            "disabled": scope.disabled,
            "tint": .text(scope.environment.look.tint?.colour(in: scope)),
            "size": .name(controls.size),
            "border": .text(controls.borderShape?.name),
            "shortcut": .text(controls.shortcut?.name),
        ]
        let face: [Node]
        switch controls.button {
        case .automatic:
            face = scope.inside("label").nodes(of: label)
        case .named(let style):
            attributes["style"] = .text(style.name(in: scope))
            face = scope.inside("label").nodes(of: label)
        case .made(let make):
            attributes["style"] = "plain"
            let label = label
            let configuration = ButtonStyleConfiguration(
                role: role,
                label: ButtonStyleConfiguration.Label { $0.inside("label").nodes(of: label) }
            )
            face = make(configuration, scope.inside("style"))
        }
        return [Node(id: scope.id, "button", attributes, face)]
    }
}

extension Button where Label == Text {
    /// Apple: documentation/swiftui/button/init(_:action:)
    @preconcurrency
    public init<S: StringProtocol>(_ title: S, action: @escaping @MainActor () -> Void) {
        self.init(role: nil, action: action) { Text(title) }
    }

    /// Apple: documentation/swiftui/button/init(_:role:action:)
    @preconcurrency
    public init<S: StringProtocol>(
        _ title: S,
        role: ButtonRole?,
        action: @escaping @MainActor () -> Void
    ) {
        self.init(role: role, action: action) { Text(title) }
    }
}

extension Button where Label == SwiftUI.Label<Text, Image> {
    /// Apple: documentation/swiftui/button/init(_:systemimage:role:action:)
    @preconcurrency
    public init<S: StringProtocol>(
        _ title: S,
        systemImage: String,
        role: ButtonRole? = nil,
        action: @escaping @MainActor () -> Void
    ) {
        self.init(role: role, action: action) { SwiftUI.Label(title, systemImage: systemImage) }
    }
}
