import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

/// A test with a clinic of its own: the real server over real TLS, and phones on the real core.
class CoreTestCase: XCTestCase {
    /// Opens a clinic that is closed after the test.
    func openClinic(_ options: ClinicOptions = ClinicOptions()) throws -> TestClinic {
        let clinic = try TestClinic(options)
        addTeardownBlock { try? clinic.close() }
        return clinic
    }

    /// A card of the reference world.
    func card(_ name: String = "T01") throws -> EmulatedCard {
        try EmulatedCard(name: name)
    }

    /// Waits until something is so, and fails when it never is.
    func until(
        _ what: String,
        line: UInt = #line,
        _ condition: () throws -> Bool
    ) async throws {
        let patience = ContinuousClock.now + .seconds(60)
        while try !condition() {
            guard ContinuousClock.now < patience else {
                return XCTFail("never: \(what)", line: line)
            }
            await Task.yield()
        }
    }

    /// Runs `work`, which has to throw a ``KyotakuError``, and gives it.
    func failure(
        line: UInt = #line,
        of work: () async throws -> Void
    ) async -> KyotakuError? {
        do {
            try await work()
            XCTFail("nothing was thrown", line: line)
        } catch let error as KyotakuError {
            return error
        } catch {
            XCTFail("another error was thrown: \(type(of: error))", line: line)
        }
        return nil
    }

    /// Expects `work` to throw an error with this code.
    func expect(
        _ code: String,
        line: UInt = #line,
        of work: () async throws -> Void
    ) async {
        guard let error = await failure(line: line, of: work) else { return }
        XCTAssertEqual(codeOf(error: error), code, "\(error)", line: line)
    }
}

extension VisitPlan {
    /// A home visit by PIN.
    static let byPin = VisitPlan(careKind: .homeVisit, method: .pin, purpose: .visit)
    /// A home visit by sight.
    static let bySight = VisitPlan(careKind: .homeVisit, method: .visual, purpose: .visit)
    /// A look at the consents given earlier.
    static let forConsents = VisitPlan(careKind: .homeVisit, method: .pin, purpose: .consents)
}

extension VisualChecks {
    /// Everything is as it should be.
    static let both = VisualChecks(photoMatchesFace: true, noSignOfTampering: true)
    /// The face is another.
    static let otherFace = VisualChecks(photoMatchesFace: false, noSignOfTampering: true)
}

extension ConsentAnswer {
    /// The patient agrees to everything.
    static let everything = ConsentAnswer(
        items: .everything,
        respondent: .patient,
        prescription: nil
    )
}

extension ConsentItems {
    /// All of them.
    static let everything = ConsentItems(
        pharmacistsInfo: true,
        diagnosisInfo: true,
        operationInfo: true,
        specificHealthCheckupsInfo: true,
        specificDiseasesCertificate: true,
        limitApplicationCertificate: true
    )
    /// None, but for the notice.
    static let nothing = ConsentItems(
        pharmacistsInfo: false,
        diagnosisInfo: false,
        operationInfo: false,
        specificHealthCheckupsInfo: false,
        specificDiseasesCertificate: false,
        limitApplicationCertificate: true
    )
}

extension Visit {
    /// `preparing` → `delivering` with this card, by PIN.
    func sign(with card: EmulatedCard) async throws {
        try await prepare(cancellation: Cancellation())
        try enterPin(digits: cardPin())
        let outcome = try await card.hold(for: tap(acceptsLastTry: false))
        guard case .signed = outcome else { throw Unexpected(outcome: outcome) }
    }

    /// `preparing` → `consenting`, `reviewing` or `done` with this card, by PIN.
    func identify(with card: EmulatedCard) async throws {
        try await sign(with: card)
        try await deliver(cancellation: Cancellation())
        try confirmPerson()
    }

    /// A whole visit by PIN. Gives its 受付番号.
    func complete(with card: EmulatedCard) async throws -> String {
        try await identify(with: card)
        try answer(answer: .everything)
        try await register(cancellation: Cancellation())
        return try XCTUnwrap(overview().result).receptionNumber
    }
}

/// A tap that came to something else.
struct Unexpected: Error {
    let outcome: TapOutcome
}
