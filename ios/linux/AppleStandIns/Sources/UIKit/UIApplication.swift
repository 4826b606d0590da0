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

    /// Apple: documentation/uikit/uiapplication/delegate
    public weak var delegate: (any UIApplicationDelegate)?

    /// Apple: documentation/uikit/uiapplication/extensionpointidentifier
    public struct ExtensionPointIdentifier: Hashable, RawRepresentable, Sendable {
        /// Apple: documentation/uikit/uiapplication/extensionpointidentifier/rawvalue
        public let rawValue: String

        /// Apple: documentation/uikit/uiapplication/extensionpointidentifier/init(rawvalue:)
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Apple: documentation/uikit/uiapplication/extensionpointidentifier/keyboard
        public static let keyboard = ExtensionPointIdentifier(
            rawValue: "com.apple.keyboard-service"
        )
    }

    /// Apple: documentation/uikit/uiapplication/open(_:options:completionhandler:)
    public func open(_ url: URL) {
        VirtualApps.opened.append(url)
    }
}

/// Apple: documentation/uikit/uiapplicationdelegate
@MainActor
public protocol UIApplicationDelegate: NSObjectProtocol, Made {
    /// Apple: documentation/uikit/uiapplicationdelegate/application(_:shouldallowextensionpointidentifier:)
    func application(
        _ application: UIApplication,
        shouldAllowExtensionPointIdentifier extensionPointIdentifier: UIApplication
            .ExtensionPointIdentifier
    ) -> Bool
}

extension UIApplicationDelegate {
    /// Apple: documentation/uikit/uiapplicationdelegate/application(_:shouldallowextensionpointidentifier:)
    public func application(
        _ application: UIApplication,
        shouldAllowExtensionPointIdentifier extensionPointIdentifier: UIApplication
            .ExtensionPointIdentifier
    ) -> Bool {
        true
    }
}
