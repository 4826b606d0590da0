import Foundation
import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// A clinic and a phone of its staff, as the screens see them: the real core, the real server.
@MainActor
final class Surgery {
    let clinic: TestClinic
    let phone: TestPhone
    let core: Phone

    /// Opens a clinic, with a phone on which this account is signed in.
    init(_ options: ClinicOptions = ClinicOptions(), as id: String = "staff11") async throws {
        clinic = try TestClinic(options)
        phone = try clinic.phone()
        core = try await phone.signedIn(as: try clinic.clinic.account(id))
    }

    /// The phone's time.
    var now: @Sendable () -> Date {
        { [clock = clinic.clock] in clock.now() }
    }

    /// The password of whoever is signed in.
    func password(of id: String = "staff11") throws -> TypedSecret {
        TypedSecret(try clinic.clinic.account(id).password)
    }

    /// Who is signed in, and whether the phone is locked.
    func account() async throws -> AccountStep {
        try await core.overview().account
    }

    /// A registered visit of a patient, who agrees to these items. Gives its 受付番号.
    func visit(_ card: String = "T01", agreeing items: ConsentItems = .all) async throws -> String {
        let plan = VisitPlan(careKind: .homeVisit, method: .pin, purpose: .visit)
        let visit = try core.beginVisit(plan: plan)
        try await sign(visit, card)
        try await visit.deliver(cancellation: Cancellation())
        try await visit.confirmPerson()
        if visit.overview().step == .consenting {
            let settings = try await core.overview().registration?.institution.settings
            let prescription = settings?.prescriptions.first?.code
            try visit.answer(
                answer: ConsentAnswer(
                    items: items,
                    respondent: .patient,
                    prescription: prescription
                )
            )
            try await visit.register(cancellation: Cancellation())
        }
        return try #require(visit.overview().result).receptionNumber
    }

    /// A proof that was signed and could not be delivered.
    func leaveUndelivered(_ card: String = "T01") async throws {
        let plan = VisitPlan(careKind: .homeVisit, method: .pin, purpose: .visit)
        try await sign(try core.beginVisit(plan: plan), card)
    }

    private func sign(_ visit: Visit, _ card: String) async throws {
        try await visit.prepare(cancellation: Cancellation())
        try visit.enterPin(digits: cardPin())
        let tap: CardTap = try visit.tap(acceptsLastTry: false)
        let outcome = try await EmulatedCard(name: card).hold(for: tap)
        guard case .signed = outcome else { throw Problem.internalFault }
    }

    /// Lets so many seconds pass while somebody uses the phone.
    func pass(seconds: UInt32) throws {
        var left = seconds
        while left > 0 {
            let some = min(left, 200)
            try clinic.advance(seconds: some)
            try core.touch()
            left -= some
        }
    }

    /// Enters the password where it is wanted.
    func enter(
        _ gate: PasswordGateModel?,
        of id: String = "staff11",
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let gate = try #require(gate, sourceLocation: location)
        gate.send(.typed(try password(of: id)))
        gate.send(.submitted)
        await gate.settled()
    }
}

extension ConsentItems {
    /// Everything is agreed to.
    static let all = ConsentItems(
        pharmacistsInfo: true,
        diagnosisInfo: true,
        operationInfo: true,
        specificHealthCheckupsInfo: true,
        specificDiseasesCertificate: true,
        limitApplicationCertificate: true
    )

    /// Nothing is.
    static let nothing = ConsentItems(
        pharmacistsInfo: false,
        diagnosisInfo: false,
        operationInfo: false,
        specificHealthCheckupsInfo: false,
        specificDiseasesCertificate: false,
        limitApplicationCertificate: false
    )

    /// Nothing is, but for the medicines.
    static let medicinesOnly = ConsentItems(
        pharmacistsInfo: true,
        diagnosisInfo: false,
        operationInfo: false,
        specificHealthCheckupsInfo: false,
        specificDiseasesCertificate: false,
        limitApplicationCertificate: false
    )
}
