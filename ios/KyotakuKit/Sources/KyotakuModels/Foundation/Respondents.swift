import KyotakuCore
import KyotakuText

extension Respondent {
    /// Who can answer: the patient, and whoever does in their place.
    public static let all: [Respondent] =
        [.patient]
        + [Relationship.spouse, .child, .parent, .otherRelative, .legalRepresentative, .other]
        .map { .proxy(relationship: $0) }

    /// Whether it is somebody in the patient's place.
    public var isProxy: Bool { self != .patient }
}

extension Texts {
    /// Who answers, as patients and staff choose it.
    public func respondent(_ respondent: Respondent) -> String {
        switch respondent {
        case .patient: self(.respondentPatient)
        case .proxy(let relationship): label(relationship.code, of: .relationship)
        }
    }
}
