import Foundation
import KyotakuCore
import KyotakuText

/// What a patient is asked, and has answered so far, from P40 to P43.
///
/// What may be agreed to is for the core to judge; the draft knows as much of it as the patient has
/// to be told before.
public struct ConsentDraft: Equatable, Sendable {
    /// 機関名: who would see it.
    public let institution: String
    /// The kind of care that it is for.
    public let careKind: CareKind
    /// The consent that holds already, if there is one.
    public let current: CurrentConsent?
    /// Whether it takes the place of that consent, outside of a visit.
    public let isChange: Bool
    /// The forms of a prescription to choose from; none where nobody is asked.
    public let prescriptions: [CodedValue]
    /// Who answers. What is not theirs to give is not agreed to any more.
    public var respondent: Respondent = .patient {
        didSet {
            guard medicalRefused != nil else { return }
            items = ConsentItems(items.agreed.filter { !$0.isMedical })
        }
    }
    /// What is agreed to. 限度額 is provided unless the patient objects.
    public var items = ConsentItems.declined
    /// The form of the prescription by its code.
    public var prescription: String?

    private let viewConsent: Bool
    private let proxyMedicalConsent: Bool
    private let isGrace: Bool

    /// What is asked in a visit, or about a consent that was given earlier.
    public init(
        institution: Institution,
        presence: PresenceAnswer,
        careKind: CareKind,
        changing earlier: RecordedConsent? = nil
    ) {
        self.institution = institution.name
        self.careKind = careKind
        current = (earlier ?? presence.currentConsent).map(CurrentConsent.init)
        isChange = earlier != nil
        // It belongs to a visit, and a change is none.
        prescriptions = isChange ? [] : institution.settings.prescriptions
        viewConsent = institution.settings.viewConsent
        proxyMedicalConsent = institution.settings.proxyMedicalConsent
        isGrace = presence.certificate.standing == .grace
        if prescriptions.count == 1 { prescription = prescriptions.first?.code }
    }

    /// Why nobody can agree to medical information now, by its code; nothing where they can.
    public var medicalRefused: String? {
        if isGrace { return Codes.certificateGrace }
        if !viewConsent { return Codes.viewConsentDisabled }
        if respondent != .patient && !proxyMedicalConsent { return Codes.proxyNotPermitted }
        return nil
    }

    /// What the patient is asked about: what nobody can agree to now is not asked.
    public var offered: [ConsentItem] {
        ConsentItem.asked.filter { medicalRefused == nil || !$0.isMedical }
    }

    /// How long the consent holds; with the name of the institution, where that is said.
    public var period: TextKey {
        careKind == .homeVisit ? .consentNotePeriod : .consentNotePeriodDay
    }

    /// What is agreed to, in the order of the questions.
    public var agreed: [ConsentItem] { ConsentItem.asked.filter { self[$0] } }
    /// What is not agreed to of what was asked.
    public var declined: [ConsentItem] { offered.filter { !self[$0] } }

    /// All that can be agreed to now. Whether 限度額 is provided stays as the patient wants it.
    public var everything: ConsentItems {
        ConsentItems(items.agreed.intersection([.limit]).union(offered))
    }

    /// Nothing. Whether 限度額 is provided stays as the patient wants it.
    public var nothing: ConsentItems {
        ConsentItems(items.agreed.intersection([.limit]))
    }

    /// Whether an item is agreed to, or would be provided.
    public internal(set) subscript(item: ConsentItem) -> Bool {
        get { items.agreed.contains(item) }
        set {
            var agreed = items.agreed
            if newValue { agreed.insert(item) } else { agreed.remove(item) }
            items = ConsentItems(agreed)
        }
    }

    /// What is agreed to already, where it can be left as it is now.
    public var asBefore: ConsentItems? {
        guard let items = current?.items, medicalRefused == nil || !items.isMedical else {
            return nil
        }
        return items
    }

    /// For the core.
    var answer: ConsentAnswer {
        ConsentAnswer(items: items, respondent: respondent, prescription: prescription)
    }
}

extension ConsentDraft: Unprintable {}

/// A consent that holds already.
public struct CurrentConsent: Equatable, Sendable {
    /// What was agreed to.
    public var items: ConsentItems
    /// Until when it holds.
    public var until: Date

    init(_ recorded: RecordedConsent) {
        items = recorded.items
        until = recorded.availableUntil
    }
}
