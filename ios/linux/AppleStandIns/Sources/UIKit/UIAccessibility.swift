import Foundation

/// Apple: documentation/uikit/uiaccessibility-swift.struct
public struct UIAccessibility {
    private init() {}

    /// Apple: documentation/uikit/uiaccessibility-swift.struct/elementfocusednotification
    public static let elementFocusedNotification = Notification.Name(
        "UIAccessibilityElementFocusedNotification"
    )

    /// Apple: documentation/uikit/uiaccessibility-swift.struct/assistivetechnologyuserinfokey
    public static let assistiveTechnologyUserInfoKey = "UIAccessibilityAssistiveTechnologyKey"

    /// Apple: documentation/uikit/uiaccessibility-swift.struct/assistivetechnologyidentifier
    public struct AssistiveTechnologyIdentifier: Hashable, RawRepresentable, Sendable {
        /// Apple: documentation/uikit/uiaccessibility-swift.struct/assistivetechnologyidentifier/rawvalue
        public let rawValue: String

        /// Apple: documentation/uikit/uiaccessibility-swift.struct/assistivetechnologyidentifier/init(rawvalue:)
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Apple: documentation/uikit/uiaccessibility-swift.struct/assistivetechnologyidentifier/notificationvoiceover
        public static let notificationVoiceOver = AssistiveTechnologyIdentifier(
            rawValue: "UIAccessibilityNotificationVoiceOverIdentifier"
        )
        /// Apple: documentation/uikit/uiaccessibility-swift.struct/assistivetechnologyidentifier/notificationswitchcontrol
        public static let notificationSwitchControl = AssistiveTechnologyIdentifier(
            rawValue: "UIAccessibilityNotificationSwitchControlIdentifier"
        )
    }
}
