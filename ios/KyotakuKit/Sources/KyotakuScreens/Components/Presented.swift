import Observation
import SwiftUI

/// Whether something lies over the screens of the app. A phone presents one thing at a time, so that a
/// notice of the whole app has to wait, and a view below has lost the keyboard until then.
@MainActor
@Observable
final class Presented {
    fileprivate(set) var count = 0

    /// Whether something does.
    var isAny: Bool { count > 0 }
}

extension View {
    /// Tells whether the view presents something just now.
    func tellingPresented(_ isPresented: Bool) -> some View {
        modifier(TellingPresented(isPresented: isPresented))
    }
}

private struct TellingPresented: ViewModifier {
    @Environment(Presented.self) private var presented: Presented?
    @State private var isCounted = false
    let isPresented: Bool

    func body(content: Content) -> some View {
        content
            .onChange(of: isPresented, initial: true) { _, isPresented in count(isPresented) }
            .onDisappear { count(false) }
    }

    private func count(_ isPresented: Bool) {
        guard isCounted != isPresented else { return }
        isCounted = isPresented
        presented?.count += isPresented ? 1 : -1
    }
}
