/// Apple: documentation/accessibility/accessibilitynotification
public enum AccessibilityNotification {
    /// Apple: documentation/accessibility/accessibilitynotification/announcement
    public struct Announcement: Sendable {
        private let announcement: String

        /// Apple: documentation/accessibility/accessibilitynotification/announcement/init(_:)
        public init(_ announcement: String) {
            self.announcement = announcement
        }

        /// Apple: documentation/accessibility/accessibilitynotification/announcement/post()
        public func post() {
            VirtualListener.say(announcement)
        }
    }
}
