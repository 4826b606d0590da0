/// Apple: documentation/swiftui/list
public struct List<Content: View>: NodeView {
    private let content: Content

    /// Apple: documentation/swiftui/list/init(content:)
    public init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    /// Apple: documentation/swiftui/list/init(_:rowcontent:)
    public init<Data: RandomAccessCollection, Row: View>(
        _ data: Data,
        @ViewBuilder rowContent: @escaping (Data.Element) -> Row
    ) where Content == ForEach<Data, Data.Element.ID, Row>, Data.Element: Identifiable {
        content = ForEach(data, content: rowContent)
    }

    /// Apple: documentation/swiftui/list/init(_:id:rowcontent:)
    public init<Data: RandomAccessCollection, ID: Hashable, Row: View>(
        _ data: Data,
        id: KeyPath<Data.Element, ID>,
        @ViewBuilder rowContent: @escaping (Data.Element) -> Row
    ) where Content == ForEach<Data, ID, Row> {
        content = ForEach(data, id: id, content: rowContent)
    }

    /// Stand-in only: a list of rows and sections.
    public func nodes(in scope: Scope) -> [Node] {
        var attributes = scope.scrolling()
        attributes["style"] = .text(scope.environment.lists.style?.name(in: scope))
        return [Node(id: scope.id, "list", attributes, scope.inScroll("c").nodes(of: content))]
    }
}

extension Scope {
    /// A place in what scrolls: another that scrolls there is not refreshed by the same pull.
    func inScroll(_ step: String) -> Scope {
        var scope = inside(step)
        scope.environment.lists.refresh = nil
        return scope
    }
}

/// Apple: documentation/swiftui/form
public struct Form<Content: View>: NodeView {
    private let content: Content

    /// Apple: documentation/swiftui/form/init(content:)
    public init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    /// Stand-in only: a form.
    public func nodes(in scope: Scope) -> [Node] {
        let rows = scope.inScroll("c").nodes(of: content)
        return [Node(id: scope.id, "form", scope.scrolling(), rows)]
    }
}

/// Apple: documentation/swiftui/liststyle
@MainActor
@preconcurrency
public protocol ListStyle {
    /// Stand-in only: its name.
    func name(in scope: Scope) -> String
}

/// Apple: documentation/swiftui/plainliststyle
public struct PlainListStyle: ListStyle {
    /// Apple: documentation/swiftui/plainliststyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "plain" }
}

/// Apple: documentation/swiftui/groupedliststyle
public struct GroupedListStyle: ListStyle {
    /// Apple: documentation/swiftui/groupedliststyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "grouped" }
}

/// Apple: documentation/swiftui/insetgroupedliststyle
public struct InsetGroupedListStyle: ListStyle {
    /// Apple: documentation/swiftui/insetgroupedliststyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "insetGrouped" }
}

extension ListStyle where Self == PlainListStyle {
    /// Apple: documentation/swiftui/liststyle/plain
    public static var plain: PlainListStyle { PlainListStyle() }
}

extension ListStyle where Self == GroupedListStyle {
    /// Apple: documentation/swiftui/liststyle/grouped
    public static var grouped: GroupedListStyle { GroupedListStyle() }
}

extension ListStyle where Self == InsetGroupedListStyle {
    /// Apple: documentation/swiftui/liststyle/insetgrouped
    public static var insetGrouped: InsetGroupedListStyle { InsetGroupedListStyle() }
}

extension View {
    /// Apple: documentation/swiftui/view/liststyle(_:)
    public func listStyle<S: ListStyle>(_ style: S) -> some View {
        modified { $0.lists.style = style }
    }
}
