import Foundation

/// Apple: documentation/uikit/uiapplication
@MainActor
public final class UIApplication {
    /// Apple: documentation/uikit/uiapplication/userdidtakescreenshotnotification
    public nonisolated static let userDidTakeScreenshotNotification = Notification.Name(
        "UIApplicationUserDidTakeScreenshotNotification"
    )

    /// Apple: documentation/uikit/uiapplication/opensettingsurlstring
    public nonisolated static let openSettingsURLString = "app-settings:"

    /// Apple: documentation/uikit/uiapplication/shared
    public static let shared = UIApplication()

    /// Apple: documentation/uikit/uiapplication/open(_:options:completionhandler:)
    public func open(_ url: URL) {
        VirtualApps.opened.append(url)
    }
}
