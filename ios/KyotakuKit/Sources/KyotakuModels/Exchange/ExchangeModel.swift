import Foundation
import KyotakuCore
import Observation

/// One thing that a visit asks of the server, or of the disk, and what to do when it does not
/// succeed. What the card has signed waits on the phone, so a dead network costs nobody a tap.
@MainActor
@Observable
public final class ExchangeModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: ExchangeState

    private let visit: any VisitRunning
    private let deliveries: any Delivering
    private let exit: @MainActor (ExchangeExit) -> Void
    private let work = Work()

    /// A task of the step that the visit is at.
    public init(
        _ task: ExchangeTask,
        visit: any VisitRunning,
        deliveries: any Delivering,
        exit: @escaping @MainActor (ExchangeExit) -> Void
    ) {
        self.visit = visit
        self.deliveries = deliveries
        self.exit = exit
        state = ExchangeState(task: task)
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: ExchangeAction) {
        switch action {
        case .appeared: if state.problem == nil { run() }
        case .retried: run()
        case .startedAgain:
            guard state.mayStartAgain else { return }
            exit(.startAgain)
        case .leftForLater: if state.offersLater { exit(.later) }
        case .backChosen:
            guard state.mayLeave else { return }
            if !state.task.isKept { stop() }
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
        state.isBusy = false
    }

    private func run() {
        let (task, visit, deliveries) = (state.task, visit, deliveries)
        let begun = work.begin { () async throws -> Failure? in
            do {
                try await task.run(visit)
                return nil
            } catch {
                guard let problem = Problem(error) else { throw error }
                let id = visit.overview().delivery
                let waiting = try? await deliveries.waiting().first { $0.id == id }
                return Failure(problem: problem, keptUntil: waiting?.deliverBefore)
            }
        } onEnd: { [weak self] result in
            self?.ended(result)
        }
        guard begun else { return }
        state.isBusy = true
        state.problem = nil
    }

    private func ended(_ result: Result<Failure?, Problem>) {
        state.isBusy = false
        switch result {
        case .success(nil): exit(.moved(because: nil))
        case .success(let failure?): failed(failure)
        case .failure(let problem): failed(Failure(problem: problem, keptUntil: nil))
        }
    }

    private func failed(_ failure: Failure) {
        state.problem = failure.problem
        state.keptUntil = failure.keptUntil
        if let detour = failure.problem.detour {
            exit(.detour(detour))
        } else if ExchangeTask(visit.overview().step) != state.task {
            exit(.moved(because: failure.problem.code))
        }
    }

    private struct Failure: Sendable {
        let problem: Problem
        let keptUntil: Date?
    }
}
