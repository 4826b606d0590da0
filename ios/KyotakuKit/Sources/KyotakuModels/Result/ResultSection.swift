import KyotakuText

/// A part of 資格確認結果, with its rows in their order.
public struct ResultSection: Equatable, Sendable {
    /// The parts, in the order in which they are shown.
    public enum Kind: Int, CaseIterable, Sendable {
        /// When and how it was confirmed.
        case check
        /// Who it is.
        case patient
        /// 保険, or 医療扶助.
        case insurance
        /// 負担.
        case burden
        /// 限度額適用認定証.
        case limit
        /// 特定疾病療養受療証.
        case diseases
        /// 医療券・調剤券.
        case tickets
        /// What was agreed to.
        case consent
        /// 処方箋の発行形態.
        case prescription
        /// 付帯情報.
        case notices

        /// The heading.
        public var title: TextKey {
            switch self {
            case .check: .resultSectionCheck
            case .patient: .resultSectionPatient
            case .insurance: .resultSectionInsurance
            case .burden: .resultSectionBurden
            case .limit: .resultSectionLimit
            case .diseases: .resultSectionDiseases
            case .tickets: .resultSectionTickets
            case .consent: .resultSectionConsent
            case .prescription: .resultSectionPrescription
            case .notices: .resultSectionNotices
            }
        }
    }

    /// Which of several qualifications a part is about.
    public struct Place: Equatable, Sendable {
        /// Which, from 1.
        public var number: Int
        /// How many there are.
        public var count: Int
    }

    /// Which part.
    public var kind: Kind
    /// Which of several qualifications; nothing where there is one, or it is about all.
    public var place: Place?
    /// Its rows.
    public var rows: [ResultRow] = []
    /// A line in place of rows.
    public var placeholder: TextKey?
    /// Codes whose messages belong to it.
    public var messages: [String] = []

    /// Whether there is nothing to show.
    var isEmpty: Bool { rows.isEmpty && placeholder == nil && messages.isEmpty }
}

/// A label with its value.
public struct ResultRow: Equatable, Sendable {
    /// The label.
    public var label: TextKey
    /// The value.
    public var value: ShownValue
    /// Whether the value is hidden until somebody wants to see it.
    public var isFolded = false
    /// Whether a screen reader reads the value character by character.
    public var isSpelled = false
    /// Lines that belong to the value.
    public var details: [ResultRow] = []
    /// Codes of messages about the value.
    public var messages: [String] = []
    /// A remark on the value.
    public var remark: TextKey?

    init(_ label: TextKey, _ value: ShownValue) {
        self.label = label
        self.value = value
    }

    /// A row, if there is a value.
    init?(_ label: TextKey, _ value: ShownValue?) {
        guard let value else { return nil }
        self.init(label, value)
    }

    /// The row of a number or a symbol.
    static func spelled(_ label: TextKey, _ text: String?) -> ResultRow? {
        let text = text.map { $0.trimmed }.flatMap { $0.isEmpty ? nil : $0 }
        var row = ResultRow(label, text.map(ShownValue.text))
        row?.isSpelled = true
        return row
    }

    /// The row of a name. Characters outside of every character set arrive as a mark of their own.
    static func name(_ label: TextKey, _ name: String?) -> ResultRow? {
        var row = ResultRow(label, name.map(ShownValue.text))
        if name?.contains(where: { "〓●".contains($0) }) == true {
            row?.remark = .commonUnreadableCharacters
        }
        return row
    }
}

extension StringProtocol {
    /// Without the spaces around it, which the exchange pads numbers with.
    var trimmed: String {
        let front = drop { $0.isWhitespace }
        let length = front.reversed().drop { $0.isWhitespace }.count
        return String(front.prefix(length))
    }
}
