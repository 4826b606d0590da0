import KyotakuCore

/// P21 診療区分の選択.
public struct CareKindState: Equatable, Sendable {
    /// What the institution uses, in the order of the screen.
    public var offered: [CareKind]
    /// Why there is nothing to choose, if that is so.
    public var refused: String?
}

/// What somebody does on P21.
public enum CareKindAction: Sendable, Equatable {
    /// This kind of care.
    case chosen(CareKind)
    /// Back.
    case backChosen
}

/// How P21 is left.
public enum CareKindExit: Equatable, Sendable {
    /// With a choice.
    case chosen(CareKind)
    /// Back to where it came from.
    case back
}

extension InstitutionSettings {
    /// The kinds of care that this app offers there.
    var careKinds: [CareKind] {
        [(CareKind.homeVisit, homeVisit), (.outpatient, outpatient)].filter(\.1).map(\.0)
    }
}
