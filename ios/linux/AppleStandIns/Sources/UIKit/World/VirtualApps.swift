import Foundation

/// Stand-in only: what is on the phone beside the app.
@MainActor
public enum VirtualApps {
    /// Stand-in only: what the app had opened, in order.
    public static var opened: [URL] = []
}

/// Stand-in only: what the system makes by itself. On a phone every object of Objective-C can be.
@MainActor
public protocol Made {
    /// Stand-in only: a new one.
    init()
}

extension UIApplication {
    /// Stand-in only: whether what somebody else has made, such as a keyboard, comes up in the app.
    public func admits(_ point: ExtensionPointIdentifier) -> Bool {
        delegate?.application(self, shouldAllowExtensionPointIdentifier: point) ?? true
    }
}
