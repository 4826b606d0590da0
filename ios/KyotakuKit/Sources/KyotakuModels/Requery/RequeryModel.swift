import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// P64 再照会 of one patient: asks for the qualification again without the card, and shows what is
/// different.
@MainActor
@Observable
public final class RequeryModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = RequeryState()

    private let receptionNumber: String
    private let requerying: any Requerying
    private let now: @Sendable () -> Date
    private let exit: @MainActor (RequeryExit) -> Void
    private let work = Work()
    private var answer: Requery?

    /// 再照会 of a result.
    ///
    /// - Parameter now: The phone's time, which estimates count from.
    public init(
        of receptionNumber: String,
        requerying: any Requerying,
        now: @escaping @Sendable () -> Date,
        exit: @escaping @MainActor (RequeryExit) -> Void
    ) {
        self.receptionNumber = receptionNumber
        self.requerying = requerying
        self.now = now
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: RequeryAction) {
        switch action {
        case .submitted: ask()
        case .resultChosen:
            if let answer { exit(.result(ResultContent(answer))) }
        case .cardChosen: exit(.visit)
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Forgets the answer. Called when the screen is left.
    public func stop() {
        work.cancel()
        answer = nil
        state = RequeryState()
    }

    private func ask() {
        switch state.phase {
        case .ready, .failed: break
        case .asking, .answered: return
        }
        let (requerying, number) = (requerying, receptionNumber)
        work.begin {
            try await requerying.requery(number)
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
        state.phase = .asking
    }

    private func answered(_ result: Result<Requery, Problem>) {
        switch result {
        case .success(let requery):
            answer = requery
            state.phase = .answered(RequeryAnswer(requery, at: now()))
        case .failure(let problem):
            state.phase = .failed(problem)
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }
}

extension RequeryAnswer {
    init(_ requery: Requery, at now: Date) {
        let qualification = requery.result.qualification
        let lost = qualification.resultList.lazy.compactMap(\.disqualificationDate).first
        band = StatusBand(qualification.qualificationValidity, lostOn: lost)
        differences =
            CalendarDay(inJapanAt: now).map { Difference.all(requery, today: $0) } ?? []
        code = requery.code
    }
}
