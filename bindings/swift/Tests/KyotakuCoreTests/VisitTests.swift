import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class VisitTests: CoreTestCase {
    func testAVisitByPinEndsWithTheQualification() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        XCTAssertEqual(visit.overview().step, .preparing)
        try await visit.prepare(cancellation: Cancellation())
        XCTAssertEqual(visit.overview().step, .ready)
        XCTAssertNotNil(visit.overview().tapBefore)
        try visit.enterPin(digits: cardPin())
        let outcome = try await card().hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(outcome, .signed(notice: nil))
        XCTAssertEqual(visit.overview().step, .delivering)
        XCTAssertEqual(try phone.waiting().count, 1)
        try await visit.deliver(cancellation: Cancellation())
        XCTAssertEqual(visit.overview().step, .identifying)
        let person = try XCTUnwrap(visit.overview().presence?.person)
        XCTAssertFalse(person.name.isEmpty)
        XCTAssertEqual("\(person)", "Person(****)")
        try visit.confirmPerson()
        XCTAssertEqual(visit.overview().step, .consenting)
        try visit.answer(answer: .everything)
        XCTAssertEqual(visit.overview().step, .registering)
        try await visit.register(cancellation: Cancellation())
        let result = try XCTUnwrap(visit.overview().result)
        XCTAssertEqual(result.code, "MKA-I3001")
        XCTAssertEqual(result.qualification.qualificationValidity.code, "1")
        XCTAssertEqual(try phone.waiting(), [])
        let visits = try clinic.clinic.visits()
        XCTAssertEqual(visits.map(\.receptionNumber), [result.receptionNumber])
        XCTAssertEqual(try clinic.clinic.auditFindings(), [])
    }

    func testAVisitBySightAsksTheServerWhileTheCardIsHeld() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let visit = try phone.beginVisit(plan: .bySight)
        XCTAssertEqual(visit.overview().step, .verifying)
        await expect("MKA-E2040") { try visit.confirmBySight(checks: .otherFace) }
        try visit.confirmBySight(checks: .both)
        try await visit.prepare(cancellation: Cancellation())
        var phases: [TapPhase] = []
        let outcome = try await card().hold(for: visit.tap(acceptsLastTry: false)) { progress in
            phases.append(progress.phase)
        }
        XCTAssertEqual(outcome, .signed(notice: nil))
        XCTAssertTrue(phases.contains(.authenticatingTerminal))
        try await visit.deliver(cancellation: Cancellation())
        XCTAssertEqual(try clinic.clinic.visits().map(\.method), ["visual"])
    }

    func testAFaceThatIsAnotherStopsTheVisit() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let visit = try phone.beginVisit(plan: .bySight)
        try await visit.notConfirmed(checks: .otherFace, cancellation: Cancellation())
        XCTAssertEqual(visit.overview().stoppedWith, "MKA-I2041")
        await expect("MKA-E0010") {
            try await visit.notConfirmed(checks: .otherFace, cancellation: Cancellation())
        }
    }

    func testTheMethodChangesOnlyWhenStaffSaySo() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try visit.changeMethod(method: .visual)
        XCTAssertEqual(visit.overview().step, .verifying)
        try visit.changeMethod(method: .pin)
        XCTAssertEqual(visit.overview().plan.method, .pin)
        try visit.abandon()
        await expect("MKA-E0010") { try visit.changeMethod(method: .visual) }
    }

    func testEveryEventAtAnotherStepIsRefusedAndChangesNothing() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        let before = visit.overview()
        let nobody = Cancellation()
        await expect("MKA-E0010") { try visit.confirmBySight(checks: .both) }
        await expect("MKA-E0010") { try visit.enterPin(digits: cardPin()) }
        await expect("MKA-E0010") { _ = try visit.tap(acceptsLastTry: false) }
        await expect("MKA-E0010") { try visit.keepProof() }
        await expect("MKA-E0010") { try await visit.deliver(cancellation: nobody) }
        await expect("MKA-E0010") { try visit.confirmPerson() }
        await expect("MKA-E0010") { try visit.personDiffers() }
        await expect("MKA-E0010") { try visit.answer(answer: .everything) }
        await expect("MKA-E0010") { try await visit.register(cancellation: nobody) }
        await expect("MKA-E0010") { try await visit.fetchConsents(cancellation: nobody) }
        await expect("MKA-E0010") {
            try visit.changeConsent(careKind: .homeVisit, answer: .everything)
        }
        await expect("MKA-E0010") {
            let revocation = ConsentRevocation(
                careKind: nil,
                reason: .patient,
                respondent: .patient
            )
            try visit.revokeConsents(revocation: revocation)
        }
        await expect("MKA-E0010") { try visit.leaveConsents() }
        XCTAssertEqual(visit.overview(), before)
    }

    func testAPinIsFourDigits() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.prepare(cancellation: Cancellation())
        for wrong in ["", "123", "12345", "12a4", "１２３"] {
            await expect("MKA-E6011") { try visit.enterPin(digits: Data(wrong.utf8)) }
        }
        try visit.enterPin(digits: Data("１２３４".utf8))
    }

    func testAVisitThatIsEndedIsForgotten() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.sign(with: card())
        XCTAssertEqual(try phone.waiting().count, 1)
        try visit.abandon()
        XCTAssertEqual(visit.overview().stoppedWith, "MKA-I2044")
        XCTAssertEqual(try phone.waiting(), [])
        let done = try phone.beginVisit(plan: .byPin)
        _ = try await done.complete(with: card())
        await expect("MKA-E0010") { try done.abandon() }
    }

    func testAPersonWhoIsAnotherStopsTheVisit() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.sign(with: card())
        try await visit.deliver(cancellation: Cancellation())
        try visit.personDiffers()
        XCTAssertEqual(visit.overview().stoppedWith, "MKA-I2043")
    }

    func testNobodyPreparesWithoutTheServer() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try clinic.clinic.cutNetwork()
        await expect("MKA-E5001") { try await visit.prepare(cancellation: Cancellation()) }
        XCTAssertEqual(visit.overview().step, .preparing)
        try clinic.clinic.mendNetwork()
        try await visit.prepare(cancellation: Cancellation())
    }
}
