import SwiftUI
import UIKit

extension View {
    /// Does something whenever a finger touches the window, wherever that is and whatever it does.
    func onTouch(_ action: @escaping @MainActor () -> Void) -> some View {
        background { TouchWatch(action: action).accessibilityHidden(true) }
    }
}

/// A view without content that watches the window it is in.
private struct TouchWatch: UIViewRepresentable {
    let action: @MainActor () -> Void

    func makeUIView(context _: Context) -> WatchingView {
        WatchingView()
    }

    func updateUIView(_ view: WatchingView, context _: Context) {
        view.touches.action = action
    }
}

private final class WatchingView: UIView {
    let touches = TouchRecognizer()

    override func didMoveToWindow() {
        super.didMoveToWindow()
        touches.view?.removeGestureRecognizer(touches)
        window?.addGestureRecognizer(touches)
    }
}

/// Sees each touch as it begins, and then lets it go to whom it is meant for.
private final class TouchRecognizer: UIGestureRecognizer {
    var action: (@MainActor () -> Void)?

    override func touchesBegan(_: Set<UITouch>, with _: UIEvent) {
        state = .failed
        action?()
    }
}
