import KyotakuCore
import Observation

/// Asks for the password of whoever is signed in, before 資格確認結果検索 and the list of patients.
///
/// It belongs to the screen that needs it, which takes up again what it was doing.
@MainActor
@Observable
public final class PasswordGateModel: ScreenModel, Identifiable {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the gate shows.
    public private(set) var state = PasswordGateState()

    private let searching: any ResultSearching
    private let exit: @MainActor (PasswordGateExit) -> Void
    private let work = Work()
    private let password = SecretEntry()

    /// A closed gate.
    public init(
        searching: any ResultSearching,
        exit: @escaping @MainActor (PasswordGateExit) -> Void
    ) {
        self.searching = searching
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: PasswordGateAction) {
        switch action {
        case .typed(let typed):
            guard !state.isChecking else { return }
            password.replace(with: typed)
            state.hasPassword = !password.isEmpty
        case .submitted: submit()
        case .cancelled:
            stop()
            exit(.cancelled)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Forgets what was typed. Called when the gate is left.
    public func stop() {
        work.cancel()
        forget()
        state.isChecking = false
    }

    private func submit() {
        guard state.hasPassword, !state.isChecking else { return }
        let (searching, secret) = (searching, password.secret())
        forget()
        state.isChecking = true
        state.problem = nil
        work.begin {
            try await searching.openResults(password: secret)
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
    }

    private func answered(_ result: Result<Void, Problem>) {
        state.isChecking = false
        switch result {
        case .success: exit(.opened)
        case .failure(let problem):
            state.problem = problem
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }

    private func forget() {
        password.wipe()
        state.hasPassword = false
    }
}
