import SwiftUI
import UIKit

extension View {
    /// Does something after each screenshot. The system tells of them nowhere else.
    func onScreenshot(_ action: @escaping @MainActor () -> Void) -> some View {
        task {
            let name = UIApplication.userDidTakeScreenshotNotification
            // A notification itself must not go to another actor, so only that there was one does.
            for await _ in NotificationCenter.default.notifications(named: name).map({ _ in }) {
                action()
            }
        }
    }
}
