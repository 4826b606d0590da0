/// Apple: documentation/swiftui/shapestyle
public protocol ShapeStyle: Sendable {
    /// Stand-in only: the name of the colour, or `#rrggbb`.
    @MainActor func colour(in scope: Scope) -> String
}

/// Apple: documentation/swiftui/anyshapestyle
public struct AnyShapeStyle: ShapeStyle {
    private let style: any ShapeStyle

    /// Apple: documentation/swiftui/anyshapestyle/init(_:)
    public init<S: ShapeStyle>(_ style: S) {
        self.style = style
    }

    /// Stand-in only: that of the style in it.
    public func colour(in scope: Scope) -> String { style.colour(in: scope) }
}

/// Apple: documentation/swiftui/hierarchicalshapestyle
public struct HierarchicalShapeStyle: ShapeStyle {
    private let name: String

    /// Apple: documentation/swiftui/hierarchicalshapestyle/primary
    public static let primary = HierarchicalShapeStyle(name: "primary")
    /// Apple: documentation/swiftui/hierarchicalshapestyle/secondary
    public static let secondary = HierarchicalShapeStyle(name: "secondary")
    /// Apple: documentation/swiftui/hierarchicalshapestyle/tertiary
    public static let tertiary = HierarchicalShapeStyle(name: "tertiary")
    /// Apple: documentation/swiftui/hierarchicalshapestyle/quaternary
    public static let quaternary = HierarchicalShapeStyle(name: "quaternary")

    /// Stand-in only: its name.
    public func colour(in scope: Scope) -> String { name }
}

extension ShapeStyle where Self == HierarchicalShapeStyle {
    /// Apple: documentation/swiftui/shapestyle/primary
    public static var primary: HierarchicalShapeStyle { .primary }
    /// Apple: documentation/swiftui/shapestyle/secondary
    public static var secondary: HierarchicalShapeStyle { .secondary }
    /// Apple: documentation/swiftui/shapestyle/tertiary
    public static var tertiary: HierarchicalShapeStyle { .tertiary }
    /// Apple: documentation/swiftui/shapestyle/quaternary
    public static var quaternary: HierarchicalShapeStyle { .quaternary }
}

/// Apple: documentation/swiftui/tintshapestyle
public struct TintShapeStyle: ShapeStyle {
    /// Apple: documentation/swiftui/tintshapestyle/init()
    public init() {}

    /// Stand-in only: the tint that was set, or the accent of the app.
    public func colour(in scope: Scope) -> String {
        (scope.environment.look.tint ?? .accentColor).colour(in: scope)
    }
}

extension ShapeStyle where Self == TintShapeStyle {
    /// Apple: documentation/swiftui/shapestyle/tint
    public static var tint: TintShapeStyle { TintShapeStyle() }
}

/// Apple: documentation/swiftui/backgroundstyle
public struct BackgroundStyle: ShapeStyle {
    /// Apple: documentation/swiftui/backgroundstyle/init()
    public init() {}

    /// Stand-in only: what lies behind all.
    public func colour(in scope: Scope) -> String { "background" }
}

extension ShapeStyle where Self == BackgroundStyle {
    /// Apple: documentation/swiftui/shapestyle/background
    public static var background: BackgroundStyle { BackgroundStyle() }
}

/// Apple: documentation/swiftui/separatorshapestyle
public struct SeparatorShapeStyle: ShapeStyle {
    /// Apple: documentation/swiftui/separatorshapestyle/init()
    public init() {}

    /// Stand-in only: that of thin lines.
    public func colour(in scope: Scope) -> String { "separator" }
}

extension ShapeStyle where Self == SeparatorShapeStyle {
    /// Apple: documentation/swiftui/shapestyle/separator
    public static var separator: SeparatorShapeStyle { SeparatorShapeStyle() }
}

/// Apple: documentation/swiftui/material
public struct Material: ShapeStyle {
    private let name: String

    /// Apple: documentation/swiftui/material/regular
    public static let regular = Material(name: "regularMaterial")
    /// Apple: documentation/swiftui/material/thick
    public static let thick = Material(name: "thickMaterial")
    /// Apple: documentation/swiftui/material/bar
    public static let bar = Material(name: "bar")

    /// Stand-in only: its name.
    public func colour(in scope: Scope) -> String { name }
}

extension ShapeStyle where Self == Material {
    /// Apple: documentation/swiftui/shapestyle/regularmaterial
    public static var regularMaterial: Material { .regular }
    /// Apple: documentation/swiftui/shapestyle/thickmaterial
    public static var thickMaterial: Material { .thick }
    /// Apple: documentation/swiftui/shapestyle/bar
    public static var bar: Material { .bar }
}

extension View {
    /// Apple: documentation/swiftui/view/foregroundstyle(_:)
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View {
        modified { $0.look.foreground = style }
    }

    /// Apple: documentation/swiftui/view/tint(_:)-93mfq
    public func tint(_ tint: Color?) -> some View {
        modified { $0.look.tint = tint }
    }
}
