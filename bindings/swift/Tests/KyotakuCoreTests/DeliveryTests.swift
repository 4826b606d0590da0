import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class DeliveryTests: CoreTestCase {
    func testADeadNetworkCostsThePatientNoSecondTap() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        var phone: Phone? = try await installation.signedIn()
        var visit: Visit? = try phone?.beginVisit(plan: .byPin)
        try await visit?.sign(with: card())
        try clinic.clinic.cutNetwork()
        await expect("MKA-E5001") { try await visit?.deliver(cancellation: Cancellation()) }
        let report = try await XCTUnwrap(phone).deliverWaiting(cancellation: Cancellation())
        XCTAssertEqual(report.unsent, 1)
        XCTAssertEqual(report.code, "MKA-E5001")
        // The app ends, and starts again without anybody signed in.
        (visit, phone) = (nil, nil)
        try clinic.clinic.mendNetwork()
        let again = try installation.start()
        let waiting = try XCTUnwrap(try again.waiting().first)
        XCTAssertFalse(waiting.delivered)
        XCTAssertEqual(try again.overview().unsent, 1)
        let sent = try await again.deliverWaiting(cancellation: Cancellation())
        XCTAssertEqual(sent.delivered, 1)
        let resumed = try again.resumeVisit(delivery: waiting.id)
        try await resumed.deliver(cancellation: Cancellation())
        XCTAssertEqual(resumed.overview().step, .identifying)
        XCTAssertEqual(try clinic.clinic.proofCount(), 1)
    }

    func testADeliveryIsDiscardedByItsID() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.sign(with: card())
        let id = try XCTUnwrap(try phone.waiting().first?.id)
        await expect("MKA-E3008") { try phone.discard(delivery: "none") }
        try phone.discard(delivery: id)
        XCTAssertEqual(try phone.waiting(), [])
        await expect("MKA-E3008") { _ = try phone.resumeVisit(delivery: id) }
    }

    func testAPhoneThatIsNotRegisteredDeliversNothing() async throws {
        let phone = try openClinic().phone().start()
        await expect("MKA-E1111") {
            _ = try await phone.deliverWaiting(cancellation: Cancellation())
        }
    }

    func testWhatCannotBeReadIsToldAndNothingIsLost() async throws {
        let installation = try openClinic().phone()
        let phone = try await installation.signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.prepare(cancellation: Cancellation())
        try visit.enterPin(digits: cardPin())
        installation.vault.troubles = [.setGeneration: .locked]
        await expect("MKA-E0007") {
            _ = try await card().hold(for: visit.tap(acceptsLastTry: false))
        }
        installation.vault.trouble(nil)
        try visit.keepProof()
        XCTAssertEqual(try phone.waiting().count, 1)
    }
}
