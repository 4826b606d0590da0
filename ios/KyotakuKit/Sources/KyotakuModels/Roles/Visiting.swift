import Foundation
import KyotakuCore

/// Visits: their beginning, and what is kept of them.
public protocol Visiting: Sendable {
    /// Begins a visit, or a look at the consents given earlier.
    func beginVisit(_ plan: VisitPlan) async throws -> any VisitRunning
    /// Takes a kept delivery up again, as a visit at `delivering`.
    func resumeVisit(_ delivery: String) async throws -> any VisitRunning
}

/// What waits for the server.
public protocol Delivering: Sendable {
    /// The deliveries that wait, oldest first, those included whose time is over.
    func waiting() async throws -> [WaitingDelivery]
    /// Sends what needs no person. Being offline is no error: the report says what is unsent.
    func deliverWaiting() async throws -> DeliveryReport
    /// Forgets a kept delivery.
    func discard(_ delivery: String) async throws
}

/// One visit of a patient, or one look at the consents given earlier.
///
/// What may be done is said by the step of the overview; anything else throws, and changes nothing.
/// Letting go of a visit loses nothing that was kept.
public protocol VisitRunning: Sendable {
    /// Everything that a screen may show. Never waits.
    func overview() -> VisitOverview
    /// `verifying` → `preparing`.
    func confirmBySight(_ checks: VisualChecks) async throws
    /// `verifying` → `stopped`.
    func notConfirmed(_ checks: VisualChecks) async throws
    /// `verifying`, `preparing`, `ready`: the other way to confirm the identity.
    func changeMethod(to method: ConfirmationMethod) async throws
    /// `preparing` → `ready`.
    func prepare() async throws
    /// `ready` by PIN. The bytes are read during the call only.
    func enterPin(digits: Data) throws
    /// `ready` → `tapping`.
    func tap(acceptsLastTry: Bool) async throws -> any TapConversing
    /// `signed` → `delivering`, after the proof could not be kept.
    func keepProof() async throws
    /// `delivering` → `identifying`, or `registering` if the answer is there already.
    func deliver() async throws
    /// `identifying` → `consenting`, `reviewing` or `done`.
    func confirmPerson() async throws
    /// `identifying` → `stopped`.
    func personDiffers() async throws
    /// `consenting` → `registering`.
    func answer(_ answer: ConsentAnswer) async throws
    /// `registering` → `done`.
    func register() async throws
    /// `reviewing`: fetches the consents given earlier.
    func fetchConsents() async throws
    /// `reviewing` → `registering`.
    func changeConsent(of careKind: CareKind, to answer: ConsentAnswer) async throws
    /// `reviewing` → `registering`.
    func revokeConsents(_ revocation: ConsentRevocation) async throws
    /// `reviewing` → `done`.
    func leaveConsents() async throws
    /// Any step but `done` → `stopped`, and what was kept is forgotten.
    func abandon() async throws
}

extension Phone: Visiting {
    /// Begins a visit, or a look at the consents given earlier.
    public func beginVisit(_ plan: VisitPlan) async throws -> any VisitRunning {
        try await offMain { try self.beginVisit(plan: plan) }
    }

    /// Takes a kept delivery up again, as a visit at `delivering`.
    public func resumeVisit(_ delivery: String) async throws -> any VisitRunning {
        try await offMain { try self.resumeVisit(delivery: delivery) }
    }
}

extension Phone: Delivering {
    /// The deliveries that wait, oldest first.
    public func waiting() async throws -> [WaitingDelivery] {
        try await offMain { try self.waiting() }
    }

    /// Sends what needs no person.
    public func deliverWaiting() async throws -> DeliveryReport {
        try await cancellable { try await self.deliverWaiting(cancellation: $0) }
    }

    /// Forgets a kept delivery.
    public func discard(_ delivery: String) async throws {
        try await offMain { try self.discard(delivery: delivery) }
    }
}
