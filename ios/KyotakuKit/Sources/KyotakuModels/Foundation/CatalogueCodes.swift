import KyotakuCore
import KyotakuText

// What the catalogue calls the values of the core's own lists: their names on the wire.

extension BurdenOrigin {
    /// Its code in ``CodeList/burdenOrigin``.
    public var code: String {
        switch self {
        case .ageEstimate: "ageEstimate"
        case .elderlyRecipientCertificate: "elderlyRecipientCertificate"
        case .lateElderlyRecord: "lateElderlyRecord"
        }
    }
}

extension CareKind {
    /// Its code in ``CodeList/careKind``.
    public var code: String {
        switch self {
        case .homeVisit: "homeVisit"
        case .online: "online"
        case .outpatient: "outpatient"
        }
    }
}

extension ChangedField {
    /// Its code in ``CodeList/changedField``.
    public var code: String {
        switch self {
        case .burden: "burden"
        case .cardClassification: "cardClassification"
        case .insuredNumber: "insuredNumber"
        case .insurer: "insurer"
        case .limitCertificate: "limitCertificate"
        case .medicalTickets: "medicalTickets"
        case .name: "name"
        case .other: "other"
        case .period: "period"
        case .personalFamily: "personalFamily"
        case .specificDiseases: "specificDiseases"
        case .validity: "validity"
        }
    }
}

extension ConsentEndReason {
    /// Its code in ``CodeList/consentEndReason``.
    public var code: String {
        switch self {
        case .changeOfUse: "changeOfUse"
        case .institution: "institution"
        case .patient: "patient"
        case .period: "period"
        }
    }
}

extension LengthSupport {
    /// Its code in ``CodeList/capability``.
    public var code: String {
        switch self {
        case .no: "no"
        case .unknown: "unknown"
        case .yes: "yes"
        }
    }
}

extension MedicalKind {
    /// Its code in ``CodeList/medicalKind``.
    public var code: String {
        switch self {
        case .healthCheckups: "healthCheckups"
        case .medicines: "medicines"
        case .operations: "operations"
        case .treatments: "treatments"
        }
    }
}

extension Relationship {
    /// Its code in ``CodeList/relationship``.
    public var code: String {
        switch self {
        case .child: "child"
        case .legalRepresentative: "legalRepresentative"
        case .other: "other"
        case .otherRelative: "otherRelative"
        case .parent: "parent"
        case .spouse: "spouse"
        }
    }
}

extension ResultMethod {
    /// Its code in ``CodeList/method``.
    public var code: String {
        switch self {
        case .pin: "pin"
        case .visual: "visual"
        case .web: "web"
        }
    }
}

extension RevocationReason {
    /// Its code in ``CodeList/revocationReason``.
    public var code: String {
        switch self {
        case .changeOfUse: "changeOfUse"
        case .institution: "institution"
        case .patient: "patient"
        }
    }
}
