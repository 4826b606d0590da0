import KyotakuCore
import KyotakuText

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
    public static let asked: [ConsentItem] = [.treatments, .operations, .checkups, .diseases]

    /// Whether it is medical information.
    public var isMedical: Bool {
        switch self {
        case .treatments, .operations, .checkups: true
        case .diseases, .limit: false
        }
    }

    /// What it is called where everything is asked for at once.
    public var title: TextKey {
        switch self {
        case .treatments: .consentItemTreatments
        case .operations: .consentItemOperations
        case .checkups: .consentItemCheckups
        case .diseases: .consentItemDiseases
        case .limit: .consentItemsLimit
        }
    }

    /// What it is called where each is asked for.
    public var label: TextKey {
        switch self {
        case .treatments: .consentItemsTreatments
        case .operations: .consentItemsOperations
        case .checkups: .consentItemsCheckups
        case .diseases: .consentItemsDiseases
        case .limit: .consentItemsLimit
        }
    }

    /// What it contains.
    public var details: [TextKey] {
        let codes =
            switch self {
            case .treatments: ["diagnosisInfo", "pharmacistsInfo"]
            case .operations: ["operationInfo"]
            case .checkups: ["specificHealthCheckupsInfo"]
            case .diseases: ["specificDiseasesCertificate"]
            case .limit: ["limitApplicationCertificate"]
            }
        return codes.map { CodeList.consentItemDetail.key($0) }
    }
}

extension ConsentItems {
    /// Nothing agreed to; 限度額 is provided unless the patient objects.
    static let declined = ConsentItems([.limit])

    /// Exactly these.
    init(_ agreed: Set<ConsentItem>) {
        self.init(
            pharmacistsInfo: agreed.contains(.treatments),
            diagnosisInfo: agreed.contains(.treatments),
            operationInfo: agreed.contains(.operations),
            specificHealthCheckupsInfo: agreed.contains(.checkups),
            specificDiseasesCertificate: agreed.contains(.diseases),
            limitApplicationCertificate: agreed.contains(.limit)
        )
    }

    /// What is agreed to, or would be provided.
    public var agreed: Set<ConsentItem> {
        let answers: [(ConsentItem, Bool)] = [
            (.treatments, pharmacistsInfo && diagnosisInfo),
            (.operations, operationInfo),
            (.checkups, specificHealthCheckupsInfo),
            (.diseases, specificDiseasesCertificate),
            (.limit, limitApplicationCertificate),
        ]
        return Set(answers.filter(\.1).map(\.0))
    }

    /// Whether any medical information may be seen.
    var isMedical: Bool {
        pharmacistsInfo || diagnosisInfo || operationInfo || specificHealthCheckupsInfo
    }

    /// Whether anything is agreed to that the patient is asked about.
    var isAnything: Bool { isMedical || specificDiseasesCertificate }
}
