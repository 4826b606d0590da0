import Foundation

/// Stand-in only: what is on the phone beside the app.
@MainActor
public enum VirtualApps {
    /// Stand-in only: what the app had opened, in order.
    public static var opened: [URL] = []
}
