import Foundation
import KyotakuCore

/// A vault in memory, with a switch for each thing that can be wrong with a real one.
///
/// It begins empty, as on a new phone. It outlives the app like a Keychain does: give the same vault
/// to the next `Phone`.
public final class SoftwareVault: KeyVault {
    /// What can be asked of a vault.
    public enum Call: Sendable, CaseIterable {
        /// `devicePublicKey`.
        case devicePublicKey
        /// `sign`.
        case sign
        /// `newDeviceKey`.
        case newDeviceKey
        /// `storeKey`.
        case storeKey
        /// `keepStoreKey`.
        case keepStoreKey
        /// `generation`.
        case generation
        /// `setGeneration`.
        case setGeneration
        /// `erase`.
        case erase
    }

    /// What a call throws instead of doing anything.
    public enum Trouble: Sendable, CaseIterable {
        /// The phone has not been unlocked since it started.
        case locked
        /// The vault does not serve.
        case faulty
        /// The key is not there.
        case keyLost
        /// An error that vaults are not meant to throw.
        case unexpected
    }

    /// Thrown for ``Trouble/unexpected``.
    public struct Unexpected: Error {}

    private struct State {
        var devicePrivateKey: Data?
        var store: Store?
        var troubles: [Call: Trouble] = [:]
        var counts: [Call: Int] = [:]

        /// Counts a call, and throws what troubles it.
        mutating func enter(_ call: Call) throws {
            counts[call, default: 0] += 1
            switch troubles[call] {
            case nil: return
            case .locked: throw VaultError.DeviceLocked
            case .faulty: throw VaultError.Faulty
            case .keyLost: throw VaultError.KeyLost
            case .unexpected: throw Unexpected()
            }
        }
    }

    /// Key and generation are one item, as in a Keychain.
    private struct Store {
        let key: Data
        var generation: UInt64
    }

    private let state = Guarded(State())

    /// A vault that has never held a key.
    public init() {}

    /// What troubles each call from now on; none at first.
    public var troubles: [Call: Trouble] {
        get { state.with { $0.troubles } }
        set { state.with { $0.troubles = newValue } }
    }

    /// Troubles every call from now on, or none.
    public func trouble(_ trouble: Trouble?) {
        guard let trouble else {
            troubles = [:]
            return
        }
        troubles = Dictionary(uniqueKeysWithValues: Call.allCases.map { ($0, trouble) })
    }

    /// How often this was called, with or without success.
    public func count(of call: Call) -> Int {
        state.with { $0.counts[call, default: 0] }
    }

    /// The device key is gone, as after the passcode of a phone was removed.
    public func loseDeviceKey() {
        state.with { $0.devicePrivateKey = nil }
    }

    /// The key of the store is gone, and with it the generation.
    public func loseStoreKey() {
        state.with { $0.store = nil }
    }

    /// The public part of the device key, X9.63.
    public func devicePublicKey() throws -> Data {
        try state.with { state in
            try state.enter(.devicePublicKey)
            guard let key = state.devicePrivateKey else { throw VaultError.KeyLost }
            return try p256PublicKey(privateKey: key)
        }
    }

    /// Signs with the device key.
    public func sign(message: Data) throws -> Data {
        try state.with { state in
            try state.enter(.sign)
            guard let key = state.devicePrivateKey else { throw VaultError.KeyLost }
            return try p256Sign(privateKey: key, message: message)
        }
    }

    /// Makes a device key in the place of the former one.
    public func newDeviceKey() throws {
        try state.with { state in
            try state.enter(.newDeviceKey)
            state.devicePrivateKey = try p256Generate()
        }
    }

    /// The key of the store.
    public func storeKey() throws -> Data {
        try state.with { state in
            try state.enter(.storeKey)
            guard let store = state.store else { throw VaultError.KeyLost }
            return store.key
        }
    }

    /// Keeps the key of a new store with generation 0, and never replaces one.
    public func keepStoreKey(key: Data) throws {
        try state.with { state in
            try state.enter(.keepStoreKey)
            guard state.store == nil, key.count == 32 else { throw VaultError.Faulty }
            state.store = Store(key: key, generation: 0)
        }
    }

    /// The generation that was set last.
    public func generation() throws -> UInt64 {
        try state.with { state in
            try state.enter(.generation)
            guard let store = state.store else { throw VaultError.KeyLost }
            return store.generation
        }
    }

    /// Sets the generation.
    public func setGeneration(generation: UInt64) throws {
        try state.with { state in
            try state.enter(.setGeneration)
            guard state.store != nil else { throw VaultError.KeyLost }
            state.store?.generation = generation
        }
    }

    /// Destroys the key of the store, then the device key.
    public func erase() throws {
        try state.with { state in
            try state.enter(.erase)
            state.store = nil
            state.devicePrivateKey = nil
        }
    }
}
