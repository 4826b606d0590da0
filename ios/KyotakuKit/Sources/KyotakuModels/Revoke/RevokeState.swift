import KyotakuCore

/// P51 すべての同意を取り消す.
public struct RevokeState: Equatable, Sendable {
    /// 機関名: who will not see anything any more.
    public var institution: String
    /// The kinds of care whose consent holds.
    public var kinds: [CareKind]
    /// The one to revoke; all of them if there is none.
    public var kind: CareKind?
    /// Why.
    public var reason: RevocationReason = .patient
    /// Who asks for it.
    public var respondent: Respondent = .patient
    /// Whether the second question is open.
    public var asksAgain = false
    /// Whether it is being signed and kept.
    public var isBusy = false
    /// Why it was not.
    public var problem: Problem?

    /// What can be chosen: all kinds at once, and each where there are several.
    public var choices: [CareKind?] { kinds.count > 1 ? [nil] + kinds : [nil] }
    /// The reasons to choose from, the usual one first.
    public static let reasons: [RevocationReason] = [.patient, .institution, .changeOfUse]
}

/// What somebody does on P51.
public enum RevokeAction: Sendable, Equatable {
    /// One kind of care, or all.
    case kindChosen(CareKind?)
    /// Why.
    case reasonChosen(RevocationReason)
    /// Who asks for it.
    case respondentChosen(Respondent)
    /// 取り消す.
    case submitted
    /// 取り消しを確定する.
    case confirmed
    /// 取り消さない.
    case kept
    /// Back to the consents.
    case backChosen
}

/// How P51 is left.
public enum RevokeExit: Equatable, Sendable {
    /// The visit has moved: its step says where to.
    case moved
    /// Back to the consents, which stay.
    case back
    /// Elsewhere.
    case detour(Detour)
}
