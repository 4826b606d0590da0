import KyotakuCore
import Observation

/// P32 目視確認: for this visit and this card only, by a named verifier.
@MainActor
@Observable
public final class SightModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: SightState

    private let visit: any VisitRunning
    private let exit: @MainActor (SightExit) -> Void
    private let work = Work()

    /// A visit at `verifying`.
    ///
    /// - Parameter verifier: The name of whoever is signed in.
    public init(
        visit: any VisitRunning,
        verifier: String,
        exit: @escaping @MainActor (SightExit) -> Void
    ) {
        self.visit = visit
        self.exit = exit
        state = SightState(
            verifier: verifier,
            because: visit.overview().confirmsAgainBecause
        )
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: SightAction) {
        if action == .backChosen {
            stop()
            exit(.back)
            return
        }
        guard !state.isBusy else { return }
        switch action {
        case .photoToggled: state.photoMatchesFace.toggle()
        case .tamperingToggled: state.noSignOfTampering.toggle()
        case .confirmed: if state.isComplete { confirm() }
        case .denied: state.denial = SightState.Denial()
        case .faceDiffersToggled: state.denial?.faceDiffers.toggle()
        case .tamperedToggled: state.denial?.tampered.toggle()
        case .denialConfirmed: deny()
        case .denialCancelled: state.denial = nil
        case .backChosen: break
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way, and takes every tick away.
    public func stop() {
        work.cancel()
        state.isBusy = false
        state.photoMatchesFace = false
        state.noSignOfTampering = false
        state.denial = nil
    }

    private func confirm() {
        let checks = VisualChecks(photoMatchesFace: true, noSignOfTampering: true)
        record { try await $0.confirmBySight(checks) }
    }

    private func deny() {
        guard let denial = state.denial, denial.isComplete else { return }
        record { try await $0.notConfirmed(denial.checks) }
    }

    private func record(_ what: @escaping @Sendable (any VisitRunning) async throws -> Void) {
        let visit = visit
        state.isBusy = true
        state.problem = nil
        work.begin {
            try await what(visit)
        } onEnd: { [weak self] result in
            self?.recorded(result)
        }
    }

    private func recorded(_ result: Result<Void, Problem>) {
        state.isBusy = false
        guard case .failure(let problem) = result else { return exit(.moved) }
        state.problem = problem
        if let detour = problem.detour {
            exit(.detour(detour))
        } else if visit.overview().step != .verifying {
            exit(.moved)
        }
    }
}
