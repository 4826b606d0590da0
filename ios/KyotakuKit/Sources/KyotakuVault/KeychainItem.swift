import Foundation
import KyotakuCore
import Security

/// An item of the Keychain: a secret, and a note beside it.
///
/// It is a generic password of this device only, readable from the first unlock after a start, and
/// not in iCloud.
struct KeychainItem: Sendable {
    let service: String
    let account: String

    /// What is in the item. Secret and note are asked for together, so that an item that cannot be
    /// read now is never taken for one that is not there.
    func read() throws(VaultError) -> (secret: Data, note: Data?) {
        let query = identity.merging([kSecReturnData: true, kSecReturnAttributes: true]) { $1 }
        var result: CFTypeRef?
        let status = SecItemCopyMatching(dictionary(query), &result)
        try VaultError.check(status, of: "SecItemCopyMatching")
        guard let found = result as? NSDictionary, let secret = found[kSecValueData] as? Data else {
            throw .Faulty
        }
        return (secret, found[kSecAttrGeneric] as? Data)
    }

    /// Makes the item. An item that is there is never replaced.
    func add(_ secret: Data, note: Data?) throws(VaultError) {
        var item = identity
        item[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        item[kSecValueData] = secret
        item[kSecAttrGeneric] = note
        try VaultError.check(SecItemAdd(dictionary(item), nil), of: "SecItemAdd")
    }

    /// Puts another secret into an item that is there.
    func replaceSecret(_ secret: Data) throws(VaultError) {
        try update([kSecValueData: secret])
    }

    /// Puts another note beside the secret of an item that is there.
    func replaceNote(_ note: Data) throws(VaultError) {
        try update([kSecAttrGeneric: note])
    }

    /// Removes the item, if it is there.
    func remove() throws(VaultError) {
        let status = SecItemDelete(dictionary(identity))
        if status != errSecItemNotFound {
            try VaultError.check(status, of: "SecItemDelete")
        }
    }

    private func update(_ change: [CFString: Any]) throws(VaultError) {
        let status = SecItemUpdate(dictionary(identity), dictionary(change))
        try VaultError.check(status, of: "SecItemUpdate")
    }

    private var identity: [CFString: Any] {
        [
            kSecClass: kSecClassGenericPassword,
            kSecAttrService: service,
            kSecAttrAccount: account,
            kSecAttrSynchronizable: false,
        ]
    }

    private func dictionary(_ content: [CFString: Any]) -> CFDictionary {
        NSDictionary(dictionary: content) as CFDictionary
    }
}
