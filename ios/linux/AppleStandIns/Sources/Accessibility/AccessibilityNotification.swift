import Foundation

/// Apple: documentation/accessibility/accessibilitynotification
public enum AccessibilityNotification {
    /// Apple: documentation/accessibility/accessibilitynotification/announcement
    public struct Announcement: Sendable {
        private let announcement: AttributedString

        /// Apple: documentation/accessibility/accessibilitynotification/announcement/init(_:)
        public init(_ announcement: String) {
            self.announcement = AttributedString(announcement)
        }

        /// Apple: documentation/accessibility/accessibilitynotification/announcement/init(_:)
        public init(_ announcement: AttributedString) {
            self.announcement = announcement
        }

        /// Apple: documentation/accessibility/accessibilitynotification/announcement/post()
        public func post() {
            let priority = announcement.accessibilitySpeechAnnouncementPriority ?? .default
            VirtualListener.say(
                VirtualListener.Heard(
                    text: String(announcement.characters),
                    priority: priority.rawValue
                )
            )
        }
    }
}
