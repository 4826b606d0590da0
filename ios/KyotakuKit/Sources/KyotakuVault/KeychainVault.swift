import Foundation
import KyotakuCore

/// The keys of this phone: a signing key in the Secure Enclave, and in the Keychain the key of the
/// store with its generation.
///
/// The Keychain has two items for it, both of this device only and readable from the first unlock
/// after a start:
///
/// | account | secret | note beside it |
/// |---|---|---|
/// | `store` | the key of the store | its generation, eight bytes, the highest first |
/// | `device` | what the Secure Enclave makes the device key from again | |
///
/// The Keychain does each call wholly or not at all, so whatever is one call here is that too:
/// keeping the key of the store adds an item, which the Keychain refuses where there is one; setting
/// the generation changes the note and leaves the secret as it is; a new device key is made first and
/// then replaces what lies in the item, and one that was made and never kept is nowhere. Only
/// ``erase()`` takes two calls. A process that is killed between them leaves a device key without a
/// store, as a phone without an app has it, and erasing again ends that.
///
/// A device key is there when it signs. The item may outlive the key, as when a backup is brought
/// back onto a phone that was erased, and its public half is of no use then; so the public key is not
/// given before the key has signed something.
///
/// Calls may come from any thread and wait for each other. They wait for the system too, so the main
/// thread must not make them.
public final class KeychainVault: KeyVault {
    private let store: KeychainItem
    private let device: KeychainItem
    // Replacing the device key looks first and changes then.
    private let turn = NSLock()

    /// A vault of this app. All vaults of one service are the same one.
    ///
    /// - Parameter service: Names the items of the vault among all that the app has.
    public init(service: String) {
        store = KeychainItem(service: service, account: "store")
        device = KeychainItem(service: service, account: "device")
    }

    public func devicePublicKey() throws -> Data {
        try turn.withLock {
            let key = EnclaveKey(representation: try device.read().secret)
            // What is signed begins like nothing that the app signs for others: neither a JWS, nor a
            // certification request, nor a handshake of TLS.
            _ = try key.sign(Data("the device key is there".utf8))
            return try key.publicKey()
        }
    }

    public func sign(message: Data) throws -> Data {
        try turn.withLock {
            try EnclaveKey(representation: try device.read().secret).sign(message)
        }
    }

    public func newDeviceKey() throws {
        try turn.withLock {
            let key = try EnclaveKey.generate()
            do {
                try device.replaceSecret(key.representation)
            } catch VaultError.KeyLost {
                try device.add(key.representation, note: nil)
            }
        }
    }

    public func storeKey() throws -> Data {
        try turn.withLock { try store.read().secret }
    }

    public func keepStoreKey(key: Data) throws {
        try turn.withLock { try store.add(key, note: Self.note(0)) }
    }

    public func generation() throws -> UInt64 {
        try turn.withLock {
            guard let note = try store.read().note, note.count == MemoryLayout<UInt64>.size else {
                throw VaultError.Faulty
            }
            return note.reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    public func setGeneration(generation: UInt64) throws {
        try turn.withLock { try store.replaceNote(Self.note(generation)) }
    }

    public func erase() throws {
        try turn.withLock {
            try store.remove()
            try device.remove()
        }
    }

    private static func note(_ generation: UInt64) -> Data {
        withUnsafeBytes(of: generation.bigEndian) { Data($0) }
    }
}
