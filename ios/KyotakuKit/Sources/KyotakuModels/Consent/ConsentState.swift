import KyotakuCore

/// P40 情報提供の同意, in the patient's hands: one question, three answers.
public struct ConsentState: Equatable, Sendable {
    /// What is asked and was answered so far; nothing once the screen was left.
    public var draft: ConsentDraft?
    /// What to say before: that a consent holds already, or why the answer before was not taken.
    public var notice: String?
}

/// What somebody does on P40.
public enum ConsentAction: Sendable, Equatable {
    /// Who answers.
    case respondentChosen(Respondent)
    /// Would rather not have 限度額 provided, or would after all.
    case limitToggled
    /// すべて同意する.
    case agreedToAll
    /// 項目ごとに選ぶ.
    case itemsChosen
    /// 同意しない.
    case declined
    /// Leaves the consent as it is.
    case keptAsBefore
    /// Gives the phone back without an answer.
    case backChosen
}

/// How P40 is left.
public enum ConsentExit: Equatable, Sendable {
    /// With an answer.
    case answered(ConsentDraft)
    /// To choose item by item.
    case items(ConsentDraft)
    /// Without an answer.
    case back
}
