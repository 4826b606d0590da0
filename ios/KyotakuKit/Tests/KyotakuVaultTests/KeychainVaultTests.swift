import Foundation
import KyotakuCore
import Security
import StandInPhone
import XCTest

@testable import KyotakuVault

final class KeychainVaultTests: VaultTestCase {
    func testAnEmptyVaultHasNoKeysAndErasesWell() throws {
        let vault = vault()
        assertThrows(.KeyLost) { try vault.devicePublicKey() }
        assertThrows(.KeyLost) { try vault.sign(message: Self.message) }
        assertThrows(.KeyLost) { try vault.storeKey() }
        assertThrows(.KeyLost) { try vault.generation() }
        assertThrows(.KeyLost) { try vault.setGeneration(generation: 1) }
        XCTAssertNoThrow(try vault.erase())
        XCTAssertEqual(phone.keychain.items, [])
    }

    func testTheKeysAreThereForEveryProcessUntilTheyAreErased() throws {
        let first = try filledVault()
        let point = try first.devicePublicKey()
        try first.setGeneration(generation: 0x0102_0304_0506_0708)

        let second = vault()
        XCTAssertEqual(try second.devicePublicKey(), point)
        XCTAssertEqual(
            try second.sign(message: Self.message),
            try enclave.signature(of: Self.message, by: point)
        )
        XCTAssertEqual(try second.storeKey(), Self.key)
        XCTAssertEqual(try second.generation(), 0x0102_0304_0506_0708)

        try second.erase()
        try second.erase()
        XCTAssertEqual(phone.keychain.items, [])
        assertThrows(.KeyLost) { try first.sign(message: Self.message) }
        assertThrows(.KeyLost) { try first.storeKey() }
    }

    func testThePublicKeyIsAnUncompressedPoint() throws {
        let point = try filledVault().devicePublicKey()
        XCTAssertEqual(point.count, 65)
        XCTAssertEqual(point.first, 4)
    }

    func testANewStoreKeyBeginsWithGenerationZeroAndNeverReplacesAnother() throws {
        let vault = try filledVault()
        XCTAssertEqual(try vault.generation(), 0)
        try vault.setGeneration(generation: 3)
        assertThrows(.Faulty) { try vault.keepStoreKey(key: Data(repeating: 8, count: 32)) }
        XCTAssertEqual(try vault.storeKey(), Self.key)
        XCTAssertEqual(try vault.generation(), 3)
    }

    func testANewDeviceKeyTakesThePlaceOfTheOneBefore() throws {
        let vault = try filledVault()
        let before = try vault.devicePublicKey()
        try vault.newDeviceKey()
        let after = try vault.devicePublicKey()
        XCTAssertNotEqual(before, after)
        XCTAssertEqual(
            try vault.sign(message: Self.message),
            try enclave.signature(of: Self.message, by: after)
        )
        XCTAssertEqual(phone.keychain.items.count, 2)
    }

    func testSettingTheGenerationTouchesNothingElse() throws {
        let vault = try filledVault()
        let before = phone.keychain.items
        try vault.setGeneration(generation: .max)
        let after = phone.keychain.items
        XCTAssertEqual(try vault.generation(), .max)
        XCTAssertEqual(
            after.map { $0.attributes.filter { $0.key != "gena" } },
            before.map { $0.attributes.filter { $0.key != "gena" } }
        )
        XCTAssertEqual(after.map(\.value), before.map(\.value))
        XCTAssertEqual(phone.calls.made.filter { $0 == .keychainUpdate }.count, 2)
    }

    func testAGenerationThatIsNoneIsNotTakenForOne() throws {
        let vault = try filledVault()
        for note in [Data(), Data(repeating: 0, count: 7), Data(repeating: 0, count: 9)] {
            let item: [CFString: Any] = [
                kSecClass: kSecClassGenericPassword, kSecAttrAccount: "store",
            ]
            let status = SecItemUpdate(
                NSDictionary(dictionary: item),
                NSDictionary(dictionary: [kSecAttrGeneric: note])
            )
            XCTAssertEqual(status, errSecSuccess)
            assertThrows(.Faulty) { try vault.generation() }
        }
    }

