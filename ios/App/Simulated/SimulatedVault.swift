import CryptoKit
import Foundation
import KyotakuCore

/// The keys of a simulated phone, in a file that protects them from nobody: there is nothing real
/// behind them. A simulator has no Secure Enclave of its own.
///
/// Each call writes the whole file or nothing. Two vaults of one file are the same one, as long as
/// one app uses them.
final class SimulatedVault: KeyVault {
    private struct Keys: Codable {
        var device: Data?
        var store: Store?
    }

    private struct Store: Codable {
        let key: Data
        var generation: UInt64
    }

    private let file: URL
    private let turn = NSLock()

    /// A vault in a file, which need not be there yet; its directory has to be when something is kept.
    init(at file: URL) {
        self.file = file
    }

    func devicePublicKey() throws -> Data {
        try deviceKey().publicKey.x963Representation
    }

    func sign(message: Data) throws -> Data {
        try deviceKey().signature(for: message).derRepresentation
    }

    func newDeviceKey() throws {
        let key = P256.Signing.PrivateKey()
        try change { $0.device = key.rawRepresentation }
    }

    func storeKey() throws -> Data {
        try store().key
    }

    func keepStoreKey(key: Data) throws {
        try change { keys in
            guard keys.store == nil else { throw VaultError.Faulty }
            keys.store = Store(key: key, generation: 0)
        }
    }

    func generation() throws -> UInt64 {
        try store().generation
    }

    func setGeneration(generation: UInt64) throws {
        try change { keys in
            guard keys.store != nil else { throw VaultError.KeyLost }
            keys.store?.generation = generation
        }
    }

    func erase() throws {
        try turn.withLock {
            guard FileManager.default.fileExists(atPath: file.path) else { return }
            do {
                try FileManager.default.removeItem(at: file)
            } catch {
                throw VaultError.Faulty
            }
        }
    }

    private func deviceKey() throws -> P256.Signing.PrivateKey {
        let device = try turn.withLock { try keys().device }
        guard let device else { throw VaultError.KeyLost }
        do {
            return try P256.Signing.PrivateKey(rawRepresentation: device)
        } catch {
            throw VaultError.Faulty
        }
    }

    private func store() throws -> Store {
        let store = try turn.withLock { try keys().store }
        guard let store else { throw VaultError.KeyLost }
        return store
    }

    private func keys() throws -> Keys {
        guard FileManager.default.fileExists(atPath: file.path) else { return Keys() }
        do {
            return try PropertyListDecoder().decode(Keys.self, from: Data(contentsOf: file))
        } catch {
            throw VaultError.Faulty
        }
    }

    private func change(_ change: (inout Keys) throws -> Void) throws {
        try turn.withLock {
            var changed = try keys()
            try change(&changed)
            do {
                try PropertyListEncoder().encode(changed).write(to: file, options: .atomic)
            } catch {
                throw VaultError.Faulty
            }
        }
    }
}
