import Foundation
import KyotakuCore
import Observation

/// P10 ログイン.
@MainActor
@Observable
public final class SignInModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = SignInState()

    private let signing: any SigningIn
    private let watching: any PhoneWatching
    private let now: @Sendable () -> Date
    private let exit: @MainActor (SignInExit) -> Void
    private let work = Work()
    private let opening = Work()
    private let password = SecretEntry()
    private var lastAccount: AccountProfile?

    /// How many days before its end somebody is told to change the password.
    static let expiresSoon = 14

    /// An empty form.
    ///
    /// - Parameters:
    ///   - userID: The ユーザーID to begin with, such as the one that has just registered the phone;
    ///     without it, who signed in last.
    ///   - problem: Why somebody has to sign in, if there is something to say.
    ///   - now: The phone's time, which the days of a password count from.
    public init(
        signing: any SigningIn,
        watching: any PhoneWatching,
        userID: String? = nil,
        problem: Problem? = nil,
        now: @escaping @Sendable () -> Date,
        exit: @escaping @MainActor (SignInExit) -> Void
    ) {
        self.signing = signing
        self.watching = watching
        self.now = now
        self.exit = exit
        state.userID = userID ?? ""
        state.problem = problem
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: SignInAction) {
        switch action {
        case .appeared: lookUp()
        case .userIDTyped(let text):
            guard state.step == .entering else { return }
            state.userID = text
            state.fieldProblems[.userId] = nil
            nameLastUser()
        case .passwordTyped(let typed):
            guard state.step == .entering else { return }
            password.replace(with: typed)
            state.hasPassword = !password.isEmpty
            state.fieldProblems[.password] = nil
        case .submitted: signIn()
        case .forgottenToggled: state.explainsForgotten.toggle()
        case .hidden: forgetPassword()
        case .continued:
            if case .passwordExpires = state.step { exit(.signedIn) }
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await opening.settled()
        await work.settled()
    }

    /// Overwrites the password. Called when the screen is left.
    public func stop() {
        opening.cancel()
        work.cancel()
        forgetPassword()
        if state.step == .signingIn { state.step = .entering }
    }

    private func lookUp() {
        let watching = watching
        opening.begin {
            try await watching.overview()
        } onEnd: { [weak self] result in
            self?.lookedUp(result)
        }
    }

    private func lookedUp(_ result: Result<PhoneOverview, Problem>) {
        switch result {
        case .success(let overview):
            state.institutionName = overview.registration?.institution.name
            state.waitingCount = Int(overview.waiting)
            lastAccount = overview.lastAccount?.account
            if state.userID.isEmpty, let lastAccount { state.userID = lastAccount.id }
            nameLastUser()
        case .failure(let problem): show(problem)
        }
    }

    private func nameLastUser() {
        state.lastUserName = state.userID == lastAccount?.id ? lastAccount?.name : nil
    }

    private func signIn() {
        guard state.step == .entering else { return }
        let (signing, userID, secret) = (signing, state.userID, password.secret())
        let begun = work.begin {
            try await signing.signIn(userId: userID, password: secret)
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
        guard begun else { return }
        forgetPassword()
        state.step = .signingIn
        state.problem = nil
        state.fieldProblems = [:]
    }

    private func answered(_ result: Result<SignedIn, Problem>) {
        switch result {
        case .success(let signedIn):
            guard let days = daysLeft(until: signedIn.passwordExpiresAt) else {
                exit(.signedIn)
                return
            }
            state.step = .passwordExpires(days: days)
        case .failure(let problem):
            state.step = .entering
            show(problem)
        }
    }

    private func show(_ problem: Problem) {
        state.problem = problem
        switch problem.reaction {
        case .activate: exit(.activation(problem))
        case .update: exit(.update(problem))
        case .correctInput:
            let wrong = problem.fields.map { ($0.field, $0.code) }
            state.fieldProblems = Dictionary(wrong, uniquingKeysWith: { first, _ in first })
            // What the fields say need not be said twice.
            if !wrong.isEmpty { state.problem = nil }
        case .clockWrong, .deviceLocked, .internalFault, .maintenance, .notNow, .offline,
            .reauthenticate, .refused, .signIn, .storage, .unlock:
            break
        }
    }

    /// Whole days, if they are few.
    private func daysLeft(until end: Date?) -> Int? {
        guard let seconds = end?.timeIntervalSince(now()) else { return nil }
        let days = Int(max(0, seconds) / 86_400)
        return days <= Self.expiresSoon ? days : nil
    }

    private func forgetPassword() {
        password.wipe()
        state.hasPassword = false
    }
}
