import CryptoKit
import Foundation
import Security
import StandInPhone
import XCTest

final class PhoneTests: PhoneTestCase {
    private func addOfThisPhoneAndOther() {
        let here = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        XCTAssertEqual(add("here", [kSecAttrAccessible: here]), errSecSuccess)
        XCTAssertEqual(add("anywhere"), errSecSuccess)
    }

    private var accounts: [KeychainValue?] {
        VirtualPhone.inHand.keychain.items.map { $0.attributes["acct"] }
    }

    func testTheContainerGoesWithTheAppAndTheKeychainStays() throws {
        try phone.installApp()
        let file = phone.container.appendingPathComponent("file")
        try Data([1]).write(to: file)
        addOfThisPhoneAndOther()
        try phone.removeApp()
        XCTAssertFalse(FileManager.default.fileExists(atPath: file.path))
        try phone.installApp()
        XCTAssertEqual(accounts, [.text("here"), .text("anywhere")])
    }

    func testABackupBringsItemsOfThisDeviceBackToThisDeviceAlone() throws {
        addOfThisPhoneAndOther()
        let backup = phone.backUp()
        try phone.eraseAllContent()
        XCTAssertEqual(accounts, [])
        phone.restore(backup)
        XCTAssertEqual(accounts, [.text("here"), .text("anywhere")])

        let other = VirtualPhone()
        other.restore(backup)
        other.pickUp()
        XCTAssertEqual(accounts, [.text("anywhere")])
    }

    func testErasingAPhoneEndsTheKeysOfItsEnclave() throws {
        let control = try XCTUnwrap(
            SecAccessControlCreateWithFlags(
                nil,
                kSecAttrAccessibleWhenUnlocked,
                .privateKeyUsage,
                nil
            )
        )
        let key = try SecureEnclave.P256.Signing.PrivateKey(accessControl: control)
        try phone.eraseAllContent()
        XCTAssertThrowsError(try key.signature(for: Data()))
    }

    func testWithoutAPasscodeNothingIsLockedAndNothingThatNeedsOneStays() {
        let item = [kSecAttrAccessible: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly]
        XCTAssertEqual(add("a", item), errSecSuccess)
        phone.removePasscode()
        XCTAssertEqual(accounts, [])
        XCTAssertEqual(add("a", item), errSecAuthFailed)
        phone.lockScreen()
        XCTAssertEqual(phone.lock, .unlocked)
        phone.reboot()
        XCTAssertEqual(phone.lock, .unlocked)
    }

    func testAKilledAppHasMadeTheCallsBeforeAndNoneAfter() {
        let phone = phone
        let work: @Sendable () -> Void = {
            for account in ["a", "b", "c"] {
                let item: [CFString: Any] = [
                    kSecClass: kSecClassGenericPassword, kSecAttrAccount: account,
                ]
                _ = SecItemAdd(NSDictionary(dictionary: item), nil)
            }
        }
        XCTAssertEqual(phone.calls.killing(beforeCall: 2, work), true)
        XCTAssertEqual(accounts, [.text("a"), .text("b")])
        XCTAssertEqual(phone.calls.killing(beforeCall: 3, work), false)
        XCTAssertEqual(accounts, [.text("a"), .text("b"), .text("c")])
        XCTAssertNil(
            phone.calls.killing(beforeCall: 0, patience: 0.05) { Thread.sleep(forTimeInterval: 1) }
        )
    }
}
