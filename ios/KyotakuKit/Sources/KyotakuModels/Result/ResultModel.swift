import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// P63 資格確認結果: after a visit, from the search and from a 再照会.
@MainActor
@Observable
public final class ResultModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: ResultState

    private let source: ResultSource
    private let searching: any ResultSearching
    private let mayViewMedical: Bool
    private let now: @Sendable () -> Date
    private let exit: @MainActor (ResultExit) -> Void
    private let work = Work()

    /// A result.
    ///
    /// - Parameters:
    ///   - mayViewMedical: Whether whoever is signed in has the role for 医療情報.
    ///   - now: The phone's time, which ages and estimates count from.
    public init(
        _ source: ResultSource,
        searching: any ResultSearching,
        mayViewMedical: Bool,
        now: @escaping @Sendable () -> Date,
        exit: @escaping @MainActor (ResultExit) -> Void
    ) {
        self.source = source
        self.searching = searching
        self.mayViewMedical = mayViewMedical
        self.now = now
        self.exit = exit
        state = ResultState(phase: .fetching)
        if case .known(let content) = source { state.phase = .shown(shown(content)) }
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: ResultAction) {
        switch action {
        case .appeared, .retried: fetch()
        case .addressToggled: state.isAddressShown.toggle()
        case .requeryChosen: leave { .requery(receptionNumber: $0) }
        case .medicalChosen: leave { .medical(receptionNumber: $0) }
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Forgets the result. Called when the screen is left.
    public func stop() {
        work.cancel()
        state = ResultState(phase: .left)
        // There is none where the time of the password is over.
        if case .listed = source { try? searching.backToList() }
    }

    private func fetch() {
        guard case .listed(let number) = source else { return }
        switch state.phase {
        case .fetching, .failed: break
        case .shown, .left: return
        }
        let searching = searching
        work.begin {
            try await searching.showResult(number)
        } onEnd: { [weak self] result in
            self?.fetched(result)
        }
        state.phase = .fetching
    }

    private func fetched(_ result: Result<ResultDetail, Problem>) {
        switch result {
        case .success(let detail): state.phase = .shown(shown(ResultContent(detail)))
        case .failure(let problem):
            state.phase = .failed(problem)
            if let detour = problem.detour {
                exit(.detour(detour))
            } else if problem.needsPassword {
                exit(.searchEnded)
            }
        }
    }

    private func leave(_ to: (String) -> ResultExit) {
        guard case .shown(let result) = state.phase else { return }
        exit(to(result.receptionNumber))
    }

    private func shown(_ content: ResultContent) -> ShownResult {
        let lost = content.qualification.resultList.lazy.compactMap(\.disqualificationDate).first
        let parts = CalendarDay(inJapanAt: now()).map { today in
            ResultSections(content: content, today: today).all()
        }
        return ShownResult(
            receptionNumber: content.receptionNumber,
            band: StatusBand(content.qualification.qualificationValidity, lostOn: lost),
            sections: parts ?? [],
            offersMedical: mayViewMedical
        )
    }
}
