/// P43 入力内容の確認, in the patient's hands.
public struct ReviewState: Equatable, Sendable {
    /// What will be registered; nothing once the screen was left.
    public var draft: ConsentDraft?
    /// Whether it is being signed and kept.
    public var isBusy = false
    /// Why it was not.
    public var problem: Problem?
}

/// What somebody does on P43.
public enum ReviewAction: Sendable, Equatable {
    /// この内容で登録する.
    case submitted
    /// Back, to answer otherwise.
    case backChosen
}

/// How P43 is left.
public enum ReviewExit: Equatable, Sendable {
    /// The visit has moved: the answer is kept, and what follows is not the patient's.
    case moved
    /// Back, to answer otherwise.
    case back
    /// Elsewhere.
    case detour(Detour)
}
