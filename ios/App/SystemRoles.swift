import Foundation
import KyotakuCore
import KyotakuModels
import KyotakuNFC
import KyotakuVault

/// What only the system of a phone can be: the keeper of its keys, its reader, its question to the
/// owner.
struct SystemRoles: Sendable {
    /// Keeps the keys.
    var vault: any KeyVault
    /// Reads cards.
    var reader: any CardTapping
    /// Tells the owner of the phone.
    var owner: any OwnerChecking

    /// Those that the system of an iPhone has.
    static var ofPhones: SystemRoles {
        SystemRoles(
            vault: KeychainVault(service: "kyotaku"),
            reader: CardReader(),
            owner: DeviceOwnerGate()
        )
    }

    /// Those of whatever this build runs on. The simulator has no NFC, and its Keychain serves signed
    /// apps alone.
    ///
    /// - Parameter container: The directory of what the app keeps.
    static func here(_ container: URL) -> SystemRoles {
        #if targetEnvironment(simulator)
            ofSimulator(container: container)
        #else
            ofPhones
        #endif
    }
}
