import Foundation
import StandInPhone

/// A status that ends a call.
struct Refusal: Error {
    let status: OSStatus

    init(_ status: OSStatus) {
        self.status = status
    }
}

/// A dictionary that the Keychain is asked with, read.
struct ItemRequest {
    /// Attributes by their Apple names, the class among them.
    private(set) var attributes: [String: KeychainValue] = [:]
    private(set) var protection: DataProtection?
    private(set) var value: Data?
    /// Items in iCloud, others, or both; `nil` for both.
    private(set) var isSynchronizable: Bool? = false
    private(set) var returnsData = false
    private(set) var returnsAttributes = false
    private(set) var returnsAll = false
    /// Whether it says what to return, and how much of it.
    private(set) var asksForResults = false

    init(_ dictionary: CFDictionary) throws {
        for (key, value) in dictionary {
            guard let key = key as? NSString else {
                throw Refusal(errSecParam)
            }
            try read(key, value)
        }
    }

    private mutating func read(_ key: NSString, _ value: Any) throws {
        switch key {
        case kSecClass:
            attributes[kSecClass.text] = .text(try text(value, oneOf: [kSecClassGenericPassword]))
        case kSecAttrAccessGroup, kSecAttrAccount, kSecAttrService:
            attributes[key.text] = .text(try text(value))
        case kSecAttrGeneric:
            attributes[key.text] = .data(try data(value))
        case kSecAttrAccessible:
            guard let name = value as? NSString, let protection = DataProtection(name) else {
                throw Refusal(errSecParam)
            }
            self.protection = protection
        case kSecAttrSynchronizable:
            if let any = value as? NSString, any == kSecAttrSynchronizableAny {
                isSynchronizable = nil
            } else {
                isSynchronizable = try flag(value)
            }
        case kSecValueData:
            self.value = try data(value)
        case kSecReturnData:
            returnsData = try flag(value)
            asksForResults = true
        case kSecReturnAttributes:
            returnsAttributes = try flag(value)
            asksForResults = true
        case kSecMatchLimit:
            let limit = try text(value, oneOf: [kSecMatchLimitOne, kSecMatchLimitAll])
            returnsAll = limit == kSecMatchLimitAll.text
            asksForResults = true
        default:
            throw Refusal(errSecNoSuchAttr)
        }
    }

    /// Whether a record is one of those that are asked for.
    func matches(_ record: KeychainRecord) -> Bool {
        let isOfKind = isSynchronizable.map { record.isSynchronizable == $0 } ?? true
        let isProtected = protection.map { record.protection == $0 } ?? true
        return isOfKind && isProtected
            && attributes.allSatisfy { record.attributes[$0.key] == $0.value }
    }

    /// What a record has to say.
    func result(_ record: KeychainRecord) -> CFTypeRef? {
        let data = record.value.map { NSData(data: $0) }
        guard returnsAttributes else {
            return returnsData ? data : nil
        }
        let result = NSMutableDictionary()
        for (key, value) in record.attributes {
            result[NSString(string: key)] = value.object
        }
        result[kSecAttrAccessible] = record.protection.name
        if returnsData, let data {
            result[kSecValueData] = data
        }
        return result
    }

    private func text(_ value: Any, oneOf known: [CFString] = []) throws -> String {
        guard let text = value as? String,
            known.isEmpty || known.contains(where: { $0.text == text })
        else {
            throw Refusal(errSecParam)
        }
        return text
    }

    private func data(_ value: Any) throws -> Data {
        guard let data = value as? Data else {
            throw Refusal(errSecParam)
        }
        return data
    }

    private func flag(_ value: Any) throws -> Bool {
        guard let flag = value as? Bool else {
            throw Refusal(errSecParam)
        }
        return flag
    }
}

extension KeychainRecord {
    /// What no two items have in common.
    var primaryKey: [KeychainValue?] {
        [kSecClass, kSecAttrAccessGroup, kSecAttrAccount, kSecAttrService, kSecAttrSynchronizable]
            .map { attributes[$0.text] }
    }

    var isSynchronizable: Bool {
        attributes[kSecAttrSynchronizable.text] == .flag(true)
    }
}

extension KeychainValue {
    var object: Any {
        switch self {
        case .data(let data): NSData(data: data)
        case .flag(let flag): NSNumber(value: flag)
        case .text(let text): NSString(string: text)
        }
    }
}

extension NSString {
    var text: String {
        String(describing: self)
    }
}
