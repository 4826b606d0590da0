import Foundation
import StandInPhone

// swift-format-ignore: AlwaysUseLowerCamelCase
/// Apple: documentation/security/secitemadd(_:_:)
public func SecItemAdd(
    _ attributes: CFDictionary,
    _ result: UnsafeMutablePointer<CFTypeRef?>?
) -> OSStatus {
    answer(.keychainAdd) { phone in
        let request = try ItemRequest(attributes)
        guard request.attributes[kSecClass.text] != nil else {
            throw Refusal(errSecParam)
        }
        let record = try request.newRecord(on: phone)
        guard record.protection.isAvailable(phone.lock) else {
            throw Refusal(errSecInteractionNotAllowed)
        }
        try phone.keychain.change { items in
            if items.contains(where: { $0.primaryKey == record.primaryKey }) {
                throw Refusal(errSecDuplicateItem)
            }
            items.append(record)
        }
        result?.pointee = request.result(record)
    }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// Apple: documentation/security/secitemcopymatching(_:_:)
public func SecItemCopyMatching(
    _ query: CFDictionary,
    _ result: UnsafeMutablePointer<CFTypeRef?>?
) -> OSStatus {
    answer(.keychainCopy) { phone in
        let request = try ItemRequest(query)
        var found = try request.search(phone.keychain.items, on: phone)
        if !request.returnsAll {
            found = Array(found.prefix(1))
        }
        for record in found {
            // The keys of attributes come with the first unlock, whatever the class of the value.
            let isReadable =
                request.returnsData
                ? record.protection.isAvailable(phone.lock) : phone.lock != .beforeFirstUnlock
            if !isReadable {
                throw Refusal(errSecInteractionNotAllowed)
            }
        }
        let results = found.compactMap(request.result)
        result?.pointee = request.returnsAll ? NSArray(array: results) : results.first
    }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// Apple: documentation/security/secitemupdate(_:_:)
public func SecItemUpdate(_ query: CFDictionary, _ attributesToUpdate: CFDictionary) -> OSStatus {
    answer(.keychainUpdate) { phone in
        let request = try ItemRequest(query)
        let change = try ItemRequest(attributesToUpdate)
        guard !request.asksForResults, !change.asksForResults,
            change.attributes[kSecClass.text] == nil
        else {
            throw Refusal(errSecParam)
        }
        try phone.keychain.change { items in
            let found = Set(try request.search(items, on: phone))
            guard found.allSatisfy({ $0.protection.isAvailable(phone.lock) }) else {
                throw Refusal(errSecInteractionNotAllowed)
            }
            let changed = items.map { found.contains($0) ? change.applied(to: $0) : $0 }
            guard Set(changed.map(\.primaryKey)).count == changed.count else {
                throw Refusal(errSecDuplicateItem)
            }
            items = changed
        }
    }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// Apple: documentation/security/secitemdelete(_:)
public func SecItemDelete(_ query: CFDictionary) -> OSStatus {
    answer(.keychainDelete) { phone in
        let request = try ItemRequest(query)
        guard !request.asksForResults else {
            throw Refusal(errSecParam)
        }
        let deletesWhileLocked = phone.keychain.deletesWhileLocked
        try phone.keychain.change { items in
            let found = Set(try request.search(items, on: phone))
            guard
                deletesWhileLocked
                    || found.allSatisfy({ $0.protection.isAvailable(phone.lock) })
            else {
                throw Refusal(errSecInteractionNotAllowed)
            }
            items.removeAll { found.contains($0) }
        }
    }
}

/// Serves a call on the phone in hand.
private func answer(_ call: PhoneCall, _ serve: (VirtualPhone) throws -> Void) -> OSStatus {
    let phone = VirtualPhone.inHand
    do {
        try phone.calls.enter(call)
        try serve(phone)
        return errSecSuccess
    } catch let scripted as ScriptedStatus {
        return scripted.rawValue
    } catch let refusal as Refusal {
        return refusal.status
    } catch {
        return errSecParam
    }
}

extension ItemRequest {
    /// The records that match, one at least.
    fileprivate func search(
        _ items: [KeychainRecord],
        on phone: VirtualPhone
    ) throws -> [KeychainRecord] {
        // Searching by the secret is not supported.
        guard attributes[kSecClass.text] != nil, value == nil else {
            throw Refusal(errSecParam)
        }
        try checkGroup(on: phone)
        let found = items.filter(matches)
        guard !found.isEmpty else {
            throw Refusal(errSecItemNotFound)
        }
        return found
    }

    fileprivate func newRecord(on phone: VirtualPhone) throws -> KeychainRecord {
        try checkGroup(on: phone)
        guard let isSynchronizable else {
            throw Refusal(errSecParam)
        }
        var attributes = attributes
        attributes[kSecAttrAccessGroup.text] = .text(phone.keychain.accessGroup)
        attributes[kSecAttrSynchronizable.text] = .flag(isSynchronizable)
        for key in [kSecAttrAccount, kSecAttrService] where attributes[key.text] == nil {
            attributes[key.text] = .text("")
        }
        let protection = protection ?? .whenUnlocked
        if isSynchronizable && protection.isOfThisDeviceOnly {
            throw Refusal(errSecParam)
        }
        if protection == .whenPasscodeSetThisDeviceOnly && !phone.hasPasscode {
            throw Refusal(errSecAuthFailed)
        }
        return KeychainRecord(attributes: attributes, protection: protection, value: value)
    }

    fileprivate func applied(to record: KeychainRecord) -> KeychainRecord {
        KeychainRecord(
            attributes: record.attributes.merging(attributes) { $1 },
            protection: protection ?? record.protection,
            value: value ?? record.value
        )
    }

    private func checkGroup(on phone: VirtualPhone) throws {
        let group = attributes[kSecAttrAccessGroup.text]
        if let group, group != .text(phone.keychain.accessGroup) {
            throw Refusal(errSecMissingEntitlement)
        }
    }
}
