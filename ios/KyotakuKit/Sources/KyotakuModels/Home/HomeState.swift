import Foundation
import KyotakuCore

/// P20 ホーム.
public struct HomeState: Equatable, Sendable {
    /// 機関名.
    public var institution = ""
    /// The server, by its name alone.
    public var destination = ""
    /// Who is signed in.
    public var userName = ""
    /// What can be begun.
    public var offers = Offers()
    /// The way to the server.
    public var connection = Connection.unknown
    /// What waits on the phone.
    public var waiting = WaitingCounts()
    /// Notices that nobody has read on this phone; nothing where that is not known.
    public var unreadNotices: Int?
    /// The patients whose eligibility was confirmed today.
    public var patients = Patients.locked
    /// Whether it is being looked at.
    public var isLooking = false
    /// Why the phone's state could not be read.
    public var problem: Problem?

    /// What can be begun.
    public struct Offers: Equatable, Sendable {
        /// Whether the phone reads cards; without, there is searching and 再照会 only.
        public var cards = true
        /// Why 目視 is not offered, if that is so.
        public var visualRefused: String?
    }

    /// The way to the server.
    public enum Connection: Equatable, Sendable {
        /// It was not looked at yet.
        case unknown
        /// The server answers.
        case online
        /// It does not, or something is in the way; maintenance has its end, if it is known.
        case failed(Problem)

        /// What is in the way, if something is.
        public var obstacle: Obstacle? {
            guard case .failed(let problem) = self else { return nil }
            return switch problem.reaction {
            case .maintenance: .maintenance(until: problem.until)
            case .offline: .offline
            default: .other(code: problem.code)
            }
        }
    }

    /// What is in the way to the server.
    public enum Obstacle: Equatable, Sendable {
        /// It is closed, and the end of that may be known.
        case maintenance(until: Date?)
        /// It cannot be reached.
        case offline
        /// Something else, which the code says.
        case other(code: String)
    }

    /// What waits on the phone, for the banners.
    public struct WaitingCounts: Equatable, Sendable {
        /// 未送信.
        public var unsent = 0
        /// Where the patient has to answer, or to answer again.
        public var unanswered = 0
        /// What will never be taken.
        public var refused = 0

        init() {}

        init(_ waiting: [WaitingDelivery]) {
            for line in waiting.map(WaitingLine.init) {
                switch line.standing {
                case .unsent, .answered: unsent += 1
                case .delivered, .answerRefused: unanswered += 1
                case .refused: refused += 1
                }
            }
        }
    }

    /// The patients of today.
    public enum Patients: Equatable, Sendable {
        /// The password is needed to see them.
        case locked
        /// These.
        case shown([PatientLine])
    }
}

/// What somebody does on P20.
public enum HomeAction: Sendable, Equatable {
    /// The screen is there, or again.
    case appeared
    /// Looks again, at the connection too.
    case refreshed
    /// 資格確認・同意登録, or one of the others.
    case begun(VisitIntent)
    /// To what waits.
    case waitingChosen
    /// To the notices.
    case noticesChosen
    /// To the patients: those of today, and 再照会 as every month.
    case patientsChosen
    /// To 再照会 of one of today's patients, by the 受付番号 of the newest result.
    case patientChosen(String)
    /// The gear.
    case menuChosen
}

/// How P20 is left.
public enum HomeExit: Equatable, Sendable {
    /// To a visit.
    case visit(VisitIntent)
    /// To what waits.
    case waiting
    /// To the notices.
    case notices
    /// To the patients.
    case patients
    /// To 再照会 of the patient whose newest result has this 受付番号.
    case requery(of: String)
    /// To the menu.
    case menu
    /// Elsewhere.
    case detour(Detour)
}
