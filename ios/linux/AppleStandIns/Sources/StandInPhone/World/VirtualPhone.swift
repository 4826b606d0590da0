import Foundation
import Synchronization

/// Stand-in only: a phone with one app on it. What the modules Security, CryptoKit and
/// LocalAuthentication do, they do to the phone in hand.
///
/// A process has one phone in hand at a time, as an app has; tests that pick up phones run one
/// after the other.
public final class VirtualPhone: Sendable {
    /// Stand-in only: whether the phone is locked. The keys of data protection hang on it.
    public enum Lock: Sendable, Equatable {
        /// Stand-in only: started, and not unlocked since.
        case beforeFirstUnlock
        /// Stand-in only: locked, and unlocked at some time since it was started.
        case locked
        /// Stand-in only: in use.
        case unlocked
    }

    private struct State {
        var lock = Lock.unlocked
        var hasPasscode = true
        var isAppInFront = true
    }

    private static let held = Mutex(VirtualPhone())

    /// Stand-in only: the Keychain of the phone.
    public let keychain = VirtualKeychain()
    /// Stand-in only: the Secure Enclave of the phone.
    public let enclave = VirtualEnclave()
    /// Stand-in only: whoever sits before the phone.
    public let owner = VirtualOwner()
    /// Stand-in only: the calls that the app makes to Keychain and Secure Enclave.
    public let calls = VirtualCalls()
    /// Stand-in only: the directory that the app keeps its files in. It is made when the app is
    /// installed, and is gone with the app.
    public let container: URL

    private let state = Mutex(State())

    /// Stand-in only: a phone that is unlocked and has a passcode, with the app installed.
    public init() {
        container = FileManager.default.temporaryDirectory
            .appendingPathComponent("virtual-phone-\(UUID().uuidString)", isDirectory: true)
    }

    deinit {
        // A container that was never made, or went with the app, needs no removing.
        try? FileManager.default.removeItem(at: container)
    }

    /// Stand-in only: the phone that the process runs on.
    public static var inHand: VirtualPhone {
        held.withLock { $0 }
    }

    /// Stand-in only: lets the process run on this phone from now on.
    public func pickUp() {
        Self.held.withLock { $0 = self }
    }

    /// Stand-in only: whether the phone is locked.
    public var lock: Lock {
        state.withLock { $0.lock }
    }

    /// Stand-in only: whether a passcode is set.
    public var hasPasscode: Bool {
        state.withLock { $0.hasPasscode }
    }

    /// Stand-in only: whether the app is what the owner sees.
    public var isAppInFront: Bool {
        state.withLock { $0.isAppInFront }
    }

    /// Stand-in only: the owner looks at something else. What waited for them in the app ends.
    public func sendAppToBack() {
        state.withLock { $0.isAppInFront = false }
        owner.interrupt()
    }

    /// Stand-in only: the owner comes back to the app.
    public func bringAppToFront() {
        state.withLock { $0.isAppInFront = true }
    }

    /// Stand-in only: locks the phone, as its side button does; the app goes to the back. Without
    /// a passcode the screen is dark and nothing is locked.
    public func lockScreen() {
        sendAppToBack()
        state.withLock { state in
            if state.hasPasscode && state.lock == .unlocked {
                state.lock = .locked
            }
        }
    }

    /// Stand-in only: its owner unlocks the phone and looks at the app.
    public func unlock() {
        state.withLock { state in
            state.lock = .unlocked
            state.isAppInFront = true
        }
    }

    /// Stand-in only: the phone starts anew. What waited for its owner ends.
    public func reboot() {
        sendAppToBack()
        state.withLock { $0.lock = $0.hasPasscode ? .beforeFirstUnlock : .unlocked }
    }

    /// Stand-in only: sets a passcode.
    public func setPasscode() {
        state.withLock { $0.hasPasscode = true }
    }

    /// Stand-in only: removes the passcode, and with it what may only be there with one.
    public func removePasscode() {
        state.withLock { state in
            state.hasPasscode = false
            state.lock = .unlocked
        }
        keychain.remove { $0.protection == .whenPasscodeSetThisDeviceOnly }
    }

    /// Stand-in only: puts the app on the phone, with an empty container.
    public func installApp() throws {
        try FileManager.default.createDirectory(at: container, withIntermediateDirectories: true)
    }

    /// Stand-in only: takes the app and its container off the phone. What it has in the Keychain
    /// stays.
    public func removeApp() throws {
        sendAppToBack()
        if FileManager.default.fileExists(atPath: container.path) {
            try FileManager.default.removeItem(at: container)
        }
    }

    /// Stand-in only: what an encrypted backup has of the Keychain.
    ///
    /// Items of this device only are in it as well, but nobody except this phone can open them.
    public struct Backup: Sendable {
        let items: [KeychainRecord]
        let hardware: UUID
    }

    /// Stand-in only: backs the phone up.
    public func backUp() -> Backup {
        Backup(items: keychain.items, hardware: enclave.hardware)
    }

    /// Stand-in only: erases all content and settings. The Secure Enclave forgets what its keys
    /// were wrapped with, so none of them is ever of use again.
    public func eraseAllContent() throws {
        try removeApp()
        keychain.remove { _ in true }
        enclave.reset()
        state.withLock { $0.lock = .unlocked }
    }

    /// Stand-in only: puts a backup onto this phone. Items of this device only come back on the
    /// phone that they were made on, and on no other.
    public func restore(_ backup: Backup) {
        let isSamePhone = backup.hardware == enclave.hardware
        keychain.replaceAll(
            backup.items.filter { isSamePhone || !$0.protection.isOfThisDeviceOnly }
        )
    }
}
