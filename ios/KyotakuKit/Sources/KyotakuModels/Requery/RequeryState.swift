import KyotakuCore

/// P64 再照会 of one patient, without the card.
public struct RequeryState: Equatable, Sendable {
    /// Where it stands.
    public enum Phase: Equatable, Sendable {
        /// Nobody has asked. Left by asking.
        case ready
        /// The server is asked. Left by its answer.
        case asking
        /// The server has answered.
        case answered(RequeryAnswer)
        /// It came to nothing. Left by asking again, or with the card.
        case failed(Problem)
    }

    /// Where it stands.
    public var phase = Phase.ready
    /// Whether the card is the way on: the server would refuse the same again.
    public var offersCard: Bool {
        if case .failed(let problem) = phase { problem.reaction == .refused } else { false }
    }
}

/// What a 再照会 has found.
public struct RequeryAnswer: Equatable, Sendable {
    /// 資格有効性 now.
    public var band: StatusBand
    /// What has changed since the result before; empty where nothing has.
    public var differences: [Difference]
    /// The message of the server: `MKA-W4002` or `MKA-I4011`.
    public var code: String
}

extension RequeryAnswer: Unprintable {}

/// What somebody does on P64.
public enum RequeryAction: Sendable, Equatable {
    /// Ask, also again.
    case submitted
    /// The new result.
    case resultChosen
    /// With the card instead.
    case cardChosen
    /// Back.
    case backChosen
}

/// How P64 is left.
public enum RequeryExit: Equatable, Sendable {
    /// Back.
    case back
    /// To the new result.
    case result(ResultContent)
    /// To a visit, with the card.
    case visit
    /// Elsewhere.
    case detour(Detour)
}
