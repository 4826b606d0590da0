/// Apple: documentation/swiftui/label
public struct Label<Title: View, Icon: View>: NodeView {
    private let title: Title
    private let icon: Icon

    /// Apple: documentation/swiftui/label/init(title:icon:)
    public init(@ViewBuilder title: () -> Title, @ViewBuilder icon: () -> Icon) {
        self.title = title()
        self.icon = icon()
    }

    /// Apple: documentation/swiftui/label/init(_:systemimage:)
    public init<S: StringProtocol>(_ title: S, systemImage name: String)
    where Title == Text, Icon == Image {
        self.init {
            Text(title)
        } icon: {
            Image(systemName: name)
        }
    }

    /// Stand-in only: the symbol beside the text, or one of them. The symbol says nothing that the text
    /// does not: where the text is not to be seen, it is what the symbol is called.
    public func nodes(in scope: Scope) -> [Node] {
        var iconScope = scope.inside("icon")
        iconScope.environment.look.isDecorative = true
        let icon = iconScope.nodes(of: icon)
        let title = scope.inside("title").nodes(of: title)
        switch scope.environment.controls.label?.name(in: scope) {
        case "title":
            return title
        case "icon":
            return scope.wrap(icon, as: "accessible", ["label": .text(title.words)])
        default:
            return [Node(id: scope.id, "row", ["label": true], icon + title)]
        }
    }
}

/// Apple: documentation/swiftui/labelstyle
@MainActor
@preconcurrency
public protocol LabelStyle {
    /// Stand-in only: what there is of the label: `title`, `icon` or both.
    func name(in scope: Scope) -> String
}

/// Apple: documentation/swiftui/titleandiconlabelstyle
public struct TitleAndIconLabelStyle: LabelStyle {
    /// Apple: documentation/swiftui/titleandiconlabelstyle/init()
    public nonisolated init() {}

    /// Stand-in only: both.
    public func name(in scope: Scope) -> String { "both" }
}

/// Apple: documentation/swiftui/titleonlylabelstyle
public struct TitleOnlyLabelStyle: LabelStyle {
    /// Apple: documentation/swiftui/titleonlylabelstyle/init()
    public nonisolated init() {}

    /// Stand-in only: the text.
    public func name(in scope: Scope) -> String { "title" }
}

/// Apple: documentation/swiftui/icononlylabelstyle
public struct IconOnlyLabelStyle: LabelStyle {
    /// Apple: documentation/swiftui/icononlylabelstyle/init()
    public nonisolated init() {}

    /// Stand-in only: the symbol.
    public func name(in scope: Scope) -> String { "icon" }
}

extension LabelStyle where Self == TitleAndIconLabelStyle {
    /// Apple: documentation/swiftui/labelstyle/titleandicon
    public static var titleAndIcon: TitleAndIconLabelStyle { TitleAndIconLabelStyle() }
}

extension LabelStyle where Self == TitleOnlyLabelStyle {
    /// Apple: documentation/swiftui/labelstyle/titleonly
    public static var titleOnly: TitleOnlyLabelStyle { TitleOnlyLabelStyle() }
}

extension LabelStyle where Self == IconOnlyLabelStyle {
    /// Apple: documentation/swiftui/labelstyle/icononly
    public static var iconOnly: IconOnlyLabelStyle { IconOnlyLabelStyle() }
}

extension View {
    /// Apple: documentation/swiftui/view/labelstyle(_:)
    public func labelStyle<S: LabelStyle>(_ style: S) -> some View {
        modified { $0.controls.label = style }
    }
}
