import Foundation
import KyotakuTesting
import StandInPhone

/// P-256 as everybody computes it, for the virtual Secure Enclave. Signatures are deterministic
/// (RFC 6979), so the one to expect can be had from here.
public final class SoftwareEnclave: EnclaveEngine, @unchecked Sendable {
    private let lock = NSLock()
    // Only under the lock.
    private var keys: [Data: Data] = [:]

    /// A key that this engine never made.
    public struct UnknownKey: Error {}

    /// An engine that has made no key.
    public init() {}

    /// A new private key.
    public func generate() throws -> Data {
        let key = try p256Generate()
        let point = try publicKey(of: key)
        lock.withLock { keys[point] = key }
        return key
    }

    /// The public point of a private key.
    public func publicKey(of privateKey: Data) throws -> Data {
        try p256PublicKey(privateKey: privateKey)
    }

    /// Signs with a private key.
    public func sign(_ message: Data, with privateKey: Data) throws -> Data {
        try p256Sign(privateKey: privateKey, message: message)
    }

    /// What the key with this public point signs.
    public func signature(of message: Data, by point: Data) throws -> Data {
        guard let key = lock.withLock({ keys[point] }) else { throw UnknownKey() }
        return try sign(message, with: key)
    }
}
