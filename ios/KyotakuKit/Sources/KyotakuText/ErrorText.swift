/// What a message code says to people.
public struct ErrorText: Equatable, Sendable {
    /// How serious it is, by the letter of the code.
    public enum Kind: Equatable, Sendable {
        /// `I`: it went as it should.
        case notice
        /// `W`: something is to be noticed before going on.
        case warning
        /// `E`: it cannot go on like this.
        case problem
    }

    /// The stable code, which screens show small: support staff ask for it.
    public let code: String
    /// How serious it is.
    public let kind: Kind
    /// What has happened.
    public let title: String
    /// Why, or what it means.
    public let explanation: String
    /// The one thing to do next.
    public let next: String

    /// The key of a code's title.
    public static func titleKey(of code: String) -> TextKey { key(of: code, "title") }

    /// The key of a code's explanation.
    public static func explanationKey(of code: String) -> TextKey { key(of: code, "explanation") }

    /// The key of a code's next step.
    public static func nextKey(of code: String) -> TextKey { key(of: code, "next") }

    private static func key(of code: String, _ part: String) -> TextKey {
        TextKey(rawValue: "error_\(code)_\(part)")
    }
}

extension Texts {
    /// What a code of the core or the server says. A newer server may send codes that this version
    /// has no words for: that is said as it is, and the code goes with it.
    public func error(_ code: String) -> ErrorText {
        let kind = ErrorText.Kind(code: code)
        guard catalogue.contains(ErrorText.titleKey(of: code)) else {
            return ErrorText(
                code: code,
                kind: kind,
                title: self(.errorUnknownTitle),
                explanation: self(.errorUnknownExplanation),
                next: self(.errorUnknownNext)
            )
        }
        return ErrorText(
            code: code,
            kind: kind,
            title: self(ErrorText.titleKey(of: code)),
            explanation: self(ErrorText.explanationKey(of: code)),
            next: self(ErrorText.nextKey(of: code))
        )
    }
}

extension ErrorText.Kind {
    /// Reads the letter after the prefix; what is not known is a problem.
    init(code: String) {
        switch code.drop(while: { $0 != "-" }).dropFirst().first {
        case "I": self = .notice
        case "W": self = .warning
        default: self = .problem
        }
    }
}
