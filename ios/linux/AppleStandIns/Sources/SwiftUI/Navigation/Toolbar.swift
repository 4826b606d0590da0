/// Apple: documentation/swiftui/toolbarcontent
@MainActor
@preconcurrency
public protocol ToolbarContent {
    /// Apple: documentation/swiftui/toolbarcontent/body-swift.associatedtype
    associatedtype Body: ToolbarContent

    /// Apple: documentation/swiftui/toolbarcontent/body-swift.property
    @ToolbarContentBuilder var body: Body { get }

    /// Stand-in only: what goes into the bars of the page.
    func bars(in scope: Scope) -> [Node]
}

extension ToolbarContent {
    /// Stand-in only: what its body puts there.
    public func bars(in scope: Scope) -> [Node] {
        scope.connect(self)
        return body.bars(in: scope.inside("b"))
    }
}

extension Never: ToolbarContent {}

extension ToolbarContent where Body == Never {
    /// Apple: documentation/swiftui/toolbarcontent/body-swift.property
    public var body: Never {
        preconditionFailure("an item of the stand-in has no body")
    }
}

/// Apple: documentation/swiftui/toolbaritemplacement
public struct ToolbarItemPlacement: Sendable {
    let slot: Node.Kind

    /// Apple: documentation/swiftui/toolbaritemplacement/topbarleading
    public static let topBarLeading = ToolbarItemPlacement(slot: "leading")
    /// Apple: documentation/swiftui/toolbaritemplacement/topbartrailing
    public static let topBarTrailing = ToolbarItemPlacement(slot: "trailing")
    /// Apple: documentation/swiftui/toolbaritemplacement/bottombar
    public static let bottomBar = ToolbarItemPlacement(slot: "bottom")
    /// Apple: documentation/swiftui/toolbaritemplacement/principal
    public static let principal = ToolbarItemPlacement(slot: "principal")
    /// Apple: documentation/swiftui/toolbaritemplacement/confirmationaction
    public static let confirmationAction = ToolbarItemPlacement(slot: "trailing")
    /// Apple: documentation/swiftui/toolbaritemplacement/cancellationaction
    public static let cancellationAction = ToolbarItemPlacement(slot: "leading")
    /// Apple: documentation/swiftui/toolbaritemplacement/primaryaction
    public static let primaryAction = ToolbarItemPlacement(slot: "trailing")
}

/// Apple: documentation/swiftui/toolbaritem
public struct ToolbarItem<ID, Content: View>: ToolbarContent {
    private let placement: ToolbarItemPlacement
    private let content: Content

    /// Stand-in only: its content, in its place.
    public func bars(in scope: Scope) -> [Node] {
        [Node(id: scope.id, placement.slot, [:], scope.inside("c").nodes(of: content))]
    }
}

extension ToolbarItem where ID == Void {
    /// Apple: documentation/swiftui/toolbaritem/init(placement:content:)
    public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> Content) {
        self.placement = placement
        self.content = content()
    }
}

/// Apple: documentation/swiftui/toolbaritemgroup
public struct ToolbarItemGroup<Content: View>: ToolbarContent {
    private let placement: ToolbarItemPlacement
    private let content: Content

    /// Apple: documentation/swiftui/toolbaritemgroup/init(placement:content:)
    public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> Content) {
        self.placement = placement
        self.content = content()
    }

    /// Stand-in only: its members, each an item.
    public func bars(in scope: Scope) -> [Node] {
        scope.wrap(scope.inside("c").nodes(of: content), as: placement.slot)
    }
}

/// Apple: documentation/swiftui/toolbarplacement
public struct ToolbarPlacement: Sendable {
    /// Apple: documentation/swiftui/toolbarplacement/navigationbar
    public static let navigationBar = ToolbarPlacement()
}

/// Apple: documentation/swiftui/navigationbaritem
public struct NavigationBarItem: Sendable {
    /// Apple: documentation/swiftui/navigationbaritem/titledisplaymode
    public enum TitleDisplayMode: Sendable {
        /// Apple: documentation/swiftui/navigationbaritem/titledisplaymode/automatic
        case automatic
        /// Apple: documentation/swiftui/navigationbaritem/titledisplaymode/inline
        case inline
        /// Apple: documentation/swiftui/navigationbaritem/titledisplaymode/large
        case large
    }
}

extension View {
    /// Apple: documentation/swiftui/view/toolbar(content:)-7vdkx
    public func toolbar<Content: ToolbarContent>(
        @ToolbarContentBuilder content: () -> Content
    ) -> some View {
        let items = content()
        return page { page, scope in
            page.bars += items.bars(in: scope.inside("bar"))
        }
    }

    /// Apple: documentation/swiftui/view/toolbar(_:for:)
    public func toolbar(_ visibility: Visibility, for bars: ToolbarPlacement...) -> some View {
        page { page, _ in page.hidesBar = visibility == .hidden }
    }

    /// Apple: documentation/swiftui/view/navigationbartitledisplaymode(_:)
    public func navigationBarTitleDisplayMode(
        _ displayMode: NavigationBarItem.TitleDisplayMode
    ) -> some View {
        page { page, _ in
            page.titleMode = displayMode == .automatic ? nil : "\(displayMode)"
        }
    }
}
