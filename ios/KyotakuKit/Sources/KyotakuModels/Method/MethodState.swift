import KyotakuCore

/// P30 本人確認方法の選択.
public struct MethodState: Equatable, Sendable {
    /// What the card is held to the phone for.
    public var purpose: VisitPurpose
    /// What was chosen before, when staff come back to choose again.
    public var chosen: ConfirmationMethod?
    /// Why 目視 is not offered, if that is so.
    public var visualRefused: String?
    /// Whether the choice is being taken up.
    public var isBusy = false
    /// Why it was not.
    public var problem: Problem?
}

/// What somebody does on P30.
public enum MethodAction: Sendable, Equatable {
    /// This way.
    case chosen(ConfirmationMethod)
    /// Back.
    case backChosen
}

/// How P30 is left.
public enum MethodExit: Equatable, Sendable {
    /// The choice was taken up.
    case chosen
    /// Back to where it came from.
    case back
    /// Elsewhere.
    case detour(Detour)
}
