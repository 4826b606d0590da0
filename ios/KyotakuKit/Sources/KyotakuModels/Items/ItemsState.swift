import KyotakuCore

/// P41 項目ごとの同意, in the patient's hands.
public struct ItemsState: Equatable, Sendable {
    /// What is asked and was answered so far; nothing once the screen was left.
    public var draft: ConsentDraft?
    /// Why it does not go on: nothing is chosen.
    public var problem: Problem?

    /// How many of the patient's items are chosen, 限度額 left aside.
    public var chosenCount: Int {
        guard let draft else { return 0 }
        return ConsentItem.asked.filter { draft[$0] }.count
    }
}

/// What somebody does on P41.
public enum ItemsAction: Sendable, Equatable {
    /// A switch.
    case toggled(ConsentItem)
    /// Goes on.
    case submitted
    /// Back to the one question.
    case backChosen
}

/// How P41 is left.
public enum ItemsExit: Equatable, Sendable {
    /// With an answer.
    case answered(ConsentDraft)
    /// Back to the one question, which keeps what was answered so far.
    case back(ConsentDraft)
}
