import Foundation
import KyotakuTesting
import XCTest

final class ClinicTests: XCTestCase {
    func testAnOpenClinicIssuesCodesAndAClosedOneDoesNot() throws {
        let clinic = try Clinic.open()
        XCTAssertTrue(try clinic.url().hasPrefix("https://localhost:"))
        XCTAssertEqual(try clinic.now(), "2026-11-20T00:00:00Z")
        XCTAssertFalse(try clinic.issueCode().isEmpty)
        try clinic.close()
        assertThrows(.ClinicClosed) { _ = try clinic.issueCode() }
    }

    func testAClinicThatNobodyHoldsAnyMoreIsGone() throws {
        var clinic: Clinic? = try Clinic.open()
        weak var seen = clinic
        XCTAssertNotNil(seen)
        clinic = nil
        XCTAssertNil(seen)
    }

    func testOptionsOfTheWrongFormOpenNothing() {
        assertThrows(.Malformed(text: "1.2")) {
            _ = try Clinic.open(options: ClinicOptions(minimumAppVersion: "1.2"))
        }
    }

    func testAClinicIsRestartedWhereItWas() throws {
        let clinic = try Clinic.open()
        let url = try clinic.url()
        try clinic.restart(options: ClinicOptions(profile: .qualificationOnly))
        XCTAssertEqual(try clinic.url(), url)
        try clinic.close()
        assertThrows(.ClinicClosed) { try clinic.restart() }
    }

    func testSettingsAreChangedFieldByField() throws {
        let clinic = try Clinic.open()
        var settings = try clinic.settings()
        settings.homeVisit = false
        try clinic.changeSettings(settings: settings)
        XCTAssertEqual(try clinic.settings(), settings)
        settings.prescriptionTiming = "soon"
        assertThrows(.Refused(code: "MKA-E6011")) {
            try clinic.changeSettings(settings: settings)
        }
        try clinic.close()
    }

    func testAccountsAreLockedAndUnlockedAndOthersAreRefused() throws {
        let clinic = try Clinic.open()
        try clinic.lockAccount(id: "staff11")
        try clinic.unlockAccount(id: "staff11")
        assertThrows(.Refused(code: "MKA-E6010")) { try clinic.lockAccount(id: "nobody99") }
        assertThrows(.Malformed(text: "my phone")) { try clinic.revokeDevice(id: "my phone") }
        XCTAssertEqual(try clinic.devices().count, 0)
        try clinic.close()
    }

    func testAnAccountOfTheWorldHasItsRoleAndItsPassword() throws {
        let accounts = try staffAccounts()
        let nurse = try XCTUnwrap(accounts.first { $0.id == "staff11" })
        XCTAssertEqual(nurse.institution, "9919999012")
        XCTAssertEqual(nurse.role, .general)
        XCTAssertFalse(nurse.password.isEmpty)
        XCTAssertFalse(nurse.neverSignedIn)
    }

    func testWhatIsPlannedForTheNetworkIsCountedAndForgotten() throws {
        let clinic = try Clinic.open()
        let fates: [RequestFate] = [
            .lostRequest, .lostAnswer, .delayedAnswer(milliseconds: 5), .page(status: 502),
            .refused(code: "MKA-E5003"),
        ]
        for fate in fates {
            try clinic.plan(line: "GET /v1/status", times: 2, fate: fate)
        }
        XCTAssertEqual(try clinic.unplan(), 10)
        assertThrows(.Malformed(text: "MKA-E0000")) {
            try clinic.plan(line: "*", times: 1, fate: .refused(code: "MKA-E0000"))
        }
        XCTAssertEqual(try clinic.seenRequests(), [])
        try clinic.close()
    }

    func testRecordsAreThoseOfTheFixtureWorld() throws {
        let clinic = try Clinic.open()
        XCTAssertEqual(try clinic.rowCount(table: "institutions"), 4)
        XCTAssertEqual(try clinic.proofCount(), 0)
        XCTAssertEqual(try clinic.consents().count, 0)
        XCTAssertEqual(try clinic.reportChanges(), 4)
        XCTAssertEqual(try clinic.auditFindings(), [])
        assertThrows(.UnknownTable(name: "patients")) {
            _ = try clinic.rowCount(table: "patients")
        }
        try clinic.close()
    }

    func testASignatureIsOfTheKeyThatWasMade() throws {
        let key = try p256Generate()
        XCTAssertEqual(try p256PublicKey(privateKey: key).count, 65)
        XCTAssertEqual(try p256Sign(privateKey: key, message: Data([1, 2, 3])).first, 0x30)
        assertThrows(.NotAKey) { _ = try p256PublicKey(privateKey: Data()) }
    }
}

/// Asserts that a call of the facade is refused in this way.
func assertThrows(_ expected: TestingError, line: UInt = #line, _ call: () throws -> Void) {
    XCTAssertThrowsError(try call(), line: line) { error in
        XCTAssertEqual(error as? TestingError, expected, line: line)
    }
}
