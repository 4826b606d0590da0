import KyotakuCore
import KyotakuText
import Observation

/// P01 起動・確認.
///
/// A phone on which all is well, and whose terms were accepted, shows it for a moment only.
@MainActor
@Observable
public final class StartModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = StartState()

    private let facts: DeviceFacts
    private let roles: Roles
    private let exit: @MainActor (StartExit) -> Void
    private let work = Work()
    private var overview: PhoneOverview?

    /// The version of the terms that the texts of this app are. A change of what they mean raises
    /// it, and everybody reads them once more.
    static let terms = 1

    /// The oldest major version of iOS that the app runs on.
    static let oldestSystem = 17

    /// What the checks look at.
    public struct Roles: Sendable {
        /// How the phone stands.
        public var watching: any PhoneWatching
        /// Reading cards.
        public var tapping: any CardTapping
        /// The passcode.
        public var owner: any OwnerChecking
        /// The terms.
        public var terms: any TermsKeeping

        /// All of them.
        public init(
            watching: any PhoneWatching,
            tapping: any CardTapping,
            owner: any OwnerChecking,
            terms: any TermsKeeping
        ) {
            self.watching = watching
            self.tapping = tapping
            self.owner = owner
            self.terms = terms
        }
    }

    /// Nothing looked at yet.
    ///
    /// - Parameter reset: Why the phone begins with an empty state, if it does.
    public init(
        facts: DeviceFacts,
        roles: Roles,
        reset: StateReset?,
        exit: @escaping @MainActor (StartExit) -> Void
    ) {
        self.facts = facts
        self.roles = roles
        self.exit = exit
        state.reset = reset
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: StartAction) {
        switch action {
        case .appeared:
            if state.step == .opening { lookUpTerms() }
        case .termsAccepted:
            if state.step == .terms { acceptTerms() }
        case .retried:
            if state.step == .checks { check() }
        case .preparationToggled(let preparation):
            state.prepared.formSymmetricDifference([preparation])
        case .continued: proceed()
        case .settingsChosen: exit(.settings)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way. Called when the screen is left.
    public func stop() {
        work.cancel()
        state.isChecking = false
    }

    private func lookUpTerms() {
        let terms = roles.terms
        work.begin {
            await terms.acceptedTerms()
        } onEnd: { [weak self] result in
            guard let self else { return }
            if case .success(Self.terms) = result { check() } else { state.step = .terms }
        }
    }

    private func acceptTerms() {
        let terms = roles.terms
        let begun = work.begin {
            try await terms.acceptTerms(version: Self.terms)
        } onEnd: { [weak self] result in
            switch result {
            case .success: self?.check()
            case .failure(let problem): self?.state.problem = problem
            }
        }
        if begun { state.problem = nil }
    }

    private func check() {
        let watching = roles.watching
        let known = Known(
            isSystemNew: facts.systemMajor.map { $0 >= Self.oldestSystem } ?? true,
            owner: roles.owner.availability,
            reader: roles.tapping.availability
        )
        let begun = work.begin {
            let server: Problem?
            do {
                try await watching.checkServer()
                server = nil
            } catch {
                server = Problem(error)
                try Task.checkCancellation()
            }
            // Asked second: a server that knows this device no more has erased it.
            return (server, try await watching.overview())
        } onEnd: { [weak self] result in
            self?.checked(known, result)
        }
        guard begun else { return }
        state.step = .checks
        state.isChecking = true
        state.problem = nil
        state.checks = StartCheck.allCases.map { CheckLine(check: $0) }
    }

    private func checked(_ known: Known, _ result: Result<(Problem?, PhoneOverview), Problem>) {
        state.isChecking = false
        switch result {
        case .failure(let problem): state.problem = problem
        case .success(let (server, overview)):
            self.overview = overview
            state.checks = StartCheck.allCases.map { check in
                CheckLine(
                    check: check,
                    outcome: known.outcome(of: check, server: server, overview: overview)
                )
            }
            // A phone that works is not held up by what the home screen says as well.
            let isQuiet = overview.registration != nil || isAllWell
            if state.mayProceed, state.reset == nil, isQuiet { leave(overview) }
        }
    }

    private var isAllWell: Bool {
        !state.checks.contains { line in
            if case .failed = line.outcome { true } else { false }
        }
    }

    private func proceed() {
        guard let overview else { return }
        switch state.step {
        case .opening, .terms: return
        case .preparations: exit(.registration)
        case .checks where state.mayProceed: leave(overview)
        case .checks: leaveForRemedy()
        }
    }

    private func leave(_ overview: PhoneOverview) {
        guard overview.registration != nil else {
            state.step = .preparations
            return
        }
        switch overview.account {
        case .signedOut: exit(.signIn)
        case .locked: exit(.lock)
        case .signedIn: exit(.home)
        }
    }

    private func leaveForRemedy() {
        guard !state.isChecking, let line = state.checks.first(where: { $0.forbidsGoingOn }),
            case .failed(let problem) = line.outcome
        else { return }
        exit(line.check == .passcode ? .passcodeMissing : .update(problem))
    }

    /// What is known without asking anybody.
    private struct Known: Sendable {
        let isSystemNew: Bool
        let owner: OwnerCheckAvailability
        let reader: CardReaderAvailability

        func outcome(
            of check: StartCheck,
            server: Problem?,
            overview: PhoneOverview
        ) -> CheckLine.Outcome {
            switch check {
            case .app:
                if let server, server.reaction == .update { return .failed(server) }
                return server == nil ? .passed : .later(.startSkipped)
            case .system:
                return isSystemNew ? .passed : .failed(Self.problem(Codes.appOutdated, .update))
            case .passcode:
                return owner == .passcodeMissing
                    ? .failed(Self.problem(Codes.passcodeMissing, .refused)) : .passed
            case .nfc:
                return reader == .available
                    ? .passed : .failed(Self.problem(Codes.nfcUnsupported, .refused))
            case .lengths: return lengths(overview)
            case .network:
                guard let server, server.reaction != .update else { return .passed }
                return .failed(server)
            }
        }

        private func lengths(_ overview: PhoneOverview) -> CheckLine.Outcome {
            guard reader == .available else { return .later(.startSkipped) }
            let supports = [overview.longResponses, overview.longCommands]
            if supports.contains(.no) {
                return .failed(Self.problem(Codes.extendedApduUnsupported, .refused))
            }
            return supports == [.yes, .yes] ? .passed : .later(.startLengthsWithCard)
        }

        private static func problem(_ code: String, _ reaction: Reaction) -> Problem {
            Problem(code: code, reaction: reaction)
        }
    }
}

extension DeviceFacts {
    /// The major version of iOS; nothing where it cannot be read.
    fileprivate var systemMajor: Int? { Int(systemVersion.prefix { $0 != "." }) }
}
