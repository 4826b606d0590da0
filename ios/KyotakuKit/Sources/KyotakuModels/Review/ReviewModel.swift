import Observation

/// P43 入力内容の確認. The device signs the answer, and it is kept on the phone before it is sent.
@MainActor
@Observable
public final class ReviewModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: ReviewState

    private let visit: any VisitRunning
    private let exit: @MainActor (ReviewExit) -> Void
    private let work = Work()

    /// An answer, of a visit at `consenting`, or at `reviewing` for a change.
    public init(
        visit: any VisitRunning,
        draft: ConsentDraft,
        exit: @escaping @MainActor (ReviewExit) -> Void
    ) {
        self.visit = visit
        self.exit = exit
        state = ReviewState(draft: draft)
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: ReviewAction) {
        guard !state.isBusy else { return }
        switch action {
        case .submitted: submit()
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way, and forgets the answer; the visit keeps its own.
    public func stop() {
        work.cancel()
        state = ReviewState()
    }

    private func submit() {
        guard let draft = state.draft else { return }
        let visit = visit
        state.isBusy = true
        state.problem = nil
        work.begin {
            if draft.isChange {
                try await visit.changeConsent(of: draft.careKind, to: draft.answer)
            } else {
                try await visit.answer(draft.answer)
            }
        } onEnd: { [weak self] result in
            self?.kept(result)
        }
    }

    private func kept(_ result: Result<Void, Problem>) {
        state.isBusy = false
        guard case .failure(let problem) = result else { return exit(.moved) }
        state.problem = problem
        if let detour = problem.detour {
            exit(.detour(detour))
        } else if visit.overview().step != (isChange ? .reviewing : .consenting) {
            exit(.moved)
        }
    }

    private var isChange: Bool { state.draft?.isChange == true }
}
