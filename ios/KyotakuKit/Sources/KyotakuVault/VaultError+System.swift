import CryptoKit
import Foundation
import KyotakuCore
import Security
import os

// What the answers of the system mean:
//
// | answer | means |
// |---|---|
// | errSecInteractionNotAllowed, from the Keychain or through CryptoKit | DeviceLocked |
// | errSecItemNotFound, from the Keychain | KeyLost |
// | any other status of the Keychain | Faulty |
// | any other error of CryptoKit | Faulty, unless a new key shows that only this one is refused |
//
// What is Faulty is logged by its number, as the number is all that support has to go by. Statuses
// and codes say nothing about keys or persons, so they are logged in the open.

private let logger = Logger(subsystem: "kyotaku", category: "vault")

extension VaultError {
    /// Throws what a status of the Keychain means, unless it is success.
    static func check(_ status: OSStatus, of call: String) throws(VaultError) {
        switch status {
        case errSecSuccess:
            return
        case errSecInteractionNotAllowed:
            throw .DeviceLocked
        case errSecItemNotFound:
            throw .KeyLost
        default:
            logger.error("\(call, privacy: .public) gives \(status, privacy: .public)")
            throw .Faulty
        }
    }

    /// What it means that the Secure Enclave did not do something.
    static func refused(_ error: any Error, _ wish: String) -> VaultError {
        if let known = error as? VaultError {
            return known
        }
        let reported = error as NSError
        if isLocked(error, reported) {
            return .DeviceLocked
        }
        logger.error(
            """
            the enclave does not \(wish, privacy: .public): \
            \(reported.domain, privacy: .public) \(reported.code, privacy: .public)
            """
        )
        return .Faulty
    }

    private static func isLocked(_ error: any Error, _ reported: NSError) -> Bool {
        if case CryptoKitError.underlyingCoreCryptoError(let code) = error {
            return code == errSecInteractionNotAllowed
        }
        return reported.domain == NSOSStatusErrorDomain
            && reported.code == Int(errSecInteractionNotAllowed)
    }
}
