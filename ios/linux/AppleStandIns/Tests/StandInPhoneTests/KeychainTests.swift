import Foundation
import Security
import StandInPhone
import XCTest

final class KeychainTests: PhoneTestCase {
    func testAnItemIsFoundUnderItsNamesUntilItIsDeleted() {
        XCTAssertEqual(value("a"), .failure(StatusError(status: errSecItemNotFound)))
        XCTAssertEqual(add("a", [kSecValueData: Data([1, 2])]), errSecSuccess)
        XCTAssertEqual(value("a"), .success(Data([1, 2])))
        XCTAssertEqual(value("b"), .failure(StatusError(status: errSecItemNotFound)))
        XCTAssertEqual(deleted("a"), errSecSuccess)
        XCTAssertEqual(deleted("a"), errSecItemNotFound)
        XCTAssertEqual(phone.keychain.items, [])
    }

    func testNothingIsDeletedThatWasNotAskedFor() {
        let patient = kSecAttrAccessibleAfterFirstUnlock
        XCTAssertEqual(add("a"), errSecSuccess)
        XCTAssertEqual(add("b", [kSecAttrAccessible: patient]), errSecSuccess)
        XCTAssertEqual(copy("a", [kSecAttrAccessible: patient]).0, errSecItemNotFound)
        XCTAssertEqual(deleted("a"), errSecSuccess)
        XCTAssertEqual(copy("b", [kSecAttrAccessible: patient]).0, errSecSuccess)
    }

    func testAnUpdateLeavesTheClassOfAnItemAsItIsUnlessItNamesAnother() {
        let patient = kSecAttrAccessibleAfterFirstUnlock
        XCTAssertEqual(add("a", [kSecAttrAccessible: patient]), errSecSuccess)
        XCTAssertEqual(updated("a", [kSecValueData: Data([1])]), errSecSuccess)
        phone.lockScreen()
        XCTAssertEqual(value("a"), .success(Data([1])))
        let strict = [kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked]
        XCTAssertEqual(updated("a", strict), errSecSuccess)
        XCTAssertEqual(
            value("a"),
            .failure(StatusError(status: errSecInteractionNotAllowed))
        )
    }

    func testASecondItemOfTheSameNamesIsRefusedAndTheFirstStays() {
        XCTAssertEqual(add("a", [kSecValueData: Data([1])]), errSecSuccess)
        XCTAssertEqual(
            add("a", [kSecValueData: Data([2]), kSecAttrGeneric: Data([3])]),
            errSecDuplicateItem
        )
        XCTAssertEqual(value("a"), .success(Data([1])))
        XCTAssertEqual(add("a", [kSecAttrService: "others"]), errSecSuccess)
        XCTAssertEqual(add("a", [kSecAttrSynchronizable: true]), errSecSuccess)
    }

    func testAnUpdateChangesWhatItNamesAndNothingElse() {
        XCTAssertEqual(updated("a", [kSecAttrGeneric: Data([9])]), errSecItemNotFound)
        XCTAssertEqual(
            add("a", [kSecValueData: Data([1]), kSecAttrGeneric: Data([2])]),
            errSecSuccess
        )
        XCTAssertEqual(updated("a", [kSecAttrGeneric: Data([3])]), errSecSuccess)
        let (status, result) = copy("a", [kSecReturnData: true, kSecReturnAttributes: true])
        XCTAssertEqual(status, errSecSuccess)
        let attributes = result as? NSDictionary
        XCTAssertEqual(attributes?[kSecValueData] as? Data, Data([1]))
        XCTAssertEqual(attributes?[kSecAttrGeneric] as? Data, Data([3]))
        XCTAssertEqual(attributes?[kSecAttrAccount] as? String, "a")
        XCTAssertEqual(
            attributes?[kSecAttrAccessible] as? NSString,
            kSecAttrAccessibleWhenUnlocked
        )
    }

    func testAnUpdateCannotMakeTwoItemsOfTheSameNames() {
        XCTAssertEqual(add("a"), errSecSuccess)
        XCTAssertEqual(add("b"), errSecSuccess)
        XCTAssertEqual(updated("a", [kSecAttrAccount: "b"]), errSecDuplicateItem)
        XCTAssertEqual(updated("a", [kSecAttrAccount: "c"]), errSecSuccess)
        XCTAssertEqual(updated("c", [kSecReturnData: true]), errSecParam)
    }

