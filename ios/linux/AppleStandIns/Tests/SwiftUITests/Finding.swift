import SwiftUI

extension Rendered {
    /// All that can be reached of a kind, in order.
    func all(_ kind: Node.Kind) -> [Node] {
        screen.reachable.filter { $0.kind == kind }
    }

    /// The first of a kind.
    func first(_ kind: Node.Kind) -> Node? {
        all(kind).first
    }

    /// The text node that says this.
    func text(_ text: String) -> Node? {
        all("text").first { $0.text("text") == text }
    }

    /// The labels of what VoiceOver reads, in order.
    var labels: [String] { reading.map(\.label) }
}

/// What happened, in order, for tests to look at.
@MainActor
final class Happenings {
    private(set) var all: [String] = []

    func add(_ happening: String) {
        all.append(happening)
    }

    /// Waits until something has happened, and tells whether it has.
    func reaches(_ happening: String) async -> Bool {
        for _ in 0..<10_000 where !all.contains(happening) { await Task.yield() }
        return all.contains(happening)
    }
}
