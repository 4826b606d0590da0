import SwiftUI
import UIKit

extension View {
    /// Does something whenever VoiceOver goes to another element. Whoever reads by it touches no
    /// control meanwhile. Switch Control may go from element to element by itself, with nobody there, so
    /// its moves are none of somebody's.
    func onReading(_ action: @escaping @MainActor () -> Void) -> some View {
        task {
            let name = UIAccessibility.elementFocusedNotification
            let key = UIAccessibility.assistiveTechnologyUserInfoKey
            let voiceOver = UIAccessibility.AssistiveTechnologyIdentifier.notificationVoiceOver
                .rawValue
            // Only what is told of a notification may go to another actor.
            let moves = NotificationCenter.default.notifications(named: name).map { notification in
                notification.userInfo?[key] as? String == voiceOver
            }
            for await isOfVoiceOver in moves where isOfVoiceOver { action() }
        }
    }
}
