import Observation
import SwiftUI

/// What lies over a layer of the app: its screens, or a sheet over them. A phone presents one thing at a
/// time from each, and drops the second without a word. So whatever is to be presented asks here first,
/// and waits until it is its turn; who asks in the same moment waits too.
@MainActor
@Observable
final class Presented {
    /// Those that ask, in the order in which they did. The first is presented.
    private var asking: [ObjectIdentifier] = []

    /// Whether something lies over the layer, which has lost the keyboard until then.
    var isAny: Bool { !asking.isEmpty }

    fileprivate func isTurn(of one: Turn) -> Bool { asking.first == ObjectIdentifier(one) }

    fileprivate func note(_ one: Turn, ask isWanted: Bool) {
        let one = ObjectIdentifier(one)
        guard isWanted != asking.contains(one) else { return }
        if isWanted { asking.append(one) } else { asking.removeAll { $0 == one } }
    }
}

/// Who asks.
@MainActor
private final class Turn {
    nonisolated init() {}
}

/// A view that presents something when it is its turn.
struct InTurn<Content: View>: View {
    @Environment(Presented.self) private var presented: Presented?
    @State private var turn = Turn()
    private let isWanted: Bool
    private let content: (_ isTurn: Bool) -> Content

    /// A view.
    ///
    /// - Parameters:
    ///   - isWanted: Whether there is something to be presented.
    ///   - content: The view, which presents it if it is its turn.
    init(_ isWanted: Bool, @ViewBuilder content: @escaping (_ isTurn: Bool) -> Content) {
        self.isWanted = isWanted
        self.content = content
    }

    var body: some View {
        // Where nobody counts, there is one thing to be presented.
        content(isWanted && presented?.isTurn(of: turn) != false)
            .onChange(of: isWanted, initial: true) { _, isWanted in
                presented?.note(turn, ask: isWanted)
            }
            .onAppear { presented?.note(turn, ask: isWanted) }
            .onDisappear { presented?.note(turn, ask: false) }
    }
}
