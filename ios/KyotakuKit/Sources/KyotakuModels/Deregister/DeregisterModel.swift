import KyotakuCore
import Observation

/// P90 端末登録の解除.
///
/// ```text
/// opening ─► entering ─► confirming ─► working ─► erased
///    │ ▲         ▲           │ no        │
///    ▼ │         └───────────┴───────────┤ refused
///  blocked                               │
///    any of these, once the server could not be asked:
///    ─► confirmingErasure ─► confirmingErasureAgain ─► (owner) working ─► erased
/// ```
@MainActor
@Observable
public final class DeregisterModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = DeregisterState()

    private let activating: any Activating
    private let watching: any PhoneWatching
    private let owner: any OwnerChecking
    private let exit: @MainActor (DeregisterExit) -> Void
    private let work = Work()
    private let password = SecretEntry()

    /// Nothing known yet.
    public init(
        activating: any Activating,
        watching: any PhoneWatching,
        owner: any OwnerChecking,
        exit: @escaping @MainActor (DeregisterExit) -> Void
    ) {
        self.activating = activating
        self.watching = watching
        self.owner = owner
        self.exit = exit
        state.biometry = owner.availability.biometry
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: DeregisterAction) {
        switch action {
        case .appeared: look()
        case .sendFirstChosen:
            if case .blocked = state.step { exit(.waiting) }
        case .passwordTyped(let typed):
            guard state.step == .entering else { return }
            password.replace(with: typed)
            state.hasPassword = !password.isEmpty
        case .submitted:
            if state.step == .entering, state.hasPassword { state.step = .confirming }
        case .confirmed(let reason): goOn(reason)
        case .declined: goBack()
        case .erasureChosen:
            guard state.offersErasure, state.step != .working else { return }
            forgetPassword()
            state.step = .confirmingErasure
        case .backChosen:
            if state.step != .working { exit(.back) }
        case .continued:
            if case .erased = state.step { exit(.erased) }
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Overwrites the password. Called when the screen is left.
    public func stop() {
        work.cancel()
        forgetPassword()
        if state.step == .working { state.step = .opening }
    }

    private func look() {
        switch state.step {
        case .opening, .blocked, .entering: break
        case .confirming, .working, .confirmingErasure, .confirmingErasureAgain, .erased: return
        }
        let watching = watching
        work.begin {
            try await watching.overview()
        } onEnd: { [weak self] result in
            switch result {
            case .success(let overview): self?.looked(waitingCount: Int(overview.waiting))
            case .failure(let problem): self?.show(problem)
            }
        }
    }

    private func looked(waitingCount: Int) {
        state.waitingCount = waitingCount
        switch state.step {
        case .opening, .blocked, .entering: state.step = resting
        // What is asked meanwhile is answered first.
        case .confirming, .working, .confirmingErasure, .confirmingErasureAgain, .erased: break
        }
    }

    /// Where one is when nothing is asked.
    private var resting: DeregisterState.Step {
        state.waitingCount > 0 ? .blocked(waitingCount: state.waitingCount) : .entering
    }

    private func goOn(_ reason: String) {
        switch state.step {
        case .confirming: deregister()
        case .confirmingErasure: state.step = .confirmingErasureAgain
        case .confirmingErasureAgain: erase(reason)
        case .opening, .blocked, .entering, .working, .erased: return
        }
    }

    private func goBack() {
        switch state.step {
        case .confirming, .confirmingErasure, .confirmingErasureAgain:
            forgetPassword()
            state.step = resting
        case .opening, .blocked, .entering, .working, .erased: return
        }
    }

    private func deregister() {
        let (activating, secret) = (activating, password.secret())
        begin {
            try await activating.deregister(password: secret)
        } onEnd: { [weak self] result in
            switch result {
            case .success: self?.state.step = .erased(serverKnows: true)
            case .failure(let problem): self?.fail(problem)
            }
        }
    }

    private func erase(_ reason: String) {
        let (activating, owner) = (activating, owner)
        begin {
            do throws(OwnerCheckFailure) {
                try await owner.confirm(reason: reason)
            } catch {
                return Erasure.refused(error)
            }
            try await activating.eraseWithoutServer()
            return .erased
        } onEnd: { [weak self] result in
            switch result {
            case .success(.erased): self?.state.step = .erased(serverKnows: false)
            case .success(.refused(let failure)): self?.fail(failure)
            case .failure(let problem): self?.fail(problem)
            }
        }
    }

    private enum Erasure: Sendable {
        case erased
        case refused(OwnerCheckFailure)
    }

    private func begin<T: Sendable>(
        _ body: @escaping @Sendable () async throws -> T,
        onEnd: @escaping @MainActor (Result<T, Problem>) -> Void
    ) {
        // It may still be looked at the phone's state, which is looked at anew when this fails.
        work.cancel()
        work.begin(body, onEnd: onEnd)
        forgetPassword()
        state.step = .working
        state.problem = nil
        state.ownerFailure = nil
    }

    private func fail(_ problem: Problem) {
        state.step = resting
        show(problem)
        switch problem.reaction {
        case .offline, .maintenance, .clockWrong, .internalFault: state.offersErasure = true
        // Something waits since the screen was opened (`MKA-W5018`), or the password was wrong.
        case .refused, .notNow: look()
        case .activate, .correctInput, .deviceLocked, .reauthenticate, .signIn, .storage, .unlock,
            .update:
            break
        }
    }

    private func show(_ problem: Problem) {
        state.problem = problem
        if let detour = problem.detour { exit(.detour(detour)) }
    }

    private func fail(_ failure: OwnerCheckFailure) {
        state.step = resting
        switch failure {
        case .cancelled, .interrupted: break
        case .failed, .lockedOut: state.ownerFailure = failure
        case .passcodeMissing: exit(.passcodeMissing)
        }
    }

    private func forgetPassword() {
        password.wipe()
        state.hasPassword = false
    }
}
