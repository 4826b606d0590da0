import KyotakuCore
import KyotakuText

/// Why the patient is asked for the PIN.
public struct PinRequest: Equatable, Sendable {
    /// Why again, by its code; nothing at first.
    public var code: String?
    /// Tries before it is blocked, where the card has said so.
    public var triesLeft: Int?
    /// What became of a PIN that was lost on its way.
    public var fate: VerifyFate?
    /// Whether one try is left, so that the patient has to agree before another is spent.
    public var isLastTry: Bool

    /// A request, at first without a reason.
    public init(
        code: String? = nil,
        triesLeft: Int? = nil,
        fate: VerifyFate? = nil,
        isLastTry: Bool = false
    ) {
        self.code = code
        self.triesLeft = triesLeft
        self.fate = fate
        self.isLastTry = isLastTry
    }
}

extension VerifyFate {
    /// What the patient is told of it.
    public var text: TextKey {
        switch self {
        case .counted: .pinFateCounted
        case .notCounted: .pinFateNotCounted
        case .right: .pinFateRight
        case .rightOrNotCounted: .pinFateRightOrNotCounted
        }
    }
}
