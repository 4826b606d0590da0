/// Apple: documentation/swiftui/scrollview
public struct ScrollView<Content: View>: NodeView {
    private let axes: Axis.Set
    private let content: Content

    /// Apple: documentation/swiftui/scrollview/init(_:showsindicators:content:)
    public init(_ axes: Axis.Set = .vertical, @ViewBuilder content: () -> Content) {
        self.axes = axes
        self.content = content()
    }

    /// Stand-in only: what can be scrolled.
    public func nodes(in scope: Scope) -> [Node] {
        var attributes = scope.scrolling()
        attributes["axes"] = .text(axes.name)
        return [Node(id: scope.id, "scroll", attributes, scope.inScroll("c").nodes(of: content))]
    }
}

extension Scope {
    /// What is to be known of a list or whatever scrolls here. The refreshing is its, not that of what
    /// lies in it.
    func scrolling() -> [String: Node.Value?] {
        let lists = environment.lists
        if let refresh = lists.refresh { on(id, .refresh(refresh)) }
        return [
            "background": .name(lists.background == .automatic ? nil : lists.background),
            "keyboard": .text(lists.keyboardDismissal?.name),
            "refreshable": .flag(where: lists.refresh != nil),
        ]
    }
}

/// Apple: documentation/swiftui/visibility
public enum Visibility: CaseIterable, Hashable, Sendable {
    /// Apple: documentation/swiftui/visibility/automatic
    case automatic
    /// Apple: documentation/swiftui/visibility/visible
    case visible
    /// Apple: documentation/swiftui/visibility/hidden
    case hidden
}

/// Apple: documentation/swiftui/scrolldismisseskeyboardmode
public struct ScrollDismissesKeyboardMode: Sendable {
    let name: String

    /// Apple: documentation/swiftui/scrolldismisseskeyboardmode/immediately
    public static let immediately = ScrollDismissesKeyboardMode(name: "immediately")
    /// Apple: documentation/swiftui/scrolldismisseskeyboardmode/interactively
    public static let interactively = ScrollDismissesKeyboardMode(name: "interactively")
    /// Apple: documentation/swiftui/scrolldismisseskeyboardmode/never
    public static let never = ScrollDismissesKeyboardMode(name: "never")
}

extension View {
    /// Apple: documentation/swiftui/view/scrollcontentbackground(_:)
    public func scrollContentBackground(_ visibility: Visibility) -> some View {
        modified { $0.lists.background = visibility }
    }

    /// Apple: documentation/swiftui/view/scrolldismisseskeyboard(_:)
    public func scrollDismissesKeyboard(_ mode: ScrollDismissesKeyboardMode) -> some View {
        modified { $0.lists.keyboardDismissal = mode }
    }

    /// Apple: documentation/swiftui/view/refreshable(action:)
    public func refreshable(action: @escaping @Sendable () async -> Void) -> some View {
        modified { $0.lists.refresh = action }
    }
}
