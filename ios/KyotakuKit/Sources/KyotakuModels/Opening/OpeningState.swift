/// The phone's state is opened, or given up.
public struct OpeningState: Equatable, Sendable {
    /// What is going on.
    public enum Phase: Equatable, Sendable {
        /// It is being opened. Left by its answer.
        case opening
        /// The phone has not been unlocked since it started; it is tried again by itself.
        case waitingForUnlock(Problem)
        /// It could not be opened. Left by trying again or, where only that helps, by giving up
        /// what is kept.
        case failed(Problem)
        /// Whether to give up what is kept. Left by the answer.
        case confirming(Problem)
        /// What is kept is being destroyed. Left by its answer.
        case erasing(Problem)
    }

    /// What is going on.
    public var phase: Phase

    /// Whether giving up what is kept is the way on.
    public var offersAnew: Bool {
        switch phase {
        case .failed(let problem), .confirming(let problem): problem.reaction == .activate
        case .opening, .waitingForUnlock, .erasing: false
        }
    }
}

/// What somebody does while it is opened.
public enum OpeningAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Tries again.
    case retried
    /// Would give up what is kept, and register the phone anew.
    case anewChosen
    /// Gives it up.
    case anewConfirmed
    /// Keeps it.
    case anewDeclined
}

/// How it is left.
public enum OpeningExit: Sendable {
    /// With the phone.
    case opened(OpenedPhone)
    /// What was kept on a phone that was open is gone.
    case erased
    /// The app is too old for what is kept.
    case update(Problem)
}
