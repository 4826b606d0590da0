/// Apple: documentation/accessibility/accessibilitynotification
public enum AccessibilityNotification {
    /// Apple: documentation/accessibility/accessibilitynotification/announcement
    public struct Announcement: Sendable {
        private let announcement: String

        /// Apple: documentation/accessibility/accessibilitynotification/announcement/init(_:)
        public init<S: StringProtocol>(_ announcement: S) {
            self.announcement = String(announcement)
        }

        /// Apple: documentation/accessibility/accessibilitynotification/announcement/post()
        public func post() {
            VirtualListener.say(announcement)
        }
    }
}
