import KyotakuCore

/// P63 資格確認結果.
public struct ResultState: Equatable, Sendable {
    /// What there is to see.
    public enum Phase: Equatable, Sendable {
        /// The server is asked. Left by its answer.
        case fetching
        /// The result. Left by going away.
        case shown(ShownResult)
        /// It could not be fetched. Left by trying again, or by going away.
        case failed(Problem)
        /// Somebody went away, and nothing is kept.
        case left
    }

    /// What there is to see.
    public var phase: Phase
    /// Whether the address is shown. It is folded until somebody wants to see it.
    public var isAddressShown = false
}

/// A result as data for a screen: the band, then the parts in their order.
public struct ShownResult: Equatable, Sendable {
    /// 受付番号.
    public var receptionNumber: String
    /// 資格有効性.
    public var band: StatusBand
    /// The parts.
    public var sections: [ResultSection]
    /// Whether 医療情報 is offered. What may be seen of it, the server decides.
    public var offersMedical: Bool
}

extension ShownResult: Unprintable {}

/// Where a result is from.
public enum ResultSource: Equatable, Sendable {
    /// From a visit or a 再照会, which have it already.
    case known(ResultContent)
    /// From the list of a search, by its 受付番号.
    case listed(String)
}

/// What somebody does on P63.
public enum ResultAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Try again.
    case retried
    /// Show or hide the address.
    case addressToggled
    /// 再照会.
    case requeryChosen
    /// 医療情報.
    case medicalChosen
    /// Back.
    case backChosen
}

/// How P63 is left.
public enum ResultExit: Equatable, Sendable {
    /// Back to where it came from.
    case back
    /// 再照会 of this result.
    case requery(receptionNumber: String)
    /// 医療情報 of the person of this result.
    case medical(receptionNumber: String)
    /// The time of the password is over: to the search, which asks for it again.
    case searchEnded
    /// Elsewhere.
    case detour(Detour)
}
