/// Apple: documentation/swiftui/vstack
public struct VStack<Content: View>: NodeView {
    private let content: Content

    /// Apple: documentation/swiftui/vstack/init(alignment:spacing:content:)
    public init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    /// Stand-in only: a column.
    public func nodes(in scope: Scope) -> [Node] {
        [Node(id: scope.id, "column", [:], scope.inside("c").nodes(of: content))]
    }
}
