import KyotakuText

/// The topics of 操作ガイド, in their order.
public enum GuideTopic: Equatable, Sendable, CaseIterable {
    /// A visit, step by step.
    case visit
    /// The PIN.
    case pin
    /// Without a connection.
    case offline
    /// Where results are found later.
    case results
    /// A lost phone.
    case lostPhone

    /// The heading.
    public var heading: TextKey {
        switch self {
        case .visit: .guideVisitHeading
        case .pin: .guidePinHeading
        case .offline: .guideOfflineHeading
        case .results: .guideResultHeading
        case .lostPhone: .guideLostHeading
        }
    }

    /// The paragraphs.
    public var paragraphs: [TextKey] {
        switch self {
        case .visit:
            [
                .guideVisitStep1, .guideVisitStep2, .guideVisitStep3, .guideVisitStep4,
                .guideVisitStep5, .guideVisitStep6,
            ]
        case .pin: [.guidePinBody]
        case .offline: [.guideOfflineBody]
        case .results: [.guideResultBody]
        case .lostPhone: [.guideLostBody]
        }
    }

    /// Whether the paragraphs are steps, which are numbered.
    public var isNumbered: Bool { self == .visit }
}
