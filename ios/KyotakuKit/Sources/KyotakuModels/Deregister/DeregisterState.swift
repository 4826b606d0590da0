/// P90 端末登録の解除.
public struct DeregisterState: Equatable, Sendable {
    /// The steps.
    public enum Step: Equatable, Sendable {
        /// The phone's state is looked at. Left by itself.
        case opening
        /// Something waits to be sent, and would be lost. Left by sending it.
        case blocked(waitingCount: Int)
        /// The password of whoever is signed in. Left by submitting it.
        case entering
        /// The question whether to end the registration. Left by its answer.
        case confirming
        /// The server is asked, or everything is erased. Left by what comes of it.
        case working
        /// The last resort, erasing without the server: first question. Left by its answer.
        case confirmingErasure
        /// Second question. Left by its answer.
        case confirmingErasureAgain
        /// Everything on the phone is erased. Left by going on.
        case erased(serverKnows: Bool)
    }

    /// The step.
    public var step = Step.opening
    /// Whether there is a password. The field is emptied whenever it becomes false.
    public var hasPassword = false
    /// Deliveries that wait, and would be lost.
    public var waitingCount = 0
    /// Why the registration was not ended.
    public var problem: Problem?
    /// Whether the last resort is offered: the server could not be asked.
    public var offersErasure = false
    /// What came in the place of the owner's confirmation, if something is to be said about it.
    public var ownerFailure: OwnerCheckFailure?
    /// The biometry that tells the owner of the phone; nothing where only the passcode does.
    public var biometry: OwnerBiometry?

    /// Whether the screen is not left now: what is under way is not, and what is done leads on.
    public var isClosed: Bool {
        switch step {
        case .working, .erased: true
        case .opening, .blocked, .entering, .confirming, .confirmingErasure,
            .confirmingErasureAgain:
            false
        }
    }
}

/// What somebody does on P90.
public enum DeregisterAction: Sendable, Equatable {
    /// The screen is there, again perhaps, after something was sent.
    case appeared
    /// To what waits to be sent.
    case sendFirstChosen
    /// The field of the password has this text now.
    case passwordTyped(TypedSecret)
    /// 「登録を解除する」.
    case submitted
    /// Yes. Where erasing is asked for the second time, the text says to the owner of the phone what
    /// for, in the language of staff.
    case confirmed(reason: String)
    /// No.
    case declined
    /// Erase without the server.
    case erasureChosen
    /// Back.
    case backChosen
    /// Go on, once everything is erased.
    case continued
}

/// How P90 is left.
public enum DeregisterExit: Equatable, Sendable {
    /// Back.
    case back
    /// To what waits to be sent.
    case waiting
    /// Everything is erased: to the start.
    case erased
    /// There is no passcode any more: to P04.
    case passcodeMissing
    /// Elsewhere.
    case detour(Detour)
}
