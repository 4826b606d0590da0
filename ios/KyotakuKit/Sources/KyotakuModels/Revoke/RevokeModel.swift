import KyotakuCore
import Observation

/// P51 すべての同意を取り消す: asked twice, because it cannot be taken back.
@MainActor
@Observable
public final class RevokeModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: RevokeState

    private let visit: any VisitRunning
    private let exit: @MainActor (RevokeExit) -> Void
    private let work = Work()

    /// A visit at `reviewing`.
    public init(
        visit: any VisitRunning,
        institution: String,
        kinds: [CareKind],
        exit: @escaping @MainActor (RevokeExit) -> Void
    ) {
        self.visit = visit
        self.exit = exit
        state = RevokeState(institution: institution, kinds: kinds)
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: RevokeAction) {
        guard !state.isBusy else { return }
        switch action {
        case .kindChosen(let kind):
            guard kind.map(state.kinds.contains) ?? true else { return }
            state.kind = kind
        case .reasonChosen(let reason): state.reason = reason
        case .respondentChosen(let respondent): state.respondent = respondent
        case .submitted: state.asksAgain = true
        case .confirmed: if state.asksAgain { revoke() }
        case .kept: state.asksAgain = false
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way.
    public func stop() {
        work.cancel()
        state.isBusy = false
        state.asksAgain = false
    }

    private func revoke() {
        let visit = visit
        let revocation = ConsentRevocation(
            careKind: state.kind,
            reason: state.reason,
            respondent: state.respondent
        )
        state.asksAgain = false
        state.isBusy = true
        state.problem = nil
        work.begin {
            try await visit.revokeConsents(revocation)
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
        } else if visit.overview().step != .reviewing {
            exit(.moved)
        }
    }
}