    func testEverythingIsOfThisDeviceOnlyAndOutOfTheCloud() throws {
        _ = try filledVault()
        XCTAssertEqual(phone.keychain.items.count, 2)
        for item in phone.keychain.items {
            XCTAssertEqual(item.protection, .afterFirstUnlockThisDeviceOnly)
            XCTAssertEqual(item.attributes["sync"], .flag(false))
        }
        XCTAssertEqual(
            phone.enclave.rightsOfNewestKey,
            VirtualEnclave.Rights(
                protection: .afterFirstUnlockThisDeviceOnly,
                signs: true,
                needsPresence: false
            )
        )
        XCTAssertEqual(phone.owner.prompts, [])
    }

    func testVaultsOfTwoServicesHaveNothingInCommon() throws {
        let one = try filledVault()
        let other = KeychainVault(service: "other")
        assertThrows(.KeyLost) { try other.storeKey() }
        try other.erase()
        XCTAssertEqual(try one.storeKey(), Self.key)
    }

    func testBeforeTheFirstUnlockEveryCallSaysLockedAndChangesNothing() throws {
        let vault = try filledVault()
        let point = try vault.devicePublicKey()
        let before = phone.keychain.items
        phone.reboot()
        for call in Call.allCases {
            assertThrows(.DeviceLocked, "\(call)") { try call.make(vault) }
        }
        XCTAssertEqual(phone.keychain.items, before)
        phone.unlock()
        phone.lockScreen()
        XCTAssertEqual(try vault.devicePublicKey(), point)
        XCTAssertEqual(try vault.generation(), 0)
    }

    func testBeforeTheFirstUnlockAnEmptyVaultTakesNoKeys() throws {
        phone.reboot()
        let vault = vault()
        assertThrows(.DeviceLocked) { try vault.newDeviceKey() }
        assertThrows(.DeviceLocked) { try vault.keepStoreKey(key: Self.key) }
        XCTAssertEqual(phone.keychain.items, [])
    }

    func testErasingIsDoneAlsoWhereTheKeychainErasesWhileItIsLocked() throws {
        let vault = try filledVault()
        phone.keychain.deletesWhileLocked = true
        phone.reboot()
        XCTAssertNoThrow(try vault.erase())
        XCTAssertEqual(phone.keychain.items, [])
    }

    func testTwoThreadsFindEachOtherWhole() throws {
        let vault = try filledVault()
        DispatchQueue.concurrentPerform(iterations: 200) { index in
            do {
                switch index % 4 {
                case 0:
                    try vault.newDeviceKey()
                case 1:
                    try vault.setGeneration(generation: UInt64(index))
                case 2:
                    XCTAssertEqual(try vault.sign(message: Self.message).first, 0x30)
                default:
                    XCTAssertTrue(try [0, 1].contains(vault.generation() % 4))
                }
            } catch {
                XCTFail("\(error)")
            }
        }
        XCTAssertEqual(phone.keychain.items.count, 2)
        XCTAssertEqual(try vault.storeKey(), Self.key)
    }

    func testTwoThreadsOfAnEmptyVaultMakeOneDeviceKeyAndOneStoreKey() throws {
        let vault = vault()
        let kept = SoftwareCounter()
        DispatchQueue.concurrentPerform(iterations: 16) { _ in
            do {
                try vault.newDeviceKey()
                try vault.keepStoreKey(key: Self.key)
                kept.increment()
            } catch {
                XCTAssertEqual(error as? VaultError, .Faulty)
            }
        }
        XCTAssertEqual(kept.value, 1)
        XCTAssertEqual(phone.keychain.items.count, 2)
        XCTAssertNoThrow(try vault.devicePublicKey())
    }
}
