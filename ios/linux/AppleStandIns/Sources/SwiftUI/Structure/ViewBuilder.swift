/// Apple: documentation/swiftui/viewbuilder
@resultBuilder
public struct ViewBuilder {
    /// Apple: documentation/swiftui/viewbuilder/buildexpression(_:)
    public static func buildExpression<Content: View>(_ content: Content) -> Content {
        content
    }

    /// Apple: documentation/swiftui/viewbuilder/buildblock()
    public static func buildBlock() -> EmptyView {
        EmptyView()
    }

    /// Apple: documentation/swiftui/viewbuilder/buildblock(_:)
    public static func buildBlock<Content: View>(_ content: Content) -> Content {
        content
    }

    /// Apple: documentation/swiftui/viewbuilder/buildblock(_:)
    @_disfavoredOverload
    public static func buildBlock<each Content: View>(
        _ content: repeat each Content
    ) -> TupleView<repeat each Content> {
        TupleView(repeat each content)
    }

    /// Apple: documentation/swiftui/viewbuilder/buildif(_:)
    public static func buildIf<Content: View>(_ content: Content?) -> Content? {
        content
    }

    /// Apple: documentation/swiftui/viewbuilder/buildeither(first:)
    public static func buildEither<First: View, Second: View>(
        first: First
    ) -> ConditionalContent<First, Second> {
        .first(first)
    }

    /// Apple: documentation/swiftui/viewbuilder/buildeither(second:)
    public static func buildEither<First: View, Second: View>(
        second: Second
    ) -> ConditionalContent<First, Second> {
        .second(second)
    }
}

/// Apple: documentation/swiftui/tupleview
public struct TupleView<each Content: View> {
    let content: (repeat each Content)

    init(_ content: repeat each Content) {
        self.content = (repeat each content)
    }
}

// Not with the type itself, which is made outside of the main actor.
extension TupleView: NodeView {

    /// Stand-in only: those of its members, one after the other.
    public func nodes(in scope: Scope) -> [Node] {
        nodes { scope.inside("\($0)") }
    }
}

/// A view that is several.
@MainActor
protocol Members {
    /// What is to be seen of all of them, each in a place of its own.
    func nodes(in place: (_ index: Int) -> Scope) -> [Node]
}

extension TupleView: Members {
    func nodes(in place: (_ index: Int) -> Scope) -> [Node] {
        var nodes: [Node] = []
        var index = 0
        for view in repeat each content {
            nodes += place(index).nodes(of: view)
            index += 1
        }
        return nodes
    }
}
