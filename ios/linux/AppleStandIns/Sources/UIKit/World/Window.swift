import Foundation

extension UIWindow {
    /// Stand-in only: a finger touches it.
    public func touch() {
        for recognizer in gestureRecognizers ?? [] {
            recognizer.state = .possible
            recognizer.touchesBegan([UITouch()], with: UIEvent())
        }
    }

    /// Stand-in only: takes a view in.
    public func take(_ view: UIView) {
        view.window = self
        view.didMoveToWindow()
    }

    /// Stand-in only: lets a view go.
    public func letGo(_ view: UIView) {
        view.window = nil
        view.didMoveToWindow()
    }
}

extension UIViewController {
    /// Stand-in only: it has come into sight.
    public func come() {
        _ = view
        viewDidAppear(false)
    }

    /// Stand-in only: it goes out of sight.
    public func go() {
        viewWillDisappear(false)
    }
}

extension UIApplication {
    /// Stand-in only: somebody takes a picture of the screen.
    public static func takeScreenshot() {
        NotificationCenter.default.post(name: userDidTakeScreenshotNotification, object: nil)
    }
}

extension UIAccessibility {
    /// Stand-in only: one of the aids goes to another element.
    public static func moveFocus(by aid: AssistiveTechnologyIdentifier) {
        NotificationCenter.default.post(
            name: elementFocusedNotification,
            object: nil,
            userInfo: [assistiveTechnologyUserInfoKey: aid.rawValue]
        )
    }
}
