import Observation

/// Opens the phone's state, off the main actor, and leads on from what keeps it shut.
@MainActor
@Observable
public final class OpeningModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: OpeningState

    private let opening: @Sendable () throws -> OpenedPhone
    private let erasing: @Sendable () async throws -> Void
    private let pausing: any Pausing
    private let exit: @MainActor (OpeningExit) -> Void
    private let isOpen: Bool
    private let work = Work()

    /// How long it waits for the phone to be unlocked before it tries again.
    static let patience = Duration.seconds(2)

    /// A state that is to be opened.
    ///
    /// - Parameter erasing: Destroys what is kept, on a phone that cannot be opened.
    public init(
        opening: @escaping @Sendable () throws -> OpenedPhone,
        erasing: @escaping @Sendable () async throws -> Void,
        pausing: any Pausing,
        exit: @escaping @MainActor (OpeningExit) -> Void
    ) {
        self.opening = opening
        self.erasing = erasing
        self.pausing = pausing
        self.exit = exit
        isOpen = false
        state = OpeningState(phase: .opening)
    }

    /// A phone that is open, and whose registration cannot be used any more.
    public init(
        giveUp phone: any Activating,
        because problem: Problem,
        pausing: any Pausing,
        exit: @escaping @MainActor (OpeningExit) -> Void
    ) {
        opening = { throw problem }
        erasing = { try await phone.eraseWithoutServer() }
        self.pausing = pausing
        self.exit = exit
        isOpen = true
        state = OpeningState(phase: .failed(problem))
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: OpeningAction) {
        switch (action, state.phase) {
        case (.appeared, .opening): open()
        case (.retried, .waitingForUnlock), (.retried, .failed):
            guard !isOpen else { return }
            work.cancel()
            open()
        case (.anewChosen, .failed(let problem)):
            if state.offersAnew { state.phase = .confirming(problem) }
        case (.anewConfirmed, .confirming(let problem)): erase(because: problem)
        case (.anewDeclined, .confirming(let problem)): state.phase = .failed(problem)
        default: break
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way.
    public func stop() {
        work.cancel()
    }

    private func open() {
        let opening = opening
        state.phase = .opening
        work.begin {
            try await offMain(opening)
        } onEnd: { [weak self] result in
            switch result {
            case .success(let opened): self?.exit(.opened(opened))
            case .failure(let problem): self?.failed(problem)
            }
        }
    }

    private func failed(_ problem: Problem) {
        switch problem.reaction {
        case .update: exit(.update(problem))
        case .deviceLocked:
            state.phase = .waitingForUnlock(problem)
            waitAndOpen()
        case .activate, .clockWrong, .correctInput, .internalFault, .maintenance, .notNow,
            .offline, .reauthenticate, .refused, .signIn, .storage, .unlock:
            state.phase = .failed(problem)
        }
    }

    private func waitAndOpen() {
        let pausing = pausing
        work.begin {
            try await pausing.pause(for: Self.patience)
        } onEnd: { [weak self] _ in
            self?.open()
        }
    }

    private func erase(because problem: Problem) {
        let erasing = erasing
        state.phase = .erasing(problem)
        work.begin {
            try await erasing()
        } onEnd: { [weak self] result in
            guard let self else { return }
            switch result {
            case .success where self.isOpen: self.exit(.erased)
            case .success: self.open()
            // It may be called again until all is gone.
            case .failure(let again):
                let offered = Problem(code: again.code, reaction: .activate)
                self.state.phase = .failed(offered)
            }
        }
    }
}
