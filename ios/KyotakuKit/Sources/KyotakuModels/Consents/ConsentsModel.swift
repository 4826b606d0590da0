import KyotakuCore
import Observation

/// P50 同意内容の照会・更新. Staff and patient look together.
@MainActor
@Observable
public final class ConsentsModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = ConsentsState()

    private let visit: any VisitRunning
    private let leadsToRevoking: Bool
    private let exit: @MainActor (ConsentsExit) -> Void
    private let work = Work()

    /// A visit at `reviewing`.
    ///
    /// - Parameters:
    ///   - refused: Why the change before was not taken, by its code.
    ///   - leadsToRevoking: Whether it goes on to P51 by itself, because staff have chosen that.
    public init(
        visit: any VisitRunning,
        refused: String?,
        leadsToRevoking: Bool,
        exit: @escaping @MainActor (ConsentsExit) -> Void
    ) {
        self.visit = visit
        self.leadsToRevoking = leadsToRevoking
        self.exit = exit
        state.refused = refused
        show()
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: ConsentsAction) {
        guard !state.isBusy else { return }
        switch action {
        case .appeared: if state.consents == nil, state.problem == nil { fetch() }
        case .retried: fetch()
        case .changeChosen(let kind): if state.holding.contains(kind) { exit(.change(kind)) }
        case .revokeChosen: if !state.holding.isEmpty { exit(.revoke) }
        case .kept: run({ try await $0.leaveConsents() }, onEnd: { $0.exit(.moved) })
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way, and forgets the consents.
    public func stop() {
        work.cancel()
        state = ConsentsState()
    }

    private func fetch() {
        run({ try await $0.fetchConsents() }) { model in
            model.show()
            if model.leadsToRevoking, !model.state.holding.isEmpty { model.exit(.revoke) }
        }
    }

    private func show() {
        state.consents = visit.overview().consents?.map(ShownConsent.init)
    }

    private func run(
        _ what: @escaping @Sendable (any VisitRunning) async throws -> Void,
        onEnd: @escaping @MainActor (ConsentsModel) -> Void
    ) {
        let visit = visit
        state.isBusy = true
        state.problem = nil
        work.begin {
            try await what(visit)
        } onEnd: { [weak self] result in
            guard let self else { return }
            self.state.isBusy = false
            switch result {
            case .success: onEnd(self)
            case .failure(let problem): self.failed(problem)
            }
        }
    }

    private func failed(_ problem: Problem) {
        state.problem = problem
        if let detour = problem.detour {
            exit(.detour(detour))
        } else if visit.overview().step != .reviewing {
            exit(.moved)
        }
    }
}
