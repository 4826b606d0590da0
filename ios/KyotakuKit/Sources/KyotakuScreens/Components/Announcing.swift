import Accessibility
import Foundation
import SwiftUI

extension View {
    /// Tells VoiceOver a text as soon as it is there, and each one that takes its place. What has
    /// changed on its own is not where the reader is, so it would not be noticed.
    ///
    /// - Parameter kind: What it is about. A later announcement interrupts what is said, but not what
    ///   is wrong.
    func announcing(_ text: String?, of kind: Notice.Kind = .info) -> some View {
        onChange(of: text, initial: true) { _, text in
            guard let text else { return }
            announce(text, of: kind)
        }
    }

    /// Tells VoiceOver what is wrong with the fields of a form, all at once. Nothing is told again when
    /// some of it has been put right.
    func announcing(faults: [String]) -> some View {
        onChange(of: faults, initial: true) { old, new in
            guard new.contains(where: { !old.contains($0) }) || old == new, !new.isEmpty else {
                return
            }
            announce(new.joined(separator: "\n"), of: .error)
        }
    }
}

private func announce(_ text: String, of kind: Notice.Kind) {
    var announcement = AttributedString(text)
    if kind.isProblem { announcement.accessibilitySpeechAnnouncementPriority = .high }
    AccessibilityNotification.Announcement(announcement).post()
}
