import KyotakuCore
import Observation

/// P30 本人確認方法の選択: PIN and 目視 are of equal rank, and neither ever replaces the other by
/// itself.
@MainActor
@Observable
public final class MethodModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: MethodState

    private let take: @MainActor (ConfirmationMethod) async throws -> Void
    private let exit: @MainActor (MethodExit) -> Void
    private let work = Work()

    /// A choice.
    ///
    /// - Parameter take: Takes the choice up: begins the visit, or changes the one there is.
    public init(
        _ state: MethodState,
        take: @escaping @MainActor (ConfirmationMethod) async throws -> Void,
        exit: @escaping @MainActor (MethodExit) -> Void
    ) {
        self.state = state
        self.take = take
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: MethodAction) {
        switch action {
        case .chosen(let method): choose(method)
        case .backChosen:
            stop()
            exit(.back)
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
    }

    private func choose(_ method: ConfirmationMethod) {
        if method == .visual, let code = state.visualRefused {
            state.problem = Problem(code: code, reaction: .refused)
            return
        }
        let take = take
        let begun = work.begin {
            try await take(method)
        } onEnd: { [weak self] result in
            self?.taken(method, result)
        }
        guard begun else { return }
        state.isBusy = true
        state.problem = nil
    }

    private func taken(_ method: ConfirmationMethod, _ result: Result<Void, Problem>) {
        state.isBusy = false
        switch result {
        case .success:
            state.chosen = method
            exit(.chosen)
        case .failure(let problem):
            state.problem = problem
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }
}
