import Foundation
import KyotakuTesting
import XCTest

final class ClinicTests: XCTestCase {
    func testAnOpenClinicIssuesCodesAndAClosedOneDoesNot() throws {
        let clinic = try Clinic.`open`()
        XCTAssertTrue(try clinic.url().hasPrefix("https://localhost:"))
        XCTAssertEqual(try clinic.now(), "2026-11-20T00:00:00Z")
        XCTAssertFalse(try clinic.issueCode().isEmpty)
        try clinic.close()
        XCTAssertThrowsError(try clinic.issueCode()) { error in
            XCTAssertEqual(error as? TestingError, .ClinicClosed)
        }
    }

    func testACardAnswersInTheFieldAlone() throws {
        let card = try EmulatedCard(name: "T01")
        let select = Data([0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0, 0x26, 1, 0, 0, 0, 1])
        XCTAssertThrowsError(try card.transmit(command: select))
        try card.powerOn()
        XCTAssertEqual(try card.transmit(command: select), Data([0x90, 0x00]))
    }

    func testASignatureIsOfTheKeyThatWasMade() throws {
        let key = try p256Generate()
        XCTAssertEqual(try p256PublicKey(privateKey: key).count, 65)
        XCTAssertEqual(try p256Sign(privateKey: key, message: Data([1, 2, 3])).first, 0x30)
        XCTAssertThrowsError(try p256PublicKey(privateKey: Data()))
    }
}
