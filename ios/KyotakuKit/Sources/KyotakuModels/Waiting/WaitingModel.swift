import KyotakuCore
import Observation

/// The deliveries that wait: sends them, takes them up again, forgets them.
@MainActor
@Observable
public final class WaitingModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = WaitingState()

    private let deliveries: any Delivering
    private let exit: @MainActor (WaitingExit) -> Void
    private let work = Work()

    /// An empty list.
    public init(deliveries: any Delivering, exit: @escaping @MainActor (WaitingExit) -> Void) {
        self.deliveries = deliveries
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: WaitingAction) {
        switch action {
        case .appeared: run(.listing) { _ in nil }
        case .sendChosen: run(.sending) { try await $0.deliverWaiting() }
        case .resumeChosen(let id): resume(id)
        case .discardChosen(let id):
            if line(id) != nil, state.activity == .none { state.discarding = id }
        case .discardConfirmed: discard()
        case .discardCancelled: state.discarding = nil
        case .backChosen:
            stop()
            exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way; what is kept is kept.
    public func stop() {
        work.cancel()
        state.activity = .none
        state.discarding = nil
    }

    private func line(_ id: String) -> WaitingLine? {
        state.lines?.first { $0.id == id }
    }

    private func resume(_ id: String) {
        guard state.activity == .none, line(id)?.mayResume == true else { return }
        exit(.resume(id))
    }

    private func discard() {
        guard let id = state.discarding else { return }
        state.discarding = nil
        run(.discarding) { deliveries in
            try await deliveries.discard(id)
            return nil
        }
    }

    /// Does something, and lists anew whatever came of it.
    private func run(
        _ activity: WaitingState.Activity,
        _ what: @escaping @Sendable (any Delivering) async throws -> DeliveryReport?
    ) {
        // While it is asked whether to discard one, the list stays as it is.
        guard state.discarding == nil else { return }
        let deliveries = deliveries
        let begun = work.begin { () async throws -> Listing in
            var listing = Listing()
            do {
                listing.report = try await what(deliveries)
            } catch {
                guard let problem = Problem(error) else { throw error }
                listing.problem = problem
            }
            listing.lines = try await deliveries.waiting().map(WaitingLine.init)
            return listing
        } onEnd: { [weak self] result in
            self?.ended(result)
        }
        guard begun else { return }
        state.activity = activity
        state.problem = nil
        state.report = nil
    }

    private func ended(_ result: Result<Listing, Problem>) {
        state.activity = .none
        switch result {
        case .success(let listing):
            state.lines = listing.lines
            state.report = listing.report
            state.problem = listing.problem
        case .failure(let problem): state.problem = problem
        }
        if let detour = state.problem?.detour { exit(.detour(detour)) }
    }

    private struct Listing: Sendable {
        var lines: [WaitingLine] = []
        var report: DeliveryReport?
        var problem: Problem?
    }
}
