import Foundation

/// Apple: documentation/swiftui/grid
public struct Grid<Content: View>: NodeView {
    private let alignment: Alignment
    private let spacing: CGFloat?
    private let content: Content

    /// Apple: documentation/swiftui/grid/init(alignment:horizontalspacing:verticalspacing:content:)
    public init(
        alignment: Alignment = .center,
        horizontalSpacing: CGFloat? = nil,
        verticalSpacing: CGFloat? = nil,
        @ViewBuilder content: () -> Content
    ) {
        self.alignment = alignment
        spacing = horizontalSpacing ?? verticalSpacing
        self.content = content()
    }

    /// Stand-in only: a grid as wide as its widest row, with the cells of all rows in their order.
    public func nodes(in scope: Scope) -> [Node] {
        let rows = scope.inside("c").nodes(of: content).map { row in
            row.kind == "group" ? row.children : [row]
        }
        return [
            Node(
                id: scope.id,
                "grid",
                [
                    "columns": .number(rows.map { Double($0.count) }.max()),
                    "spacing": .number(spacing.map { Double($0) }),
                ],
                rows.flatMap { $0 }
            )
        ]
    }
}

/// Apple: documentation/swiftui/gridrow
public struct GridRow<Content: View>: NodeView {
    private let content: Content

    /// Apple: documentation/swiftui/gridrow/init(alignment:content:)
    public init(alignment: VerticalAlignment? = nil, @ViewBuilder content: () -> Content) {
        self.content = content()
    }

    /// Stand-in only: its cells, for the grid to count.
    public func nodes(in scope: Scope) -> [Node] {
        [Node(id: scope.id, "group", [:], scope.inside("c").nodes(of: content))]
    }
}
