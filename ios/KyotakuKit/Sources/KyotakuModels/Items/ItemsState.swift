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

/// An item as the patient sees it.
public enum ConsentItem: Equatable, Sendable, CaseIterable {
    /// これまでの診療とお薬の情報: one answer here, and two in the record.
    case treatments
    /// 手術の情報.
    case operations
    /// 健診の情報.
    case checkups
    /// 特定疾病療養受療証.
    case diseases
    /// 限度額適用認定証, which is provided unless the patient objects.
    case limit

    /// What the patient is asked about.
    static let asked: [ConsentItem] = [.treatments, .operations, .checkups, .diseases]

    /// Whether it is medical information.
    public var isMedical: Bool {
        switch self {
        case .treatments, .operations, .checkups: true
        case .diseases, .limit: false
        }
    }
}

extension ConsentDraft {
    /// Whether an item is agreed to, and would be provided.
    public internal(set) subscript(item: ConsentItem) -> Bool {
        get {
            switch item {
            case .treatments: items.pharmacistsInfo && items.diagnosisInfo
            case .operations: items.operationInfo
            case .checkups: items.specificHealthCheckupsInfo
            case .diseases: items.specificDiseasesCertificate
            case .limit: items.limitApplicationCertificate
            }
        }
        set {
            switch item {
            case .treatments: (items.pharmacistsInfo, items.diagnosisInfo) = (newValue, newValue)
            case .operations: items.operationInfo = newValue
            case .checkups: items.specificHealthCheckupsInfo = newValue
            case .diseases: items.specificDiseasesCertificate = newValue
            case .limit: items.limitApplicationCertificate = newValue
            }
        }
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
    /// Back to the one question.
    case back
}
