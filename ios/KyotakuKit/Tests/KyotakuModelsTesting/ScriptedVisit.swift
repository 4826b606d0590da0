import Foundation
import KyotakuCore
import KyotakuTesting

@testable import KyotakuModels

/// A visit that does as told, in the place of the core's.
final class ScriptedVisit: VisitRunning {
    /// The calls that change a visit.
    enum Call: Hashable, Sendable, CaseIterable {
        case confirmBySight, notConfirmed, changeMethod, prepare, enterPin, tap, keepProof, deliver
        case confirmPerson, personDiffers, answer, register, fetchConsents, changeConsent
        case revokeConsents, leaveConsents, abandon
    }

    /// What becomes of a call: the visit is at a step then, and perhaps a problem is thrown.
    struct Fate: Sendable {
        var step: VisitStep
        var problem: Problem?
    }

    private struct State: Sendable {
        var overview: VisitOverview
        var fates: [Call: Fate] = [:]
        var calls: [Call] = []
        var digits = Data()
        var answers: [ConsentAnswer] = []
        var revocations: [ConsentRevocation] = []
        var checks: [VisualChecks] = []
        var acceptedLastTry: [Bool] = []
        var taps: [FixedTap] = []
    }

    private let state: Guarded<State>

    init(_ overview: VisitOverview) {
        state = Guarded(State(overview: overview))
    }

    convenience init(
        at step: VisitStep,
        method: ConfirmationMethod = .pin,
        presence: PresenceAnswer? = nil
    ) {
        self.init(.sample(step, method: method, presence: presence))
    }

    /// The calls that were made, in order.
    var calls: [Call] { state.with { $0.calls } }
    /// The digits that were entered last.
    var digits: Data { state.with { $0.digits } }
    var answers: [ConsentAnswer] { state.with { $0.answers } }
    var revocations: [ConsentRevocation] { state.with { $0.revocations } }
    var checks: [VisualChecks] { state.with { $0.checks } }
    var acceptedLastTry: [Bool] { state.with { $0.acceptedLastTry } }

    /// From now on this call leads to a step.
    func lead(_ call: Call, to step: VisitStep) {
        state.with { $0.fates[call] = Fate(step: step) }
    }

    /// From now on this call fails, and leaves the visit at a step.
    func fail(_ call: Call, with problem: Problem, at step: VisitStep) {
        state.with { $0.fates[call] = Fate(step: step, problem: problem) }
    }

    /// The next tap comes to this, and leaves the visit at a step.
    func come(to result: TapResult?, at step: VisitStep) {
        let tap = FixedTap(result: result) { [weak self] in self?.move(to: step) }
        state.with { $0.taps.append(tap) }
    }

    /// The visit is at another step.
    func move(to step: VisitStep) {
        state.with { $0.overview = $0.overview.moved(to: step) }
    }

    func overview() -> VisitOverview { state.with { $0.overview } }

    private func make(_ call: Call) throws {
        try state.with { state in
            state.calls.append(call)
            guard let fate = state.fates[call] else { return }
            state.overview = state.overview.moved(to: fate.step)
            if let problem = fate.problem { throw problem }
        }
    }

    func confirmBySight(_ checks: VisualChecks) async throws {
        state.with { $0.checks.append(checks) }
        try make(.confirmBySight)
    }
    func notConfirmed(_ checks: VisualChecks) async throws {
        state.with { $0.checks.append(checks) }
        try make(.notConfirmed)
    }
    func changeMethod(to method: ConfirmationMethod) async throws { try make(.changeMethod) }
    func prepare() async throws { try make(.prepare) }
    func enterPin(digits: Data) throws {
        // A copy, as the bytes are lent for the call only.
        state.with { $0.digits = Data(Array(digits)) }
        try make(.enterPin)
    }
    func tap(acceptsLastTry: Bool) async throws -> any TapConversing {
        state.with { $0.acceptedLastTry.append(acceptsLastTry) }
        try make(.tap)
        return state.with { $0.taps.isEmpty ? FixedTap(result: nil) : $0.taps.removeFirst() }
    }
    func keepProof() async throws { try make(.keepProof) }
    func deliver() async throws { try make(.deliver) }
    func confirmPerson() async throws { try make(.confirmPerson) }
    func personDiffers() async throws { try make(.personDiffers) }
    func answer(_ answer: ConsentAnswer) async throws {
        state.with { $0.answers.append(answer) }
        try make(.answer)
    }
    func register() async throws { try make(.register) }
    func fetchConsents() async throws { try make(.fetchConsents) }
    func changeConsent(of careKind: CareKind, to answer: ConsentAnswer) async throws {
        state.with { $0.answers.append(answer) }
        try make(.changeConsent)
    }
    func revokeConsents(_ revocation: ConsentRevocation) async throws {
        state.with { $0.revocations.append(revocation) }
        try make(.revokeConsents)
    }
    func leaveConsents() async throws { try make(.leaveConsents) }
    func abandon() async throws { try make(.abandon) }
}

/// A tap that comes to a fixed result, without a card.
struct FixedTap: TapConversing {
    let result: TapResult?
    var ended: @Sendable () -> Void = {}

    func begin() throws -> CardStep {
        ended()
        return .done(TapEnding(succeeded: true, text: .tapEndingRead))
    }
    func resume(_ event: CardEvent) throws -> CardStep { try begin() }
    func relay() async throws -> CardStep { try begin() }
    func cancel() {}
}

/// A reader that holds whatever conversation to a card that says nothing.
final class FixedReader: CardTapping {
    private let failure = Guarded<TapFailure?>(nil)
    let availability: CardReaderAvailability

    init(_ availability: CardReaderAvailability = .available) {
        self.availability = availability
    }

    /// How every sheet ends from now on, before a card is found.
    func fail(_ next: TapFailure?) {
        failure.with { $0 = next }
    }

    func tap(
        _ conversation: any CardConversation,
        messages: TapMessages
    ) async throws(TapFailure) {
        if let failure = failure.with({ $0 }) { throw failure.told(to: conversation) }
        do {
            _ = try conversation.begin()
        } catch {
            throw .takenOver
        }
    }
}
