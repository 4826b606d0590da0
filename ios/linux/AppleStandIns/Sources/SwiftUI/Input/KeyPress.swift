import Foundation

/// Apple: documentation/swiftui/keyequivalent
public struct KeyEquivalent: Hashable, Sendable, ExpressibleByExtendedGraphemeClusterLiteral {
    /// Apple: documentation/swiftui/keyequivalent/character
    public var character: Character

    /// Apple: documentation/swiftui/keyequivalent/init(_:)
    public init(_ character: Character) {
        self.character = character
    }

    /// Apple: documentation/swiftui/keyequivalent/init(extendedgraphemeclusterliteral:)
    public init(extendedGraphemeClusterLiteral character: Character) {
        self.character = character
    }

    /// Apple: documentation/swiftui/keyequivalent/return
    public static let `return` = KeyEquivalent("\r")
    /// Apple: documentation/swiftui/keyequivalent/delete
    public static let delete = KeyEquivalent("\u{08}")
    /// Apple: documentation/swiftui/keyequivalent/escape
    public static let escape = KeyEquivalent("\u{1B}")
}

/// Apple: documentation/swiftui/keypress
public struct KeyPress: Sendable {
    /// Apple: documentation/swiftui/keypress/result
    public enum Result: Sendable {
        /// Apple: documentation/swiftui/keypress/result/handled
        case handled
        /// Apple: documentation/swiftui/keypress/result/ignored
        case ignored
    }

    /// Apple: documentation/swiftui/keypress/phases
    public struct Phases: OptionSet, Sendable {
        /// Apple: documentation/swiftui/keypress/phases/rawvalue
        public let rawValue: Int

        /// Apple: documentation/swiftui/keypress/phases/init(rawvalue:)
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Apple: documentation/swiftui/keypress/phases/down
        public static let down = Phases(rawValue: 1)
        /// Apple: documentation/swiftui/keypress/phases/repeat
        public static let `repeat` = Phases(rawValue: 2)
        /// Apple: documentation/swiftui/keypress/phases/up
        public static let up = Phases(rawValue: 4)
        /// Apple: documentation/swiftui/keypress/phases/all
        public static let all: Phases = [.down, .repeat, .up]
    }

    /// Apple: documentation/swiftui/keypress/phase
    public let phase: Phases
    /// Apple: documentation/swiftui/keypress/key
    public let key: KeyEquivalent
    /// Apple: documentation/swiftui/keypress/characters
    public let characters: String
}

extension View {
    /// Apple: documentation/swiftui/view/onkeypress(phases:action:)
    public func onKeyPress(
        phases: KeyPress.Phases = [.down, .repeat],
        action: @escaping (KeyPress) -> KeyPress.Result
    ) -> some View {
        ModifiedView(self) { content, scope in
            scope.inside("k").nodes(of: content).map { node in
                let keys = scope.wrap(node, as: "keys")
                if scope.environment.isEnabled {
                    scope.on(
                        keys.id,
                        .key { phases.contains($0.phase) && action($0) == .handled }
                    )
                }
                return keys
            }
        }
    }

    /// Apple: documentation/swiftui/view/onkeypress(_:action:)
    public func onKeyPress(
        _ key: KeyEquivalent,
        action: @escaping () -> KeyPress.Result
    ) -> some View {
        onKeyPress { $0.key == key ? action() : .ignored }
    }

    /// Apple: documentation/swiftui/view/onkeypress(keys:phases:action:)
    public func onKeyPress(
        keys: Set<KeyEquivalent>,
        phases: KeyPress.Phases = [.down, .repeat],
        action: @escaping (KeyPress) -> KeyPress.Result
    ) -> some View {
        onKeyPress(phases: phases) { keys.contains($0.key) ? action($0) : .ignored }
    }

    /// Apple: documentation/swiftui/view/onkeypress(characters:phases:action:)
    public func onKeyPress(
        characters: CharacterSet,
        phases: KeyPress.Phases = [.down, .repeat],
        action: @escaping (KeyPress) -> KeyPress.Result
    ) -> some View {
        onKeyPress(phases: phases) { press in
            let isAmong = press.characters.unicodeScalars.contains { characters.contains($0) }
            return isAmong ? action(press) : .ignored
        }
    }
}
