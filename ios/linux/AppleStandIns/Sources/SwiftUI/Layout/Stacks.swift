import Foundation

/// Apple: documentation/swiftui/vstack
public struct VStack<Content: View>: NodeView {
    private let alignment: HorizontalAlignment
    private let spacing: CGFloat?
    private let content: Content

    /// Apple: documentation/swiftui/vstack/init(alignment:spacing:content:)
    public init(
        alignment: HorizontalAlignment = .center,
        spacing: CGFloat? = nil,
        @ViewBuilder content: () -> Content
    ) {
        self.alignment = alignment
        self.spacing = spacing
        self.content = content()
    }

    /// Stand-in only: a column.
    public func nodes(in scope: Scope) -> [Node] {
        scope.stack(
            content,
            as: "column",
            alignment: alignment == .center ? nil : alignment.name,
            spacing: spacing
        )
    }
}

/// Apple: documentation/swiftui/lazyvstack
public struct LazyVStack<Content: View>: NodeView {
    private let stack: VStack<Content>

    /// Apple: documentation/swiftui/lazyvstack/init(alignment:spacing:pinnedviews:content:)
    public init(
        alignment: HorizontalAlignment = .center,
        spacing: CGFloat? = nil,
        @ViewBuilder content: () -> Content
    ) {
        stack = VStack(alignment: alignment, spacing: spacing, content: content)
    }

    /// Stand-in only: a column, with what would only be made when it is scrolled to.
    public func nodes(in scope: Scope) -> [Node] { stack.nodes(in: scope) }
}

/// Apple: documentation/swiftui/hstack
public struct HStack<Content: View>: NodeView {
    private let alignment: VerticalAlignment
    private let spacing: CGFloat?
    private let content: Content

    /// Apple: documentation/swiftui/hstack/init(alignment:spacing:content:)
    public init(
        alignment: VerticalAlignment = .center,
        spacing: CGFloat? = nil,
        @ViewBuilder content: () -> Content
    ) {
        self.alignment = alignment
        self.spacing = spacing
        self.content = content()
    }

    /// Stand-in only: a row.
    public func nodes(in scope: Scope) -> [Node] {
        scope.stack(
            content,
            as: "row",
            alignment: alignment == .center ? nil : alignment.name,
            spacing: spacing
        )
    }
}

/// Apple: documentation/swiftui/zstack
public struct ZStack<Content: View>: NodeView {
    private let alignment: Alignment
    private let content: Content

    /// Apple: documentation/swiftui/zstack/init(alignment:content:)
    public init(alignment: Alignment = .center, @ViewBuilder content: () -> Content) {
        self.alignment = alignment
        self.content = content()
    }

    /// Stand-in only: layers, the first one lowest.
    public func nodes(in scope: Scope) -> [Node] {
        scope.stack(
            content,
            as: "layers",
            alignment: alignment == .center ? nil : alignment.name
        )
    }
}

extension Scope {
    /// What stands, or lies, one after the other; an alignment and a spacing that are as usual are left
    /// out.
    fileprivate func stack(
        _ content: some View,
        as kind: Node.Kind,
        alignment: String?,
        spacing: CGFloat? = nil
    ) -> [Node] {
        [
            Node(
                id: id,
                kind,
                [
                    "alignment": .text(alignment),
                    "spacing": .number(spacing.map { Double($0) }),
                ],
                inside("c").nodes(of: content)
            )
        ]
    }
}

/// Apple: documentation/swiftui/spacer
public struct Spacer: NodeView {
    private let minLength: CGFloat?

    /// Apple: documentation/swiftui/spacer/init(minlength:)
    public init(minLength: CGFloat? = nil) {
        self.minLength = minLength
    }

    /// Stand-in only: room.
    public func nodes(in scope: Scope) -> [Node] {
        [Node(id: scope.id, "spacer", ["minLength": .number(minLength.map { Double($0) })])]
    }
}

/// Apple: documentation/swiftui/divider
public struct Divider: NodeView {
    /// Apple: documentation/swiftui/divider/init()
    public init() {}

    /// Stand-in only: a line.
    public func nodes(in scope: Scope) -> [Node] {
        [Node(id: scope.id, "divider")]
    }
}

/// Apple: documentation/swiftui/viewthatfits
public struct ViewThatFits<Content: View>: NodeView {
    private let axes: Axis.Set
    private let content: Content

    /// Apple: documentation/swiftui/viewthatfits/init(in:content:)
    public init(
        in axes: Axis.Set = [.horizontal, .vertical],
        @ViewBuilder content: () -> Content
    ) {
        self.axes = axes
        self.content = content()
    }

    /// Stand-in only: all the alternatives, as nobody knows here which one fits. The first one, liked best,
    /// is the one that comes and goes, and what the others would present is not presented twice.
    public func nodes(in scope: Scope) -> [Node] {
        let members = content as? any Members
        let alternatives =
            members?.nodes { index in
                var place = scope.inside("\(index)")
                place.isShown = scope.isShown && index == 0
                return place
            } ?? scope.inside("c").nodes(of: content)
        return [Node(id: scope.id, "fits", ["axes": .text(axes.name)], alternatives)]
    }
}
