import KyotakuCore
import Observation

/// The lock: biometry or the passcode for whoever is signed in, or somebody else signs in.
@MainActor
@Observable
public final class LockModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: LockState

    private let watching: any PhoneWatching
    private let signing: any SigningIn
    private let owner: any OwnerChecking
    private let exit: @MainActor (LockExit) -> Void
    private let work = Work()
    private let opening = Work()

    /// A locked phone.
    ///
    /// - Parameter visit: The visit that is under way, if one is.
    public init(
        watching: any PhoneWatching,
        signing: any SigningIn,
        owner: any OwnerChecking,
        visit: VisitFlowState?,
        exit: @escaping @MainActor (LockExit) -> Void
    ) {
        self.watching = watching
        self.signing = signing
        self.owner = owner
        self.exit = exit
        state = LockState(
            keepsVisit: visit != nil,
            biometry: owner.availability.biometry,
            patientsLanguage: visit.flatMap { $0.holder == .patient ? $0.language : nil }
        )
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: LockAction) {
        switch action {
        case .appeared: lookUp()
        case .unlockChosen(let reason): unlock(reason)
        case .otherUserChosen:
            if state.offersOtherUser, !state.isWorking { state.asksToSignOut = true }
        case .signOutConfirmed:
            guard state.asksToSignOut else { return }
            state.asksToSignOut = false
            signOut()
        case .signOutDeclined: state.asksToSignOut = false
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await opening.settled()
        await work.settled()
    }

    /// Ends what is under way. Called when the screen is left.
    public func stop() {
        opening.cancel()
        work.cancel()
        state.isWorking = false
        state.asksToSignOut = false
    }

    private func lookUp() {
        let watching = watching
        opening.begin {
            try await watching.overview()
        } onEnd: { [weak self] result in
            switch result {
            case .success(let overview): self?.lookedUp(overview)
            case .failure(let problem): self?.show(problem)
            }
        }
    }

    private func lookedUp(_ overview: PhoneOverview) {
        if state.patientsLanguage == nil { state.userName = overview.profile?.name }
        switch overview.account {
        case .locked: break
        // The session has ended while the phone was locked.
        case .signedOut: exit(.signIn(nil))
        case .signedIn: exit(.unlocked)
        }
    }

    private func unlock(_ reason: String) {
        let (watching, owner) = (watching, owner)
        begin {
            do throws(OwnerCheckFailure) {
                try await owner.confirm(reason: reason)
            } catch {
                return Confirmation.refused(error)
            }
            try await watching.unlockByOwner()
            return .unlocked
        } onEnd: { [weak self] result in
            switch result {
            case .success(.unlocked): self?.exit(.unlocked)
            case .success(.refused(let failure)): self?.show(failure)
            case .failure(let problem): self?.show(problem)
            }
        }
    }

    private enum Confirmation: Sendable {
        case unlocked
        case refused(OwnerCheckFailure)
    }

    private func signOut() {
        let signing = signing
        begin {
            try await signing.signOut()
        } onEnd: { [weak self] result in
            // The phone has forgotten the session, whatever the server has heard of it.
            switch result {
            case .success: self?.exit(.signIn(nil))
            case .failure(let problem):
                if problem.reaction == .activate {
                    self?.exit(.activation(problem))
                } else {
                    self?.exit(.signIn(nil))
                }
            }
        }
    }

    private func begin<T: Sendable>(
        _ body: @escaping @Sendable () async throws -> T,
        onEnd: @escaping @MainActor (Result<T, Problem>) -> Void
    ) {
        let begun = work.begin(body) { [weak self] result in
            self?.state.isWorking = false
            onEnd(result)
        }
        guard begun else { return }
        state.isWorking = true
        state.failure = nil
        state.problem = nil
    }

    private func show(_ failure: OwnerCheckFailure) {
        switch failure {
        case .cancelled, .interrupted: break
        case .failed, .lockedOut: state.failure = failure
        case .passcodeMissing: exit(.passcodeMissing)
        }
    }

    private func show(_ problem: Problem) {
        switch problem.reaction {
        case .activate: exit(.activation(problem))
        case .signIn: exit(.signIn(problem))
        case .update: exit(.update(problem))
        // It is not locked, or the session has ended meanwhile.
        case .notNow: lookUp()
        case .clockWrong, .correctInput, .deviceLocked, .internalFault, .maintenance, .offline,
            .reauthenticate, .refused, .storage, .unlock:
            state.problem = problem
        }
    }
}
