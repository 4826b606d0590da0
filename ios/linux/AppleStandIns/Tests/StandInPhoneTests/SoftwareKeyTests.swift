import CryptoKit
import Foundation
import StandInPhone
import XCTest

final class SoftwareKeyTests: PhoneTestCase {
    private typealias PrivateKey = P256.Signing.PrivateKey

    func testAKeySignsAndComesBackFromItsRawRepresentation() throws {
        let made = PrivateKey()
        let restored = try PrivateKey(rawRepresentation: made.rawRepresentation)
        XCTAssertEqual(
            restored.publicKey.x963Representation,
            made.publicKey.x963Representation
        )
        let message = Data([1, 2])
        XCTAssertEqual(
            try restored.signature(for: message).derRepresentation,
            try made.signature(for: message).derRepresentation
        )
        XCTAssertNotEqual(PrivateKey().rawRepresentation, made.rawRepresentation)
    }

    func testAKeyIsNoMatterOfTheEnclave() throws {
        let made = PrivateKey()
        phone.enclave.reset()
        XCTAssertNoThrow(try made.signature(for: Data([1])))
        XCTAssertEqual(phone.calls.made, [])
    }

    func testBytesOfAnotherLengthAreNoKey() {
        XCTAssertThrowsError(try PrivateKey(rawRepresentation: Data([1, 2, 3]))) { error in
            XCTAssertEqual(error as? CryptoKitError, .incorrectKeySize)
        }
    }
}
