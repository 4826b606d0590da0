/// Stand-in only: a view that says by itself what is to be seen, as Apple's own views do.
@MainActor
@preconcurrency
public protocol NodeView: View where Body == Never {
    /// Stand-in only: what is to be seen there.
    func nodes(in scope: Scope) -> [Node]
}

extension NodeView {
    /// Stand-in only: never asked for.
    public var body: Never {
        preconditionFailure("a view of the stand-in has no body")
    }
}

/// Stand-in only: a view changed by a modifier.
public struct ModifiedView<Content: View>: NodeView {
    let content: Content
    let change: @MainActor (Content, Scope) -> [Node]

    init(_ content: Content, change: @escaping @MainActor (Content, Scope) -> [Node]) {
        self.content = content
        self.change = change
    }

    /// Stand-in only: what is to be seen there.
    public func nodes(in scope: Scope) -> [Node] {
        change(content, scope)
    }
}

extension View {
    /// The view in an environment that is another.
    func modified(_ change: @escaping @MainActor (inout EnvironmentValues) -> Void) -> some View {
        ModifiedView(self) { content, scope in
            var scope = scope.inside("e")
            change(&scope.environment)
            return scope.nodes(of: content)
        }
    }

    /// Each piece of the view in a node of its own: a modifier of a group is one of each member.
    func wrapped(
        _ kind: Node.Kind,
        _ attributes: @escaping @MainActor (Scope) -> [String: Node.Value?] = { _ in [:] }
    ) -> some View {
        ModifiedView(self) { content, scope in
            let inner = scope.inside("w").nodes(of: content)
            return scope.wrap(inner, as: kind, attributes(scope))
        }
    }

    /// The pieces of the view, changed one by one.
    func mapped(_ change: @escaping @MainActor (Node, Scope) -> Node) -> some View {
        ModifiedView(self) { content, scope in
            scope.inside("m").nodes(of: content).map { change($0, scope) }
        }
    }
}
