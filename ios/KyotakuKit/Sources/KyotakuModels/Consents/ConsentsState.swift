import Foundation
import KyotakuCore

/// P50 同意内容の照会・更新: what the patient has agreed to at this institution.
public struct ConsentsState: Equatable, Sendable {
    /// The newest consent of each kind of care; nothing until they are fetched.
    public var consents: [ShownConsent]?
    /// Whether the server is asked, or the visit is being ended.
    public var isBusy = false
    /// Why it did not succeed.
    public var problem: Problem?
    /// Why the change before was not taken, by its code.
    public var refused: String?

    /// The kinds of care whose consent holds.
    public var holding: [CareKind] {
        (consents ?? []).filter { $0.ended == nil }.map(\.careKind)
    }
}

/// A consent as it is shown.
public struct ShownConsent: Equatable, Sendable {
    /// The kind of care.
    public var careKind: CareKind
    /// What was agreed to.
    public var items: ConsentItems
    /// Who answered.
    public var respondent: Respondent
    /// 同意日時.
    public var consentedAt: Date
    /// 有効期限.
    public var until: Date
    /// How it has ended, if it has.
    public var ended: EndedConsent?

    init(_ consent: ConsentOfKind) {
        careKind = consent.careKind
        items = consent.consent.items
        respondent = consent.consent.respondent
        consentedAt = consent.consent.consentedAt
        until = consent.consent.availableUntil
        ended = consent.consent.ended
    }
}

extension ShownConsent: Unprintable {}

/// What somebody does on P50.
public enum ConsentsAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Tries again.
    case retried
    /// Changes the consent to this kind of care.
    case changeChosen(CareKind)
    /// To P51.
    case revokeChosen
    /// 変更しない.
    case kept
    /// Back, to leave or to give up.
    case backChosen
}

/// How P50 is left.
public enum ConsentsExit: Equatable, Sendable {
    /// To answer otherwise for this kind of care.
    case change(CareKind)
    /// To P51.
    case revoke
    /// The visit has moved: its step says where to.
    case moved
    /// Somebody wants to leave.
    case back
    /// Elsewhere.
    case detour(Detour)
}
