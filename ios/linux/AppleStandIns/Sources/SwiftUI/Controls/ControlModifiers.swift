/// Apple: documentation/swiftui/controlsize
public enum ControlSize: CaseIterable, Hashable, Sendable {
    /// Apple: documentation/swiftui/controlsize/mini
    case mini
    /// Apple: documentation/swiftui/controlsize/small
    case small
    /// Apple: documentation/swiftui/controlsize/regular
    case regular
    /// Apple: documentation/swiftui/controlsize/large
    case large
    /// Apple: documentation/swiftui/controlsize/extralarge
    case extraLarge
}

/// Apple: documentation/swiftui/buttonbordershape
public struct ButtonBorderShape: Equatable, Sendable {
    let name: String

    /// Apple: documentation/swiftui/buttonbordershape/capsule
    public static let capsule = ButtonBorderShape(name: "capsule")
    /// Apple: documentation/swiftui/buttonbordershape/circle
    public static let circle = ButtonBorderShape(name: "circle")
    /// Apple: documentation/swiftui/buttonbordershape/roundedrectangle
    public static let roundedRectangle = ButtonBorderShape(name: "rounded")
}

/// Apple: documentation/swiftui/keyboardshortcut
public struct KeyboardShortcut: Hashable, Sendable {
    /// Apple: documentation/swiftui/keyboardshortcut/key
    public var key: KeyEquivalent
    /// Apple: documentation/swiftui/keyboardshortcut/modifiers
    public var modifiers: EventModifiers

    /// Apple: documentation/swiftui/keyboardshortcut/init(_:modifiers:)
    public init(_ key: KeyEquivalent, modifiers: EventModifiers = .command) {
        self.key = key
        self.modifiers = modifiers
    }

    /// Apple: documentation/swiftui/keyboardshortcut/defaultaction
    public static let defaultAction = KeyboardShortcut(.return, modifiers: [])
    /// Apple: documentation/swiftui/keyboardshortcut/cancelaction
    public static let cancelAction = KeyboardShortcut(.escape, modifiers: [])

    /// `return`, `escape`, `command+s` and so on.
    var name: String {
        let key =
            switch key {
            case .return: "return"
            case .escape: "escape"
            case .delete: "delete"
            default: String(key.character)
            }
        return (modifiers.names + [key]).joined(separator: "+")
    }
}

/// Apple: documentation/swiftui/eventmodifiers
public struct EventModifiers: OptionSet, Hashable, Sendable {
    /// Apple: documentation/swiftui/eventmodifiers/rawvalue
    public let rawValue: Int

    /// Apple: documentation/swiftui/eventmodifiers/init(rawvalue:)
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Apple: documentation/swiftui/eventmodifiers/shift
    public static let shift = EventModifiers(rawValue: 1)
    /// Apple: documentation/swiftui/eventmodifiers/command
    public static let command = EventModifiers(rawValue: 2)

    var names: [String] {
        (contains(.shift) ? ["shift"] : []) + (contains(.command) ? ["command"] : [])
    }
}

extension View {
    /// Apple: documentation/swiftui/view/controlsize(_:)-6v1ua
    public func controlSize(_ controlSize: ControlSize) -> some View {
        modified { $0.controls.size = controlSize }
    }

    /// Apple: documentation/swiftui/view/buttonbordershape(_:)
    public func buttonBorderShape(_ shape: ButtonBorderShape) -> some View {
        modified { $0.controls.borderShape = shape }
    }

    /// Apple: documentation/swiftui/view/keyboardshortcut(_:)-1q5q9
    public func keyboardShortcut(_ shortcut: KeyboardShortcut) -> some View {
        modified { $0.controls.shortcut = shortcut }
    }

    /// Apple: documentation/swiftui/view/keyboardshortcut(_:modifiers:)
    public func keyboardShortcut(
        _ key: KeyEquivalent,
        modifiers: EventModifiers = .command
    ) -> some View {
        keyboardShortcut(KeyboardShortcut(key, modifiers: modifiers))
    }

    /// Apple: documentation/swiftui/view/labelshidden()
    public func labelsHidden() -> some View {
        modified { $0.controls.hidesLabels = true }
    }

    /// Apple: documentation/swiftui/view/hidden()
    public func hidden() -> some View {
        unreachable { scope, node in
            let hidden = scope.wrap(node, as: "opacity", ["value": .number(0)])
            return scope.wrap(hidden, as: "accessible", ["hidden": true])
        }
    }

    /// Apple: documentation/swiftui/view/opacity(_:)
    public func opacity(_ opacity: Double) -> some View {
        ModifiedView(self) { content, scope in
            scope.inside("w").nodes(of: content).map { node in
                if opacity <= 0 { scope.graph.takeAway(node) }
                return scope.wrap(node, as: "opacity", ["value": .number(opacity)])
            }
        }
    }

    /// What is there, and cannot be used.
    private func unreachable(
        _ change: @escaping @MainActor (Scope, Node) -> Node
    ) -> some View {
        ModifiedView(self) { content, scope in
            scope.inside("w").nodes(of: content).map { node in
                scope.graph.takeAway(node)
                return change(scope, node)
            }
        }
    }
}

extension Graph {
    /// What can be done to a node and those in it is no longer to be done.
    func takeAway(_ node: Node) {
        for node in node.all { pass.handlers[node.id] = nil }
    }
}
