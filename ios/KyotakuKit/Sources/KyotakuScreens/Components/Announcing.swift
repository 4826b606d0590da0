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

    /// Tells VoiceOver what is wrong with the fields of a form, all at once: of several announcements
    /// only the last is heard. Nothing is told again when some of it has been put right.
    func announcing(faults: [String]) -> some View {
        onChange(of: faults, initial: true) { old, new in
            guard new.contains(where: { !old.contains($0) }) || old == new, !new.isEmpty else {
                return
            }
            AccessibilityNotification.Announcement(new.joined(separator: "\n")).post()
        }
    }
}
