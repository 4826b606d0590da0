import Foundation

/// Apple: documentation/swiftui/grid
public struct Grid<Content: View>: NodeView {
    private let alignment: Alignment
    private let horizontalSpacing: CGFloat?
    private let verticalSpacing: CGFloat?
    private let content: Content

    /// Apple: documentation/swiftui/grid/init(alignment:horizontalspacing:verticalspacing:content:)
    public init(
        alignment: Alignment = .center,
        horizontalSpacing: CGFloat? = nil,
        verticalSpacing: CGFloat? = nil,
        @ViewBuilder content: () -> Content
    ) {
        self.alignment = alignment
        self.horizontalSpacing = horizontalSpacing
        self.verticalSpacing = verticalSpacing
        self.content = content()
    }

    /// Stand-in only: the cells, row by row. What is no row goes across all columns, and a row that is too
    /// short is filled up.
    public func nodes(in scope: Scope) -> [Node] {
        let rows = scope.inside("c").nodes(of: content)
        let columns = rows.map { $0.kind == "grid-row" ? $0.width : 1 }.max() ?? 1
        let cells = rows.flatMap { row in
            guard row.kind == "grid-row" else {
                return [row.with("span", .number(Double(columns)))]
            }
            let missing = (row.width..<max(columns, row.width)).map {
                Node(id: scope.id("\(row.id)-\($0)"), "spacer")
            }
            return row.children + missing
        }
        return [
            Node(
                id: scope.id,
                "grid",
                [
                    "columns": .number(Double(columns)),
                    "alignment": .text(alignment == .center ? nil : alignment.name),
                    "spacing": .number(horizontalSpacing.map { Double($0) }),
                    "rowSpacing": .number(verticalSpacing.map { Double($0) }),
                ],
                cells
            )
        ]
    }
}

/// Apple: documentation/swiftui/gridrow
public struct GridRow<Content: View>: NodeView {
    private let content: Content

    /// Apple: documentation/swiftui/gridrow/init(alignment:content:)
    public init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    /// Stand-in only: the cells of a row, for the grid to take.
    public func nodes(in scope: Scope) -> [Node] {
        [Node(id: scope.id, "grid-row", [:], scope.inside("c").nodes(of: content))]
    }
}

extension Node {
    /// How many columns the cells of a row take.
    fileprivate var width: Int {
        children.reduce(0) { $0 + Int($1.number("span") ?? 1) }
    }
}

extension View {
    /// Apple: documentation/swiftui/view/gridcellcolumns(_:)
    public func gridCellColumns(_ count: Int) -> some View {
        mapped { node, _ in node.with("span", .number(Double(count))) }
    }
}

/// Apple: documentation/swiftui/griditem
public struct GridItem: Sendable {
    /// Apple: documentation/swiftui/griditem/size-swift.enum
    public struct Size: Sendable {
        let least: CGFloat?

        /// Apple: documentation/swiftui/griditem/size-swift.enum/flexible(minimum:maximum:)
        public static func flexible() -> Size { Size(least: nil) }

        /// Apple: documentation/swiftui/griditem/size-swift.enum/adaptive(minimum:maximum:)
        public static func adaptive(minimum: CGFloat) -> Size { Size(least: minimum) }
    }

    let size: Size
    let spacing: CGFloat?

    /// Apple: documentation/swiftui/griditem/init(_:spacing:alignment:)
    public init(_ size: Size = .flexible(), spacing: CGFloat? = nil) {
        self.size = size
        self.spacing = spacing
    }
}

/// Apple: documentation/swiftui/lazyvgrid
public struct LazyVGrid<Content: View>: NodeView {
    private let columns: [GridItem]
    private let alignment: HorizontalAlignment
    private let spacing: CGFloat?
    private let content: Content

    /// Apple: documentation/swiftui/lazyvgrid/init(columns:alignment:spacing:pinnedviews:content:)
    public init(
        columns: [GridItem],
        alignment: HorizontalAlignment = .center,
        spacing: CGFloat? = nil,
        @ViewBuilder content: () -> Content
    ) {
        self.columns = columns
        self.alignment = alignment
        self.spacing = spacing
        self.content = content()
    }

    /// Stand-in only: the cells. As many go in a row as there are columns, or, where one adapts, as there
    /// is room for.
    public func nodes(in scope: Scope) -> [Node] {
        let least = columns.compactMap(\.size.least).first
        return [
            Node(
                id: scope.id,
                "grid",
                [
                    "columns": least == nil ? .number(Double(columns.count)) : nil,
                    "minimum": .number(least.map { Double($0) }),
                    "alignment": .text(alignment == .center ? nil : alignment.name),
                    "spacing": .number(columns.first?.spacing.map { Double($0) }),
                    "rowSpacing": .number(spacing.map { Double($0) }),
                ],
                scope.inside("c").nodes(of: content)
            )
        ]
    }
}
