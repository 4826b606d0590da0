/// Apple: documentation/uikit/uiresponder
@MainActor
open class UIResponder {
    /// Apple: documentation/uikit/uiresponder/init()
    public init() {}
}

/// Apple: documentation/uikit/uiview
open class UIView: UIResponder {
    /// Apple: documentation/uikit/uiview/window
    public internal(set) weak var window: UIWindow?
    /// Apple: documentation/uikit/uiview/gesturerecognizers
    public private(set) var gestureRecognizers: [UIGestureRecognizer]? = []

    /// Apple: documentation/uikit/uiview/init()
    public override init() {}

    /// Apple: documentation/uikit/uiview/didmovetowindow()
    open func didMoveToWindow() {}

    /// Apple: documentation/uikit/uiview/addgesturerecognizer(_:)
    open func addGestureRecognizer(_ gestureRecognizer: UIGestureRecognizer) {
        gestureRecognizers?.append(gestureRecognizer)
        gestureRecognizer.view = self
    }

    /// Apple: documentation/uikit/uiview/removegesturerecognizer(_:)
    open func removeGestureRecognizer(_ gestureRecognizer: UIGestureRecognizer) {
        gestureRecognizers?.removeAll { $0 === gestureRecognizer }
        gestureRecognizer.view = nil
    }
}

/// Apple: documentation/uikit/uiwindow
public final class UIWindow: UIView {}

/// Apple: documentation/uikit/uiviewcontroller
open class UIViewController: UIResponder {
    /// Apple: documentation/uikit/uiviewcontroller/init()
    public override init() {}
}

/// Apple: documentation/uikit/uitouch
@MainActor
public final class UITouch: Hashable {
    /// Apple: documentation/objectivec/nsobject/isequal(_:)
    public nonisolated static func == (one: UITouch, other: UITouch) -> Bool { one === other }

    /// Apple: documentation/objectivec/nsobject/hash
    public nonisolated func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}

/// Apple: documentation/uikit/uievent
@MainActor
public final class UIEvent {}

/// Apple: documentation/uikit/uigesturerecognizer
@MainActor
open class UIGestureRecognizer {
    /// Apple: documentation/uikit/uigesturerecognizer/state-swift.enum
    public enum State: Int, Sendable {
        /// Apple: documentation/uikit/uigesturerecognizer/state-swift.enum/possible
        case possible
        /// Apple: documentation/uikit/uigesturerecognizer/state-swift.enum/failed
        case failed
    }

    /// Apple: documentation/uikit/uigesturerecognizer/view
    public internal(set) weak var view: UIView?
    /// Apple: documentation/uikit/uigesturerecognizer/state-swift.property
    public var state = State.possible

    /// Apple: documentation/uikit/uigesturerecognizer/init(target:action:)
    public init() {}

    /// Apple: documentation/uikit/uigesturerecognizer/touchesbegan(_:with:)
    open func touchesBegan(_ touches: Set<UITouch>, with event: UIEvent) {}
}
