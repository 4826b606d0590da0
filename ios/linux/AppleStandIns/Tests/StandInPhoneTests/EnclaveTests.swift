import CryptoKit
import Foundation
import Security
import StandInPhone
import XCTest

final class EnclaveTests: PhoneTestCase {
    private typealias PrivateKey = SecureEnclave.P256.Signing.PrivateKey

    private func key(
        _ protection: CFString = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
        _ flags: SecAccessControlCreateFlags = .privateKeyUsage
    ) throws -> PrivateKey {
        let control = try XCTUnwrap(SecAccessControlCreateWithFlags(nil, protection, flags, nil))
        return try PrivateKey(accessControl: control)
    }

    private func sign(_ key: PrivateKey) throws -> Data {
        try key.signature(for: Data([1, 2])).derRepresentation
    }

    func testAKeySignsAndComesBackFromItsDataRepresentation() throws {
        let made = try key()
        XCTAssertEqual(made.publicKey.x963Representation.count, 65)
        let restored = try PrivateKey(dataRepresentation: made.dataRepresentation)
        XCTAssertEqual(
            restored.publicKey.x963Representation,
            made.publicKey.x963Representation
        )
        XCTAssertEqual(try sign(restored), try sign(made))
        XCTAssertNotEqual(try sign(key()), try sign(made))
        XCTAssertEqual(
            phone.calls.made,
            [
                .enclaveGenerate, .enclaveRestore, .enclaveSign, .enclaveSign, .enclaveGenerate,
                .enclaveSign, .enclaveSign,
            ]
        )
    }

    func testAKeyIsOfNoUseAfterAResetOrOnAnotherPhone() throws {
        let made = try key().dataRepresentation
        phone.enclave.reset()
        XCTAssertThrowsError(try PrivateKey(dataRepresentation: made))
        phone.enclave.discovery = .signing
        let late = try PrivateKey(dataRepresentation: made)
        XCTAssertThrowsError(try sign(late))

        let living = try key().dataRepresentation
        let other = VirtualPhone()
        other.enclave.engine = ToyEngine()
        other.pickUp()
        XCTAssertThrowsError(try PrivateKey(dataRepresentation: living))
        XCTAssertThrowsError(try PrivateKey(dataRepresentation: Data([1, 2, 3])))
    }

    func testAKeySignsInTheStatesOfTheLockOfItsClass() throws {
        let patient = try key()
        let strict = try key(kSecAttrAccessibleWhenUnlockedThisDeviceOnly)
        phone.lockScreen()
        XCTAssertNoThrow(try sign(patient))
        XCTAssertThrowsError(try sign(strict)) { error in
            XCTAssertEqual((error as NSError).domain, NSOSStatusErrorDomain)
            XCTAssertEqual((error as NSError).code, Int(errSecInteractionNotAllowed))
        }
        phone.reboot()
        XCTAssertThrowsError(try sign(patient))
        XCTAssertThrowsError(try key())
        phone.unlock()
        XCTAssertNoThrow(try sign(patient))
    }

    func testAKeyWithoutTheRightToSignDoesNotSign() throws {
        XCTAssertThrowsError(try sign(key(kSecAttrAccessibleWhenUnlocked, [])))
        XCTAssertThrowsError(
            try sign(key(kSecAttrAccessibleWhenUnlocked, [.privateKeyUsage, .userPresence]))
        )
        XCTAssertEqual(phone.enclave.rightsOfNewestKey?.needsPresence, true)
    }

    func testWithoutAnEnclaveThereAreNoKeys() throws {
        let made = try key()
        phone.enclave.isAvailable = false
        XCTAssertFalse(SecureEnclave.isAvailable)
        XCTAssertThrowsError(try key())
        XCTAssertThrowsError(try PrivateKey(dataRepresentation: made.dataRepresentation))
        XCTAssertThrowsError(try sign(made))
    }

    func testAScriptedErrorIsThrownAsItIs() throws {
        let made = try key()
        phone.calls.fail(.enclaveSign, with: CryptoKitError.wrapFailure, times: 1)
        XCTAssertThrowsError(try sign(made)) { error in
            XCTAssertEqual(error as? CryptoKitError, .wrapFailure)
        }
        XCTAssertNoThrow(try sign(made))
    }
}
