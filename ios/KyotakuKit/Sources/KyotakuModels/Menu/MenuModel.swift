import KyotakuCore
import Observation

/// P60 メニュー.
@MainActor
@Observable
public final class MenuModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = MenuState()

    private let watching: any PhoneWatching
    private let signing: any SigningIn
    private let board: NoticeBoard
    private let isVisitUnderWay: Bool
    private let exit: @MainActor (MenuExit) -> Void
    private let work = Work()
    private let counting = Work()
    private var waitingCount = 0

    /// Nothing known yet.
    ///
    /// - Parameter isVisitUnderWay: Whether signing out would end a visit.
    public init(
        watching: any PhoneWatching,
        signing: any SigningIn,
        board: NoticeBoard,
        isVisitUnderWay: Bool,
        exit: @escaping @MainActor (MenuExit) -> Void
    ) {
        self.watching = watching
        self.signing = signing
        self.board = board
        self.isVisitUnderWay = isVisitUnderWay
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: MenuAction) {
        guard !state.isSigningOut else { return }
        switch action {
        case .appeared:
            look()
            count()
        case .chosen(.signOut):
            state.question = MenuState.SignOutQuestion(
                waitingCount: waitingCount,
                endsVisit: isVisitUnderWay
            )
        case .chosen(let entry): exit(.entry(entry))
        case .signOutConfirmed:
            if state.question != nil { signOut() }
        case .signOutDeclined: state.question = nil
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await counting.settled()
        await work.settled()
    }

    /// Ends what is under way. Called when the screen is left.
    public func stop() {
        counting.cancel()
        work.cancel()
        state.question = nil
        state.isSigningOut = false
    }

    private func look() {
        let watching = watching
        let begun = work.begin {
            try await watching.overview()
        } onEnd: { [weak self] result in
            self?.looked(result)
        }
        if begun { state.problem = nil }
    }

    private func looked(_ result: Result<PhoneOverview, Problem>) {
        switch result {
        case .success(let overview):
            state.account = overview.profile.map { AccountCard($0, in: overview) }
            waitingCount = Int(overview.waiting)
        case .failure(let problem):
            state.problem = problem
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }

    /// The count is a help: where it is not known, the menu works without it.
    private func count() {
        let board = board
        counting.begin {
            try await board.unreadCount()
        } onEnd: { [weak self] result in
            self?.state.unreadNotices = try? result.get()
        }
    }

    private func signOut() {
        work.cancel()
        counting.cancel()
        state.question = nil
        state.isSigningOut = true
        let signing = signing
        work.begin {
            try await signing.signOut()
        } onEnd: { [weak self] result in
            self?.state.isSigningOut = false
            // The phone has forgotten the session, whatever the server has heard of it.
            if case .failure(let problem) = result, problem.reaction == .activate {
                self?.exit(.detour(.activation(problem)))
            } else {
                self?.exit(.signedOut)
            }
        }
    }
}
