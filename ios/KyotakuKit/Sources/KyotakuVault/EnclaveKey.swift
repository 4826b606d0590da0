import CryptoKit
import Foundation
import KyotakuCore
import Security

/// A signing key of the Secure Enclave, held by what the enclave makes it from again. Only the
/// enclave that made it can; the bytes tell nobody else anything.
///
/// Nobody has to be present for it to sign, and it signs from the first unlock after a start.
struct EnclaveKey: Sendable {
    let representation: Data

    /// Makes a key. The enclave keeps nothing of it: who loses the representation loses the key.
    static func generate() throws(VaultError) -> EnclaveKey {
        guard
            let control = SecAccessControlCreateWithFlags(
                nil,
                kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
                .privateKeyUsage,
                nil
            )
        else {
            throw .Faulty
        }
        do {
            let key = try SecureEnclave.P256.Signing.PrivateKey(accessControl: control)
            return EnclaveKey(representation: key.dataRepresentation)
        } catch {
            throw VaultError.refused(error, "make a key")
        }
    }

    /// Its public point in X9.63 form, uncompressed. Not every enclave looks whether the key is
    /// still of use; signing tells.
    func publicKey() throws(VaultError) -> Data {
        do {
            return try restored().publicKey.x963Representation
        } catch {
            throw VaultError.refused(error, "restore the key")
        }
    }

    /// Signs with ECDSA over the SHA-256 of the message, in DER.
    ///
    /// Apple does not say by which errors an enclave refuses a key that is not its own any more, nor
    /// by which it fails for a moment. So an enclave that refuses is put to the test: when a new key
    /// signs and this one still does not, this one is lost.
    func sign(_ message: Data) throws(VaultError) -> Data {
        let failure: VaultError
        do {
            return try signature(message)
        } catch {
            failure = VaultError.refused(error, "sign")
        }
        guard failure == .Faulty, Self.newKeySigns() else {
            throw failure
        }
        do {
            return try signature(message)
        } catch {
            throw VaultError.refused(error, "sign") == .DeviceLocked ? .DeviceLocked : .KeyLost
        }
    }

    private static func newKeySigns() -> Bool {
        do {
            _ = try generate().signature(Data("the enclave serves".utf8))
            return true
        } catch {
            return false
        }
    }

    private func signature(_ message: Data) throws -> Data {
        try restored().signature(for: message).derRepresentation
    }

    private func restored() throws -> SecureEnclave.P256.Signing.PrivateKey {
        try SecureEnclave.P256.Signing.PrivateKey(dataRepresentation: representation)
    }
}
