import KyotakuCore
import KyotakuText

/// P65 医療情報, of one kind at a time.
public struct MedicalState: Equatable, Sendable {
    /// What there is to see.
    public enum Phase: Equatable, Sendable {
        /// Nobody has asked for this kind. Left by asking.
        case ready
        /// The server is asked. Left by its answer.
        case fetching
        /// What there is, newest first.
        case shown(Listing)
        /// The server does not give it; the code says why. Left by choosing another kind, or by
        /// asking the patient with the card.
        case refused(code: String, offersVisit: Bool)
        /// It could not be fetched. Left by trying again.
        case failed(Problem)
    }

    /// Entries of one kind.
    public struct Listing: Equatable, Sendable {
        /// Newest first.
        public var entries: [MedicalLine]
        /// Whether older ones may have been left out.
        public var isLimited: Bool
    }

    /// The kinds, as tabs.
    public static let kinds: [MedicalKind] = [
        .medicines, .treatments, .operations, .healthCheckups,
    ]

    /// The months to choose from, newest first.
    public internal(set) var months: [CalendarMonth] = []
    /// The kind.
    public var kind = MedicalKind.medicines
    /// 診療年月(自).
    public var from: CalendarMonth?
    /// 診療年月(至).
    public var to: CalendarMonth?
    /// The code of a period that ends before it begins.
    public var periodProblem: String?
    /// What there is to see.
    public var phase = Phase.ready
}

/// One entry.
public struct MedicalLine: Equatable, Sendable {
    /// The label of the day, which depends on the kind.
    public var dayLabel: TextKey
    /// The day.
    public var day: ShownValue
    /// What it is.
    public var name: String
    /// More about it: 用法, 部位, 値.
    public var detail: String?
    /// How much.
    public var quantity: String?
    /// Where.
    public var institution: String?

    init(_ entry: MedicalEntry, of kind: MedicalKind) {
        dayLabel = kind.dayLabel
        let (year, month, date) = (entry.date.year, entry.date.month, entry.date.day)
        day = .day(String(Int(year) * 10_000 + Int(month) * 100 + Int(date)))
        name = entry.name
        detail = entry.detail
        quantity = entry.quantity
        institution = entry.institution
    }
}

extension MedicalLine: Unprintable {}

extension MedicalKind {
    /// What the day of an entry is called.
    var dayLabel: TextKey {
        switch self {
        case .healthCheckups: .medicalCheckupDate
        case .medicines: .medicalMedicineDate
        case .operations: .medicalOperationDate
        case .treatments: .medicalTreatmentDate
        }
    }
}

/// What somebody does on P65.
public enum MedicalAction: Sendable, Equatable {
    /// Another kind.
    case kindChosen(MedicalKind)
    /// 診療年月(自) is this now.
    case fromChosen(CalendarMonth?)
    /// 診療年月(至) is this now.
    case toChosen(CalendarMonth?)
    /// Fetch, also again.
    case submitted
    /// Ask the patient, with the card.
    case visitChosen
    /// Back.
    case backChosen
}

/// How P65 is left.
public enum MedicalExit: Equatable, Sendable {
    /// Back.
    case back
    /// To a visit, where the patient can agree.
    case visit
    /// Elsewhere.
    case detour(Detour)
}
