import KyotakuCore
import KyotakuText

/// 資格有効性, where the eye falls first: an icon of its own shape, a word, what it means and what to
/// do. The colour only repeats them.
public struct StatusBand: Equatable, Sendable {
    /// How good the news is.
    public enum Tone: Equatable, Sendable, CaseIterable {
        /// The care can go on.
        case good
        /// Something has to be asked or done first.
        case caution
        /// There is no such insurance.
        case bad
        /// A newer server says something that this version has no words for.
        case unknown

        /// The name of the icon. Each tone has another shape.
        public var symbol: String {
            switch self {
            case .good: "checkmark.circle.fill"
            case .caution: "exclamationmark.triangle.fill"
            case .bad: "xmark.octagon.fill"
            case .unknown: "questionmark.circle.fill"
            }
        }
    }

    /// How good the news is.
    public var tone: Tone
    /// The word.
    public var word: ShownValue
    /// The sentence below, and what to do next; nothing of a code that is not known.
    public var meaning: TextKey?
    /// The one thing to do next.
    public var next: TextKey?
    /// 資格喪失年月日, where the insurance has ended.
    public var lostOn: ShownValue?

    /// The band of a 資格有効性 (OQSCD006).
    public init(_ validity: CodedValue, lostOn: RegisteredDate? = nil) {
        tone = Self.tones[validity.code] ?? .unknown
        self.lostOn = lostOn.map { .day($0.digits) }
        guard Self.tones[validity.code] != nil else {
            word = .text(validity.label)
            return
        }
        word = .code(.validity, validity.code)
        meaning = CodeList.validityMeaning.key(validity.code)
        next = CodeList.validityNext.key(validity.code)
    }

    private static let tones: [String: Tone] = [
        "1": .good, "2": .bad, "3": .caution, "4": .bad, "5": .caution, "6": .caution,
    ]
}
