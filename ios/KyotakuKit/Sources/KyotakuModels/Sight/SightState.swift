import KyotakuCore

/// P32 目視確認.
public struct SightState: Equatable, Sendable {
    /// 確認者: who answers for it.
    public var verifier: String
    /// Why staff have to look again, if that is so.
    public var because: String?
    /// The statement about the photo is ticked.
    public var photoMatchesFace = false
    /// The statement about the card is ticked.
    public var noSignOfTampering = false
    /// The question why it could not be confirmed, while it is open.
    public var denial: Denial?
    /// Whether what was seen is being recorded.
    public var isBusy = false
    /// Why it was not.
    public var problem: Problem?

    /// Whether every statement is ticked.
    public var isComplete: Bool { openCount == 0 }
    /// How many statements are not ticked.
    public var openCount: Int { [photoMatchesFace, noSignOfTampering].filter { !$0 }.count }

    /// Why 「本人と確認できません」; one of them at least.
    public struct Denial: Equatable, Sendable {
        /// The face is not that of the photo.
        public var faceDiffers = false
        /// The card shows signs of tampering.
        public var tampered = false

        /// Whether there is a reason.
        public var isComplete: Bool { faceDiffers || tampered }

        /// What staff have seen, in the words of the core.
        var checks: VisualChecks {
            VisualChecks(photoMatchesFace: !faceDiffers, noSignOfTampering: !tampered)
        }
    }
}

extension SightState: Unprintable {}

/// What somebody does on P32.
public enum SightAction: Sendable, Equatable {
    /// Ticks the statement about the photo, or takes the tick away.
    case photoToggled
    /// Ticks the statement about the card, or takes the tick away.
    case tamperingToggled
    /// 「本人に間違いありません」.
    case confirmed
    /// 「本人と確認できません」.
    case denied
    /// As a reason: the face differs, or not.
    case faceDiffersToggled
    /// As a reason: signs of tampering, or not.
    case tamperedToggled
    /// Stops the visit for these reasons.
    case denialConfirmed
    /// No, looks once more.
    case denialCancelled
    /// Back to the choice of the method.
    case backChosen
}

/// How P32 is left.
public enum SightExit: Equatable, Sendable {
    /// The visit has moved: its step says where to.
    case moved
    /// Back to the choice of the method.
    case back
    /// Elsewhere.
    case detour(Detour)
}
