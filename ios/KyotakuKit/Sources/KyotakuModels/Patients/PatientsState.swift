import Foundation
import KyotakuCore
import KyotakuText

/// The patients of continuing home visits, those of today first of all.
public struct PatientsState: Equatable, Sendable {
    /// Which patients.
    public enum Scope: Equatable, Sendable, CaseIterable {
        /// Whose qualification was confirmed today.
        case today
        /// All in a continuing relation.
        case all

        /// Its label.
        public var title: TextKey { self == .today ? .patientsToday : .patientsAll }
    }

    /// What is under way.
    public enum Activity: Equatable, Sendable {
        /// Nothing.
        case none
        /// The list is fetched.
        case fetching
        /// The next page of it.
        case addingPage
    }

    /// Which patients.
    public var scope = Scope.today
    /// The beginning of 氏名カナ that they are filtered by.
    public var kana = ""
    /// Whether it is no kana, so that nobody can be found.
    public var kanaProblem: String?
    /// The patients; nothing before they are fetched, and when the password is wanted again.
    public var listing: Listing?
    /// The chosen patients, by 受付番号, while several are being chosen.
    public var selection: Set<String>?
    /// Whether no more can be chosen.
    public var isSelectionFull: Bool { (selection?.count ?? 0) >= Self.mostSelected }
    /// What is under way.
    public var activity = Activity.none
    /// Why the list could not be fetched.
    public var problem: Problem?
    /// Whether the password is wanted before there is a list.
    public var needsPassword = false

    /// Whether there is somebody to choose, and choosing has not begun.
    public var offersSelecting: Bool { selection == nil && listing?.patients.isEmpty == false }

    /// The most patients that are asked for at a time.
    public static let mostSelected = 50

    /// What was fetched so far.
    public struct Listing: Equatable, Sendable {
        /// The patients, by 氏名カナ.
        public var patients: [PatientLine]
        /// Whether there are more than these.
        public var hasMore: Bool
    }
}

extension PatientsState: Unprintable {}

/// A patient in the list.
public struct PatientLine: Equatable, Sendable, Identifiable {
    /// How a consent stands.
    public enum Consent: Equatable, Sendable {
        /// There is none.
        case none
        /// It holds until then.
        case until(Date)
        /// It has ended.
        case ended(ConsentEndReason)

        /// How it is said; with the day, where there is one.
        public var text: TextKey {
            switch self {
            case .none: .patientsNoConsent
            case .until: .patientsConsentUntil
            case .ended: .patientsConsentEnded
            }
        }

        /// Until when it holds.
        public var day: Date? { if case .until(let date) = self { date } else { nil } }
    }

    /// 受付番号 of the newest result.
    public var id: String
    /// 氏名.
    public var name: String
    /// 氏名カナ, full-width.
    public var kana: String
    /// 生年月日.
    public var birthdate: ShownValue
    /// 資格有効性.
    public var band: StatusBand
    /// When the newest result was confirmed.
    public var confirmedAt: Date
    /// When the card was last there.
    public var cardCheckedAt: Date
    /// The consent.
    public var consent: Consent
    /// When the certificate of the card ends or ended.
    public var certificateNotAfter: Date
    /// What to say about the certificate.
    public var certificateCode: String?
    /// Why 再照会 would be refused, if it would; then the card is needed.
    public var requeryRefused: String?

    init(_ patient: Patient) {
        id = patient.receptionNumber
        name = patient.person.name
        kana = fullWidthKana(text: patient.person.nameKana)
        birthdate = .birthdate(patient.person.birthdate.digits, age: nil)
        band = StatusBand(patient.qualificationValidity)
        confirmedAt = patient.confirmedAt
        cardCheckedAt = patient.cardCheckedAt
        certificateNotAfter = patient.certificateNotAfter
        certificateCode = patient.certificateCode
        requeryRefused = patient.requeryRefused
        consent =
            switch patient.consent {
            case nil: .none
            case let consent?:
                consent.ended.map { .ended($0.reason) } ?? .until(consent.availableUntil)
            }
    }
}

extension PatientLine: Unprintable {}

/// What somebody does with the list of patients.
public enum PatientsAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Other patients.
    case scopeChosen(PatientsState.Scope)
    /// The filter is this now.
    case kanaTyped(String)
    /// Fetch the list, by the filter.
    case submitted
    /// The next page.
    case moreChosen
    /// Ask for the password that the list needs.
    case unlockChosen
    /// Begin to choose several, or stop it.
    case selectingToggled
    /// Choose a patient or choose another: one alone is asked for at once.
    case patientChosen(String)
    /// 再照会 of the chosen patients.
    case requeryChosen
    /// Back.
    case backChosen
}

extension PatientsAction: Unprintable {}

/// How the list of patients is left.
public enum PatientsExit: Equatable, Sendable {
    /// Back.
    case back
    /// 再照会 of one patient.
    case requery(PatientLine)
    /// 再照会 of several.
    case requeryAll([PatientLine])
    /// Elsewhere.
    case detour(Detour)
}
