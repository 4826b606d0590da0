import Foundation
import UIKit

/// What only UIKit asks an app.
final class AppDelegate: NSObject, UIApplicationDelegate {
    /// No keyboard but the system's: one of somebody else's would see each PIN, password and code that
    /// is typed, and could send it on.
    func application(
        _: UIApplication,
        shouldAllowExtensionPointIdentifier point: UIApplication.ExtensionPointIdentifier
    ) -> Bool {
        point != .keyboard
    }
}
