import KyotakuCore

/// P64 再照会 of several patients, such as all of the day.
public struct RequeryBatchState: Equatable, Sendable {
    /// Where it stands.
    public enum Phase: Equatable, Sendable {
        /// Nobody has asked. Left by asking.
        case ready
        /// The server is asked. Left by its answer.
        case asking
        /// Each patient has an outcome.
        case answered([PatientOutcome])
        /// The server did not answer for anybody. Left by asking again.
        case failed(Problem)
    }

    /// How many patients.
    public var count: Int
    /// Where it stands.
    public var phase = Phase.ready

    /// Patients with a new result.
    public var doneCount: Int { outcomes.filter { !$0.isRefused }.count }
    /// Those of them whose qualification has changed.
    public var changedCount: Int { outcomes.filter { $0.isChanged }.count }
    /// Patients without a new result.
    public var refusedCount: Int { outcomes.filter { $0.isRefused }.count }

    private var outcomes: [PatientOutcome] {
        if case .answered(let outcomes) = phase { outcomes } else { [] }
    }
}

/// What became of the 再照会 of one patient.
public struct PatientOutcome: Equatable, Sendable, Identifiable {
    /// What became of it.
    public enum Outcome: Equatable, Sendable {
        /// There is a new result.
        case answered(RequeryAnswer)
        /// There is none; the code says why. The others are not affected.
        case refused(code: String)
    }

    /// 受付番号 of the result that was asked for again.
    public var id: String
    /// 氏名.
    public var name: String
    /// 氏名カナ, full-width.
    public var kana: String
    /// What became of it.
    public var outcome: Outcome

    /// Whether something has changed.
    public var isChanged: Bool {
        if case .answered(let answer) = outcome { !answer.differences.isEmpty } else { false }
    }

    /// Whether there is no new result.
    public var isRefused: Bool {
        if case .refused = outcome { true } else { false }
    }
}

extension PatientOutcome: Unprintable {}

/// What somebody does on P64, with several patients.
public enum RequeryBatchAction: Sendable, Equatable {
    /// Ask, also again.
    case submitted
    /// The new result of a patient.
    case patientChosen(String)
    /// Back.
    case backChosen
}

/// How P64 is left, with several patients.
public enum RequeryBatchExit: Equatable, Sendable {
    /// Back.
    case back
    /// To the new result of a patient.
    case result(ResultContent)
    /// Elsewhere.
    case detour(Detour)
}
