/// A value that a text is completed with.
public enum TextArgument: Equatable, Sendable {
    /// A count. It also decides between singular and plural.
    case number(Int)
    /// A name, a date or another text that is inserted as it is.
    case text(String)
}

extension TextArgument: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// A count.
    public init(integerLiteral value: Int) {
        self = .number(value)
    }

    /// A text.
    public init(stringLiteral value: String) {
        self = .text(value)
    }
}
