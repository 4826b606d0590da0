import Foundation
import KyotakuCore
import KyotakuText

/// Deliveries that wait: what patients have tapped for, and the server does not have yet.
public struct WaitingState: Equatable, Sendable {
    /// The deliveries, oldest first; nothing until they are listed.
    public var lines: [WaitingLine]?
    /// What became of all that were sent.
    public var report: DeliveryReport?
    /// The delivery that is to be discarded, while the question is open.
    public var discarding: String?
    /// Whether something is under way.
    public var activity: Activity = .none
    /// Why it did not succeed.
    public var problem: Problem?

    /// What is under way.
    public enum Activity: Equatable, Sendable {
        /// Nothing.
        case none
        /// The list is read.
        case listing
        /// All are being sent.
        case sending
        /// One is being forgotten.
        case discarding
    }
}

/// One delivery, without anything about the person.
public struct WaitingLine: Equatable, Sendable, Identifiable {
    /// Where a delivery stands.
    public enum Standing: Equatable, Sendable {
        /// The server does not have it.
        case unsent
        /// The patient has answered; the server does not have that.
        case answered
        /// With the server. The person has to be compared, or to answer.
        case delivered
        /// The server has not taken the answer, for this reason: ask again.
        case answerRefused(String)
        /// It will never be taken, for this reason.
        case refused(String)

        /// What it is called.
        public var text: TextKey {
            switch self {
            case .unsent: .waitingStateUnsent
            case .answered: .waitingStateAnswered
            case .delivered: .waitingStateDelivered
            case .answerRefused: .waitingStateAnswerRefused
            case .refused: .waitingStateRefused
            }
        }

        /// Why it was not taken, by its code.
        public var code: String? {
            switch self {
            case .unsent, .answered, .delivered: nil
            case .answerRefused(let code), .refused(let code): code
            }
        }
    }

    /// Its id on the phone.
    public var id: String
    /// The kind of care.
    public var careKind: CareKind
    /// How the identity was confirmed.
    public var method: ConfirmationMethod
    /// What the card was held to the phone for.
    public var purpose: VisitPurpose
    /// When the patient tapped.
    public var tappedAt: Date
    /// Until when the server takes it.
    public var deliverBefore: Date
    /// Where it stands.
    public var standing: Standing

    /// Whether it can be taken up again.
    public var mayResume: Bool {
        if case .refused = standing { false } else { true }
    }

    init(_ waiting: WaitingDelivery) {
        id = waiting.id
        careKind = waiting.careKind
        method = waiting.method
        purpose = waiting.purpose
        tappedAt = waiting.tappedAt
        deliverBefore = waiting.deliverBefore
        standing =
            if let code = waiting.code {
                .refused(code)
            } else if let code = waiting.refusedAnswer {
                .answerRefused(code)
            } else if waiting.answered {
                .answered
            } else {
                waiting.delivered ? .delivered : .unsent
            }
    }
}

/// What somebody does with the deliveries.
public enum WaitingAction: Sendable, Equatable {
    /// The screen is there, or again.
    case appeared
    /// すべて送信する.
    case sendChosen
    /// Takes a visit up again.
    case resumeChosen(String)
    /// Wants one forgotten.
    case discardChosen(String)
    /// Yes, forget it.
    case discardConfirmed
    /// No, keep it.
    case discardCancelled
    /// Back.
    case backChosen
}

/// How the list is left.
public enum WaitingExit: Equatable, Sendable {
    /// To a visit that goes on.
    case resume(String)
    /// Back.
    case back
    /// Elsewhere.
    case detour(Detour)
}
