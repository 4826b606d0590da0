/// Apple: documentation/swiftui/navigationstack
public struct NavigationStack<Data, Root: View>: NodeView {
    private let root: Root
    private let pages: @MainActor () -> [AnyHashable]
    private let remove: @MainActor () -> Void

    /// Apple: documentation/swiftui/navigationstack/init(path:root:)-63x0h
    public init(
        path: Binding<Data>,
        @ViewBuilder root: () -> Root
    )
    where
        Data: MutableCollection & RandomAccessCollection & RangeReplaceableCollection,
        Data.Element: Hashable
    {
        self.root = root()
        pages = { path.wrappedValue.map { AnyHashable($0) } }
        remove = { @MainActor in
            path.wrappedValue.remove(
                at: path.wrappedValue.index(before: path.wrappedValue.endIndex)
            )
        }
    }

    /// Apple: documentation/swiftui/navigationstack/init(root:)
    public init(@ViewBuilder root: () -> Root) where Data == Never {
        self.root = root()
        pages = { [] }
        remove = { @MainActor in }
    }

    /// Stand-in only: a node for the stack, in it one for each page.
    public func nodes(in scope: Scope) -> [Node] {
        let path = pages()
        var facts: [PageFacts] = []
        var pages: [Node] = []
        for index in 0...path.count {
            let page = PageFacts()
            facts.append(page)
            var place = scope.inside(
                index == 0 ? "root" : "\(index)[\(scope.graph.number(of: path[index - 1]))]"
            )
            place.page = page
            place.isShown = scope.isShown && index == path.count
            let leave: @MainActor () -> Void = { goBack(in: scope) }
            if index > 0 { place.environment.dismiss = DismissAction { leave() } }
            let nodes: [Node]
            if index == 0 {
                nodes = place.nodes(of: root)
            } else {
                let below = facts.first { $0.leads(to: path[index - 1]) }
                precondition(below != nil, "no destination for \(path[index - 1])")
                nodes = below?.destination(path[index - 1], place) ?? []
            }
            pages.append(
                node(of: page, nodes, below: facts.dropLast().last, in: place, leave)
            )
        }
        return [Node(id: scope.id, "navigation", [:], pages)]
    }

    /// The page has gone before the binding is asked, so that a binding cannot refuse.
    private func goBack(in scope: Scope) {
        let count = pages().count
        remove()
        if pages().count >= count {
            scope.graph.fault("the path of a stack has kept the page that was left")
        }
    }

    private func node(
        of page: PageFacts,
        _ nodes: [Node],
        below: PageFacts?,
        in place: Scope,
        _ goBack: @escaping @MainActor () -> Void
    ) -> Node {
        let canGoBack = below != nil && !page.hidesBack
        let back = place.id("back")
        if canGoBack, place.isShown { place.on(back, .tap(goBack)) }
        return Node(
            id: place.id,
            "page",
            [
                "title": .text(page.title),
                "titleMode": .text(page.titleMode),
                "back": canGoBack ? .text(back) : nil,
                "backTitle": canGoBack ? .text(below?.title) : nil,
                "barHidden": .flag(where: page.hidesBar),
            ],
            nodes + page.bars
        )
    }
}

/// What a view says of the page that it lies on, to the bar above it.
@MainActor
final class PageFacts {
    var title: String?
    var titleMode: String?
    var hidesBack = false
    var hidesBar = false
    var bars: [Node] = []
    var destinations: [ObjectIdentifier: @MainActor (AnyHashable, Scope) -> [Node]] = [:]

    func leads(to value: AnyHashable) -> Bool {
        destinations[ObjectIdentifier(type(of: value.base))] != nil
    }

    func destination(_ value: AnyHashable, _ place: Scope) -> [Node]? {
        destinations[ObjectIdentifier(type(of: value.base))].map { $0(value, place) }
    }
}

extension View {
    func page(_ change: @escaping @MainActor (PageFacts, Scope) -> Void) -> some View {
        ModifiedView(self) { content, scope in
            // The outermost says it last, and is the one that counts.
            let nodes = scope.inside("p").nodes(of: content)
            if let page = scope.page { change(page, scope) }
            return nodes
        }
    }

    /// Apple: documentation/swiftui/view/navigationdestination(for:destination:)
    public func navigationDestination<D: Hashable, C: View>(
        for data: D.Type,
        @ViewBuilder destination: @escaping (D) -> C
    ) -> some View {
        page { page, _ in
            page.destinations[ObjectIdentifier(data)] = { value, place in
                guard let value = value.base as? D else { return [] }
                return place.nodes(of: destination(value))
            }
        }
    }

    /// Apple: documentation/swiftui/view/navigationtitle(_:)
    public func navigationTitle<S: StringProtocol>(_ title: S) -> some View {
        let title = String(title)
        return page { page, _ in page.title = title }
    }

    /// Apple: documentation/swiftui/view/navigationbarbackbuttonhidden(_:)
    public func navigationBarBackButtonHidden(_ hidesBackButton: Bool = true) -> some View {
        page { page, _ in page.hidesBack = hidesBackButton }
    }
}
