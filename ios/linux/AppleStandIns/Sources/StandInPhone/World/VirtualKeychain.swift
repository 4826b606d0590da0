import Foundation
import Synchronization

/// Stand-in only: when the value of an item may be read, and where it may go.
public enum DataProtection: String, Sendable, CaseIterable {
    /// Stand-in only: after the first unlock, in backups.
    case afterFirstUnlock
    /// Stand-in only: after the first unlock, on this phone alone.
    case afterFirstUnlockThisDeviceOnly
    /// Stand-in only: while the phone is unlocked and has a passcode, on this phone alone.
    case whenPasscodeSetThisDeviceOnly
    /// Stand-in only: while the phone is unlocked, in backups.
    case whenUnlocked
    /// Stand-in only: while the phone is unlocked, on this phone alone.
    case whenUnlockedThisDeviceOnly

    /// Stand-in only: whether its key is there.
    public func isAvailable(_ lock: VirtualPhone.Lock) -> Bool {
        switch self {
        case .afterFirstUnlock, .afterFirstUnlockThisDeviceOnly:
            lock != .beforeFirstUnlock
        case .whenPasscodeSetThisDeviceOnly, .whenUnlocked, .whenUnlockedThisDeviceOnly:
            lock == .unlocked
        }
    }

    /// Stand-in only: whether no other phone can use it.
    public var isOfThisDeviceOnly: Bool {
        switch self {
        case .afterFirstUnlockThisDeviceOnly, .whenPasscodeSetThisDeviceOnly,
            .whenUnlockedThisDeviceOnly:
            true
        case .afterFirstUnlock, .whenUnlocked:
            false
        }
    }
}

/// Stand-in only: a value of an attribute.
public enum KeychainValue: Sendable, Hashable {
    /// Stand-in only: bytes.
    case data(Data)
    /// Stand-in only: true or false.
    case flag(Bool)
    /// Stand-in only: a text.
    case text(String)
}

/// Stand-in only: an item of the Keychain.
public struct KeychainRecord: Sendable, Hashable {
    /// Stand-in only: all attributes but those below, by the names that Apple gives them.
    public var attributes: [String: KeychainValue]
    /// Stand-in only: when it may be read.
    public var protection: DataProtection
    /// Stand-in only: what is kept secret.
    public var value: Data?

    /// Stand-in only: an item.
    public init(
        attributes: [String: KeychainValue],
        protection: DataProtection,
        value: Data?
    ) {
        self.attributes = attributes
        self.protection = protection
        self.value = value
    }
}

/// Stand-in only: the items of a phone.
public final class VirtualKeychain: Sendable {
    private struct State {
        var items: [KeychainRecord] = []
        var deletesWhileLocked = false
    }

    private let state = Mutex(State())

    /// Stand-in only: the access group of the app.
    public let accessGroup = "ABCDE12345.app"

    /// Stand-in only: what there is, whoever asks, in the order of adding.
    public var items: [KeychainRecord] {
        state.withLock { $0.items }
    }

    /// Stand-in only: whether items are deleted whose key is not there yet. Apple does not say; the
    /// stand-in refuses unless it is told otherwise, and an app should bear both.
    public var deletesWhileLocked: Bool {
        get { state.withLock { $0.deletesWhileLocked } }
        set { state.withLock { $0.deletesWhileLocked = newValue } }
    }

    /// Stand-in only: makes one change that nobody else sees half done.
    package func change<R: Sendable>(_ change: (inout [KeychainRecord]) throws -> R) rethrows -> R {
        try state.withLock { try change(&$0.items) }
    }

    /// Stand-in only: removes items, as the system does by itself.
    public func remove(where isGone: (KeychainRecord) -> Bool) {
        state.withLock { $0.items.removeAll(where: isGone) }
    }

    /// Stand-in only: puts other items in the place of all.
    package func replaceAll(_ items: [KeychainRecord]) {
        state.withLock { $0.items = items }
    }
}
