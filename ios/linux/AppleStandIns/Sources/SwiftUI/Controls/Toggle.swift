/// Apple: documentation/swiftui/toggle
public struct Toggle<Label: View>: NodeView {
    private let isOn: Binding<Bool>
    private let label: Label

    /// Apple: documentation/swiftui/toggle/init(ison:label:)
    public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) {
        self.isOn = isOn
        self.label = label()
    }

    /// Stand-in only: a switch with its label.
    public func nodes(in scope: Scope) -> [Node] {
        if scope.environment.isEnabled {
            scope.on(scope.id, .toggle { isOn.wrappedValue = $0 })
        }
        return [
            Node(
                id: scope.id,
                "toggle",
                [
                    "on": .flag(isOn.wrappedValue),
                    "disabled": scope.disabled,
                    "labelHidden": .flag(where: scope.environment.controls.hidesLabels),
                    "tint": .text(scope.environment.look.tint?.colour(in: scope)),
                ],
                scope.inside("label").nodes(of: label)
            )
        ]
    }
}

extension Toggle where Label == Text {
    /// Apple: documentation/swiftui/toggle/init(_:ison:)
    public init<S: StringProtocol>(_ title: S, isOn: Binding<Bool>) {
        self.init(isOn: isOn) { Text(title) }
    }
}

extension Toggle where Label == SwiftUI.Label<Text, Image> {
    /// Apple: documentation/swiftui/toggle/init(_:systemimage:ison:)
    public init<S: StringProtocol>(_ title: S, systemImage: String, isOn: Binding<Bool>) {
        self.init(isOn: isOn) { SwiftUI.Label(title, systemImage: systemImage) }
    }
}

/// Apple: documentation/swiftui/togglestyle
@MainActor
@preconcurrency
public protocol ToggleStyle {
    /// Stand-in only: its name.
    func name(in scope: Scope) -> String
}

/// Apple: documentation/swiftui/switchtogglestyle
public struct SwitchToggleStyle: ToggleStyle {
    /// Apple: documentation/swiftui/switchtogglestyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "switch" }
}

extension ToggleStyle where Self == SwitchToggleStyle {
    /// Apple: documentation/swiftui/togglestyle/switch
    public static var `switch`: SwitchToggleStyle { SwitchToggleStyle() }
}

extension View {
    /// Apple: documentation/swiftui/view/togglestyle(_:)
    public func toggleStyle<S: ToggleStyle>(_ style: S) -> some View {
        // There is no other.
        self
    }
}
