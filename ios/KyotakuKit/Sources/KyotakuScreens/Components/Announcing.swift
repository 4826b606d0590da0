import Accessibility
import SwiftUI

extension View {
    /// Tells VoiceOver a text as soon as it is there, and each one that takes its place. What has
    /// changed on its own is not where the reader is, so it would not be noticed.
    func announcing(_ text: String?) -> some View {
        onChange(of: text, initial: true) { _, text in
            guard let text else { return }
            AccessibilityNotification.Announcement(text).post()
        }
    }
}
