import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class ConsentTests: CoreTestCase {
    func testAnAnswerThatCannotBeRegisteredIsSaidAtTheBedside() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.identify(with: card())
        let unfit = ConsentAnswer(items: .everything, respondent: .patient, prescription: "1")
        let error = await failure { try visit.answer(answer: unfit) }
        XCTAssertEqual(error, .CorrectInput(code: "MKA-E3013", fields: []))
        let byProxy = ConsentAnswer(
            items: .everything,
            respondent: .proxy(relationship: .spouse),
            prescription: nil
        )
        await expect("MKA-E3011") { try visit.answer(answer: byProxy) }
        XCTAssertEqual(visit.overview().step, .consenting)
    }

    func testAConsentIsLookedAtAndChanged() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        _ = try await phone.beginVisit(plan: .byPin).complete(with: card())
        let visit = try phone.beginVisit(plan: .forConsents)
        try await visit.identify(with: card())
        XCTAssertEqual(visit.overview().step, .reviewing)
        try await visit.fetchConsents(cancellation: Cancellation())
        let given = try XCTUnwrap(visit.overview().consents?.first)
        XCTAssertEqual(given.consent.items, .everything)
        let less = ConsentAnswer(items: .nothing, respondent: .patient, prescription: nil)
        try visit.changeConsent(careKind: given.careKind, answer: less)
        try await visit.register(cancellation: Cancellation())
        let changed = try XCTUnwrap(visit.overview().changed)
        XCTAssertEqual(changed.consents.first?.consent.items, .nothing)
        XCTAssertEqual(try clinic.clinic.consents().count, 2)
    }

    func testAConsentIsRevoked() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        _ = try await phone.beginVisit(plan: .byPin).complete(with: card())
        let visit = try phone.beginVisit(plan: .forConsents)
        try await visit.identify(with: card())
        let revocation = ConsentRevocation(careKind: nil, reason: .patient, respondent: .patient)
        try visit.revokeConsents(revocation: revocation)
        try await visit.register(cancellation: Cancellation())
        let changed = try XCTUnwrap(visit.overview().changed)
        XCTAssertEqual(changed.code, "MKA-I3004")
        XCTAssertEqual(changed.consents.first?.consent.ended?.reason, .patient)
    }

    func testLookingAtConsentsMayChangeNothing() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .forConsents)
        try await visit.identify(with: card())
        try visit.leaveConsents()
        XCTAssertEqual(visit.overview().step, .done)
        await expect("MKA-E0010") { try visit.leaveConsents() }
    }
}
