import Foundation
import UIKit

/// Opens the app's page in the settings of the phone.
@MainActor
func openSettingsOfThisPhone() {
    guard let settings = URL(string: UIApplication.openSettingsURLString) else { return }
    UIApplication.shared.open(settings)
}
