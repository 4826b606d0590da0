/// Apple: documentation/swiftui/section
public struct Section<Parent: View, Content: View, Footer: View>: NodeView {
    private let header: Parent
    private let content: Content
    private let footer: Footer

    /// Apple: documentation/swiftui/section/init(content:header:footer:)
    public init(
        @ViewBuilder content: () -> Content,
        @ViewBuilder header: () -> Parent,
        @ViewBuilder footer: () -> Footer
    ) {
        self.header = header()
        self.content = content()
        self.footer = footer()
    }

    /// Stand-in only: a section with what is above and below it.
    public func nodes(in scope: Scope) -> [Node] {
        let prominence = scope.environment.lists.headerProminence
        return [
            Node(
                id: scope.id,
                "section",
                ["prominence": prominence == .increased ? "increased" : nil],
                part("header", of: header, in: scope)
                    + scope.inside("c").nodes(of: content)
                    + part("footer", of: footer, in: scope)
            )
        ]
    }

    private func part(_ kind: String, of view: some View, in scope: Scope) -> [Node] {
        let nodes = scope.inside(kind).nodes(of: view)
        if nodes.isEmpty { return [] }
        return [Node(id: scope.id(kind), Node.Kind(rawValue: kind), [:], nodes)]
    }
}

extension Section where Footer == EmptyView {
    /// Apple: documentation/swiftui/section/init(content:header:)
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent) {
        self.init(content: content, header: header) { EmptyView() }
    }
}

extension Section where Parent == EmptyView {
    /// Apple: documentation/swiftui/section/init(content:footer:)
    public init(@ViewBuilder content: () -> Content, @ViewBuilder footer: () -> Footer) {
        self.init(content: content, header: { EmptyView() }, footer: footer)
    }
}

extension Section where Parent == EmptyView, Footer == EmptyView {
    /// Apple: documentation/swiftui/section/init(content:)
    public init(@ViewBuilder content: () -> Content) {
        self.init(content: content, header: { EmptyView() }, footer: { EmptyView() })
    }
}

extension Section where Parent == Text, Footer == EmptyView {
    /// Apple: documentation/swiftui/section/init(_:content:)
    public init<S: StringProtocol>(_ title: S, @ViewBuilder content: () -> Content) {
        self.init(content: content) { Text(title) }
    }
}

/// Apple: documentation/swiftui/prominence
public enum Prominence: Hashable, Sendable {
    /// Apple: documentation/swiftui/prominence/standard
    case standard
    /// Apple: documentation/swiftui/prominence/increased
    case increased
}

extension View {
    /// Apple: documentation/swiftui/view/headerprominence(_:)
    public func headerProminence(_ prominence: Prominence) -> some View {
        modified { $0.lists.headerProminence = prominence }
    }
}
