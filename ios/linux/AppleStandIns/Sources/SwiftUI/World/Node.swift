/// Stand-in only: a piece of what is to be seen, as views have described it.
///
/// It says what there is and in which order one thing lies in another. Where that ends up on a screen it
/// does not say: there is no layout here.
public struct Node: Equatable, Sendable {
    /// Stand-in only: names it, as long as the view that it is of stays the same one.
    public var id: String
    /// Stand-in only: what it is.
    public var kind: Kind
    /// Stand-in only: what is to be known of it; what is as usual is left out.
    public var attributes: [String: Value]
    /// Stand-in only: what lies in it, in order.
    public var children: [Node]

    /// Stand-in only: a node.
    public init(
        id: String,
        _ kind: Kind,
        _ attributes: [String: Value?] = [:],
        _ children: [Node] = []
    ) {
        self.id = id
        self.kind = kind
        self.attributes = attributes.compactMapValues { $0 }
        self.children = children
    }

    /// Stand-in only: what a node is, such as `text`.
    public struct Kind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// Stand-in only: its name in the tree.
        public let rawValue: String

        /// Stand-in only: a kind by its name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Stand-in only: a kind by its name.
        public init(stringLiteral value: String) {
            self.init(rawValue: value)
        }
    }

    /// Stand-in only: the value of an attribute.
    public enum Value: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
    {
        /// Stand-in only: text.
        case text(String)
        /// Stand-in only: a number.
        case number(Double)
        /// Stand-in only: yes or no.
        case flag(Bool)
        /// Stand-in only: several of them.
        case list([Value])

        /// Stand-in only: text.
        public init(stringLiteral value: String) {
            self = .text(value)
        }

        /// Stand-in only: yes or no.
        public init(booleanLiteral value: Bool) {
            self = .flag(value)
        }

        /// Stand-in only: text, if there is any.
        public static func text(_ text: String?) -> Value? { text.map { .text($0) } }

        /// Stand-in only: a number, if there is one.
        public static func number(_ number: Double?) -> Value? { number.map { .number($0) } }

        /// Stand-in only: said only where it is so.
        public static func flag(where isSo: Bool) -> Value? { isSo ? .flag(true) : nil }
    }

    /// Stand-in only: the text of an attribute.
    public func text(_ attribute: String) -> String? {
        if case .text(let text)? = attributes[attribute] { text } else { nil }
    }

    /// Stand-in only: the number of an attribute.
    public func number(_ attribute: String) -> Double? {
        if case .number(let number)? = attributes[attribute] { number } else { nil }
    }

    /// Stand-in only: whether an attribute is said to be so.
    public func flag(_ attribute: String) -> Bool {
        attributes[attribute] == .flag(true)
    }

    /// Stand-in only: whether nobody sees it, nor anything in it, although it takes its place.
    public var isInvisible: Bool { kind == "opacity" && number("value").map { $0 <= 0 } == true }

    /// Stand-in only: this node and all that lie in it, from the first to the last.
    public var all: [Node] { [self] + children.flatMap(\.all) }
}
