import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// P64 再照会 of several patients at once. One that is refused stops no other.
@MainActor
@Observable
public final class RequeryBatchModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: RequeryBatchState

    private let patients: [PatientLine]
    private let requerying: any Requerying
    private let now: @Sendable () -> Date
    private let exit: @MainActor (RequeryBatchExit) -> Void
    private let work = Work()
    private var answers: [String: Requery] = [:]

    /// 再照会 of these patients, of whom there are ``PatientsState/mostSelected`` at most.
    ///
    /// - Parameter now: The phone's time, which estimates count from.
    public init(
        of patients: [PatientLine],
        requerying: any Requerying,
        now: @escaping @Sendable () -> Date,
        exit: @escaping @MainActor (RequeryBatchExit) -> Void
    ) {
        self.patients = patients
        self.requerying = requerying
        self.now = now
        self.exit = exit
        state = RequeryBatchState(count: patients.count)
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: RequeryBatchAction) {
        switch action {
        case .submitted: ask()
        case .patientChosen(let id):
            if let answer = answers[id] { exit(.result(ResultContent(answer))) }
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Forgets the answers. Called when the screen is left.
    public func stop() {
        work.cancel()
        answers = [:]
        state = RequeryBatchState(count: patients.count)
    }

    private func ask() {
        switch state.phase {
        case .ready, .failed: break
        case .asking, .answered: return
        }
        let (requerying, numbers) = (requerying, patients.map(\.id))
        work.begin {
            try await requerying.requeryAll(numbers)
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
        state.phase = .asking
    }

    private func answered(_ result: Result<[RequeryOutcome], Problem>) {
        switch result {
        case .success(let outcomes):
            for outcome in outcomes { answers[outcome.receptionNumber] = outcome.requery }
            let told = outcomes.map { ($0.receptionNumber, $0.code) }
            let codes = Dictionary(told, uniquingKeysWith: { first, _ in first })
            state.phase = .answered(patients.map { self.outcome($0, code: codes[$0.id] ?? nil) })
        case .failure(let problem):
            state.phase = .failed(problem)
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }

    private func outcome(_ patient: PatientLine, code: String?) -> PatientOutcome {
        let outcome: PatientOutcome.Outcome
        if let requery = answers[patient.id] {
            outcome = .answered(RequeryAnswer(requery, at: now()))
        } else {
            outcome = .refused(code: code ?? Problem.internalFault.code)
        }
        return PatientOutcome(
            id: patient.id,
            name: patient.name,
            kana: patient.kana,
            outcome: outcome
        )
    }
}
