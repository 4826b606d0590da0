/// Apple: documentation/swiftui/text
public struct Text: NodeView, Equatable, Sendable {
    let content: String

    /// Apple: documentation/swiftui/text/init(_:)-9d1g4
    public init<S: StringProtocol>(_ content: S) {
        self.content = String(content)
    }

    /// Apple: documentation/swiftui/text/init(verbatim:)
    public init(verbatim content: String) {
        self.content = content
    }

    /// Stand-in only: the text, as its environment has it look.
    public func nodes(in scope: Scope) -> [Node] {
        [Node(id: scope.id, "text", ["text": .text(content)])]
    }
}
