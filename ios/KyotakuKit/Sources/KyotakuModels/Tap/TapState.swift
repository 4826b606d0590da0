import Foundation
import KyotakuCore
import KyotakuText

/// P33 カードのセット and P34 読み取り中.
public struct TapState: Equatable, Sendable {
    /// What is on the screen.
    public enum Stage: Equatable, Sendable {
        /// How to hold the card. Left by starting.
        case ready
        /// The reader's sheet. Left by the end of the tap.
        case reading
        /// Help with the position, after three lost taps. Left by starting, or by a report.
        case position
        /// A report for support. Left by going back to the help.
        case report(SupportReport)
    }

    /// What is on the screen.
    public var stage: Stage
    /// How the identity is confirmed.
    public var method: ConfirmationMethod
    /// Until when the card may sign.
    public var tapBefore: Date?
    /// What came of the tap before; nothing at first, and after a sheet that was closed.
    public var news: TapNews?
    /// What can be done about it, the best first.
    public var offers: [TapOffer] = [.hold]

    /// Whether 目視 is a way on, so that it may be recommended.
    public var offersVisual: Bool { offers.contains(.visual) }
    /// Whether the card can be held now.
    public var offersReading: Bool { offers.contains { $0 == .hold || $0 == .holdAnother } }
    /// The label of an offer; where nothing is to be said of a tap before, this is the first.
    public func title(of offer: TapOffer) -> TextKey {
        offer == .hold && news == nil ? .cardStart : offer.title
    }
}

/// What came of a tap that has not led on.
public enum TapNews: Equatable, Sendable {
    /// The reader has not brought it to an end.
    case reader(TapFailure)
    /// The card, by its code.
    case card(code: String, date: Date?)
    /// The core.
    case problem(Problem)
}

/// What can be done after a tap.
public enum TapOffer: Equatable, Sendable, CaseIterable {
    /// Hold this card, again perhaps.
    case hold
    /// Hold another card.
    case holdAnother
    /// The patient enters the PIN.
    case pin
    /// Staff confirm by sight.
    case visual
    /// Give the visit up.
    case stop

    /// Its label, after a tap.
    public var title: TextKey {
        switch self {
        case .hold: .positionRetry
        case .holdAnother: .cardAnother
        case .pin: .methodPinInstead
        case .visual: .methodVisualInstead
        case .stop: .visitAbandon
        }
    }

    /// What choosing it does.
    public var action: TapAction {
        switch self {
        case .hold, .holdAnother: .started
        case .pin: .methodChosen(.pin)
        case .visual: .methodChosen(.visual)
        case .stop: .stopChosen
        }
    }
}

/// What somebody does on P33.
public enum TapAction: Sendable, Equatable {
    /// 読み取り開始.
    case started
    /// Goes on by another way.
    case methodChosen(ConfirmationMethod)
    /// Wants the help with the position, or has read it.
    case positionToggled
    /// Wants a report for support, or has seen it.
    case reportToggled
    /// Back; while the card is read, ends the reading.
    case backChosen
    /// Gives the visit up.
    case stopChosen
}

/// How P33 is left.
public enum TapExit: Equatable, Sendable {
    /// The visit has moved: its step says where to.
    case moved
    /// The patient has to enter the PIN, again.
    case pin(PinRequest)
    /// By the other way.
    case method(ConfirmationMethod)
    /// Back to the choice of the method.
    case back
    /// Somebody wants to give the visit up.
    case stop
    /// Elsewhere.
    case detour(Detour)
}