    func testOneItemIsGivenUnlessAllAreAskedFor() {
        XCTAssertEqual(add("a", [kSecValueData: Data([1])]), errSecSuccess)
        XCTAssertEqual(add("b", [kSecValueData: Data([2])]), errSecSuccess)
        var query: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword, kSecAttrService: "tests", kSecReturnData: true,
        ]
        var result: CFTypeRef?
        XCTAssertEqual(
            SecItemCopyMatching(NSDictionary(dictionary: query), &result),
            errSecSuccess
        )
        XCTAssertEqual(result as? Data, Data([1]))
        query[kSecMatchLimit] = kSecMatchLimitAll
        XCTAssertEqual(
            SecItemCopyMatching(NSDictionary(dictionary: query), &result),
            errSecSuccess
        )
        XCTAssertEqual(result as? [Data], [Data([1]), Data([2])])
    }

    func testEachClassIsReadableInItsStatesOfTheLock() {
        let classes: [(CFString, beforeFirstUnlock: Bool, locked: Bool)] = [
            (kSecAttrAccessibleAfterFirstUnlock, false, true),
            (kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly, false, true),
            (kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, false, false),
            (kSecAttrAccessibleWhenUnlocked, false, false),
            (kSecAttrAccessibleWhenUnlockedThisDeviceOnly, false, false),
        ]
        let refused = Result<Data?, StatusError>.failure(
            StatusError(status: errSecInteractionNotAllowed)
        )
        for (name, beforeFirstUnlock, locked) in classes {
            let account = name.description
            let item: [CFString: Any] = [kSecAttrAccessible: name, kSecValueData: Data([7])]
            XCTAssertEqual(add(account, item), errSecSuccess)

            phone.lockScreen()
            XCTAssertEqual(value(account), locked ? .success(Data([7])) : refused, account)
            phone.reboot()
            XCTAssertEqual(
                value(account),
                beforeFirstUnlock ? .success(Data([7])) : refused,
                account
            )
            XCTAssertEqual(
                updated(account, [kSecAttrGeneric: Data()]),
                errSecInteractionNotAllowed,
                account
            )
            XCTAssertEqual(deleted(account), errSecInteractionNotAllowed, account)
            XCTAssertEqual(add("other", item), errSecInteractionNotAllowed, account)
            phone.unlock()
            XCTAssertEqual(value(account), .success(Data([7])), account)
        }
    }

    func testAttributesAloneAreReadableWhileLockedButNotBeforeTheFirstUnlock() {
        XCTAssertEqual(add("a", [kSecValueData: Data([1])]), errSecSuccess)
        phone.lockScreen()
        XCTAssertEqual(copy("a", [kSecReturnAttributes: true]).0, errSecSuccess)
        XCTAssertEqual(copy("a", [kSecReturnData: true]).0, errSecInteractionNotAllowed)
        phone.reboot()
        XCTAssertEqual(copy("a", [kSecReturnAttributes: true]).0, errSecInteractionNotAllowed)
    }

    func testWhatIsMisspeltOrOfTheWrongTypeIsRefused() {
        XCTAssertEqual(add("a", ["misspelt": true]), errSecNoSuchAttr)
        XCTAssertEqual(add("a", [kSecValueData: "text"]), errSecParam)
        XCTAssertEqual(add("a", [kSecAttrAccessible: "whenever"]), errSecParam)
        XCTAssertEqual(add("a", [kSecClass: "other"]), errSecParam)
        XCTAssertEqual(SecItemDelete(NSDictionary()), errSecParam)
        XCTAssertEqual(add("a", [kSecAttrAccessGroup: "others"]), errSecMissingEntitlement)
        let both: [CFString: Any] = [
            kSecAttrSynchronizable: true,
            kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
        ]
        XCTAssertEqual(add("a", both), errSecParam)
    }

    func testItemsInTheCloudAreFoundOnlyWhenTheyAreAskedFor() {
        XCTAssertEqual(add("a", [kSecAttrSynchronizable: true]), errSecSuccess)
        XCTAssertEqual(copy("a", [:]).0, errSecItemNotFound)
        XCTAssertEqual(copy("a", [kSecAttrSynchronizable: true]).0, errSecSuccess)
        let any = [kSecAttrSynchronizable: kSecAttrSynchronizableAny]
        XCTAssertEqual(copy("a", any).0, errSecSuccess)
    }

    func testAScriptedStatusIsAnsweredAndNothingIsDone() {
        phone.calls.fail(.keychainAdd, with: ScriptedStatus(errSecNotAvailable), times: 1)
        XCTAssertEqual(add("a"), errSecNotAvailable)
        XCTAssertEqual(phone.keychain.items, [])
        XCTAssertEqual(add("a"), errSecSuccess)
        XCTAssertEqual(phone.calls.made, [.keychainAdd, .keychainAdd])
    }

    func testAnAccessControlOfUnknownProtectionIsRefusedWithAnError() {
        var error: Unmanaged<CFError>?
        XCTAssertNil(SecAccessControlCreateWithFlags(nil, "whenever" as NSString, [], &error))
        XCTAssertEqual(error?.takeRetainedValue().code, Int(errSecParam))
    }
}
