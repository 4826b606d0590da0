import Foundation

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

    /// Apple: documentation/uikit/uiview/bounds
    public private(set) var bounds = CGRect.zero
    /// Apple: documentation/uikit/uiview/frame
    public var frame = CGRect.zero
    /// Apple: documentation/uikit/uiview/autoresizingmask-swift.property
    public var autoresizingMask: AutoresizingMask = []
    /// Apple: documentation/uikit/uiview/subviews
    public private(set) var subviews: [UIView] = []

    /// Apple: documentation/uikit/uiview/autoresizingmask-swift.struct
    public struct AutoresizingMask: OptionSet, Sendable {
        /// Apple: documentation/uikit/uiview/autoresizingmask-swift.struct/rawvalue
        public let rawValue: UInt
        /// Apple: documentation/uikit/uiview/autoresizingmask-swift.struct/flexiblewidth
        public static let flexibleWidth = AutoresizingMask(rawValue: 1 << 1)
        /// Apple: documentation/uikit/uiview/autoresizingmask-swift.struct/flexibleheight
        public static let flexibleHeight = AutoresizingMask(rawValue: 1 << 4)

        /// Apple: documentation/uikit/uiview/autoresizingmask-swift.struct/init(rawvalue:)
        public init(rawValue: UInt) {
            self.rawValue = rawValue
        }
    }

    /// Apple: documentation/uikit/uiview/addsubview(_:)
    open func addSubview(_ view: UIView) {
        subviews.append(view)
    }

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
