import KyotakuCore
import KyotakuText

/// P31 暗証番号の入力, in the patient's hands.
public struct PinState: Equatable, Sendable {
    /// What the patient sees.
    public enum Stage: Equatable, Sendable {
        /// One try is left. Left by the patient's agreement, or without one.
        case lastTry
        /// The pad. Left with four digits, or without.
        case entry
    }

    /// What the patient sees.
    public var stage: Stage
    /// Why the patient is asked.
    public var request: PinRequest
    /// How many digits are there. What they are is nowhere in a state.
    public var count = 0
    /// The digits of the pad, in their order.
    public var pad: [Int] = PinState.ordered
    /// Whether 目視 can be had instead.
    public var offersVisual: Bool
    /// Whether the note for a forgotten PIN is open.
    public var showsForgotten = false
    /// Why the PIN was not taken.
    public var problem: Problem?

    /// Whether it can be submitted.
    public var isComplete: Bool { stage == .entry && count == PinBuffer.length }
    /// Whether the pad is in another order.
    public var isShuffled: Bool { pad != Self.ordered }
    /// What to do before the last try, if one is not sure.
    public var lastTryAdvice: TextKey { offersVisual ? .pinLastTryBody : .pinLastTryPinOnly }
    /// What to do without a PIN.
    public var forgottenAdvice: TextKey {
        offersVisual ? .pinForgottenBody : .pinForgottenPinOnly
    }
    /// How many digits a PIN has.
    public static let length = PinBuffer.length

    static let ordered = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
}

/// What the patient does on P31.
public enum PinAction: Sendable, Equatable {
    /// A key of the pad.
    case digit(Int)
    /// A key of a keyboard. Full-width digits count, and all but digits counts as nothing.
    case typed(Character)
    /// Takes the last digit away.
    case deleted
    /// Takes all digits away.
    case cleared
    /// The pad in another order, or in its own.
    case shuffled
    /// 「暗証番号が分からない」.
    case forgottenToggled
    /// Agrees to the last try.
    case lastTryAgreed
    /// 確定.
    case submitted
    /// Would rather be confirmed by sight.
    case visualChosen
    /// Gives the phone back without a PIN.
    case givenBack
}

extension PinAction: Unprintable {}

/// How P31 is left.
public enum PinExit: Equatable, Sendable {
    /// The core has the PIN.
    case entered(acceptsLastTry: Bool)
    /// 目視 instead.
    case visual
    /// Without a PIN.
    case givenBack
    /// The visit is elsewhere: its step says where.
    case moved
}
