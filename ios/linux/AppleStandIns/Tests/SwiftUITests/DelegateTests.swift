import Foundation
import SwiftUI
import Testing
import UIKit

/// What UIKit asks an app. One after the other: there is one app.
@MainActor
@Suite(.serialized) struct DelegateTests {
    @Test
    func whoeverSaysNothingAdmitsEveryKeyboard() {
        let app = Quiet()
        #expect(UIApplication.shared.delegate === app.delegate)
        #expect(UIApplication.shared.admits(.keyboard))
    }

    @Test
    func aKeyboardThatIsRefusedDoesNotComeUp() {
        let app = Refusing()
        #expect(UIApplication.shared.delegate === app.delegate)
        #expect(!UIApplication.shared.admits(.keyboard))
    }
}

@MainActor
private struct Quiet {
    @UIApplicationDelegateAdaptor var delegate: QuietDelegate
}

private final class QuietDelegate: NSObject, UIApplicationDelegate {}

@MainActor
private struct Refusing {
    @UIApplicationDelegateAdaptor(RefusingDelegate.self) var delegate
}

private final class RefusingDelegate: NSObject, UIApplicationDelegate {
    func application(
        _ application: UIApplication,
        shouldAllowExtensionPointIdentifier point: UIApplication.ExtensionPointIdentifier
    ) -> Bool {
        point != .keyboard
    }
}
