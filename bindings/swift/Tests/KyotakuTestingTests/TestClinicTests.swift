import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class TestClinicTests: XCTestCase {
    func testANurseRegistersSignsInAndConfirmsAPatientByPin() async throws {
        let clinic = try TestClinic()
        let own = try clinic.phone()
        let phone = try await own.signedIn()
        let visit = try await ready(phone)
        let card = try EmulatedCard(name: "T01")
        try visit.enterPin(digits: cardPin())
        let outcome = try await card.hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(outcome, .signed(notice: nil))
        XCTAssertFalse(card.isPowered())
        XCTAssertEqual(card.forbiddenCount(), 0)

        try await visit.deliver(cancellation: Cancellation())
        let visits = try clinic.clinic.visits()
        XCTAssertEqual(visits.map(\.person), ["T01"])
        XCTAssertEqual(visits.map(\.method), ["pin"])
        XCTAssertEqual(visits.map(\.receptionNumber), [nil])
        XCTAssertEqual(try clinic.clinic.auditFindings(), [])
        try clinic.close()
    }

    func testACardThatLeavesTheFieldEndsTheTapAndNotTheVisit() async throws {
        let clinic = try TestClinic()
        let own = try clinic.phone()
        let phone = try await own.signedIn()
        let visit = try await ready(phone)
        let card = try EmulatedCard(name: "T02")
        try card.addFaults(script: "lose the tag before sign")
        try visit.enterPin(digits: cardPin())
        let outcome = try await card.hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertNotEqual(outcome, .signed(notice: nil))

        let again = try await card.hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(again, .signed(notice: nil))
        try clinic.close()
    }

    func testAPhoneThatIsStartedAgainKnowsWhoItIs() async throws {
        let clinic = try TestClinic()
        let own = try clinic.phone()
        do {
            _ = try await own.registered()
        }
        let phone = try own.start()
        XCTAssertNil(phone.stateReset())
        XCTAssertNotNil(try phone.overview().registration)
        XCTAssertGreaterThan(own.vault.count(of: .sign), 0)
        try clinic.close()
    }

    func testTimePassesForClinicAndPhonesAlike() throws {
        let clinic = try TestClinic()
        try clinic.advance(seconds: 60)
        XCTAssertEqual(try clinic.clinic.now(), "2026-11-20T00:01:00Z")
        let seconds = clinic.clock.now().timeIntervalSince1970
        XCTAssertEqual(seconds, 1_795_132_860)
        try clinic.close()
    }

    func testTheDirectoryOfAPhoneGoesWithTheClinic() throws {
        let clinic = try TestClinic()
        let home = try clinic.phone().home.path
        XCTAssertTrue(FileManager.default.fileExists(atPath: home))
        try clinic.close()
        XCTAssertFalse(FileManager.default.fileExists(atPath: home))
    }

    private func ready(_ phone: Phone) async throws -> Visit {
        let plan = VisitPlan(careKind: .homeVisit, method: .pin, purpose: .visit)
        let visit = try phone.beginVisit(plan: plan)
        try await visit.prepare(cancellation: Cancellation())
        return visit
    }
}
