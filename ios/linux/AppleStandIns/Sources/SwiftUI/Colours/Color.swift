import UIKit

/// Apple: documentation/swiftui/color
public struct Color: Hashable, Sendable {
    /// As it is called in the tree: a name, which is another colour by night, or `#rrggbb`; after it how
    /// much of it there is, where that is not all, as in `red@0.2`. One of our own that is another by
    /// night is both, `#rrggbb|#rrggbb`.
    let name: String

    init(name: String) {
        self.name = name
    }

    /// Apple: documentation/swiftui/color/init(uicolor:)
    public init(uiColor: UIColor) {
        name = uiColor.name
    }

    /// Apple: documentation/swiftui/color/init(_:)-6wvil
    public init(_ color: UIColor) {
        self.init(uiColor: color)
    }

    /// Apple: documentation/swiftui/color/init(_:red:green:blue:opacity:)
    public init(red: Double, green: Double, blue: Double) {
        self.init(uiColor: UIColor(red: red, green: green, blue: blue, alpha: 1))
    }

    /// Of two, the one for the scheme.
    private func name(in scheme: ColorScheme) -> String {
        let both = name.split(separator: "@", maxSplits: 1)
        let colours = both.first?.split(separator: "|") ?? []
        guard colours.count == 2 else { return name }
        let part = both.count == 2 ? "@\(both[1])" : ""
        return colours[scheme == .dark ? 1 : 0] + part
    }

    /// Apple: documentation/swiftui/color/opacity(_:)
    public func opacity(_ opacity: Double) -> Color {
        opacity >= 1 ? self : Color(name: "\(name)@\(opacity)")
    }

    /// Apple: documentation/swiftui/color/accentcolor
    public static let accentColor = Color(name: "accent")
    /// Apple: documentation/swiftui/color/primary
    public static let primary = Color(name: "primary")
    /// Apple: documentation/swiftui/color/secondary
    public static let secondary = Color(name: "secondary")
    /// Apple: documentation/swiftui/color/red
    public static let red = Color(name: "red")
    /// Apple: documentation/swiftui/color/orange
    public static let orange = Color(name: "orange")
    /// Apple: documentation/swiftui/color/yellow
    public static let yellow = Color(name: "yellow")
    /// Apple: documentation/swiftui/color/green
    public static let green = Color(name: "green")
    /// Apple: documentation/swiftui/color/mint
    public static let mint = Color(name: "mint")
    /// Apple: documentation/swiftui/color/teal
    public static let teal = Color(name: "teal")
    /// Apple: documentation/swiftui/color/cyan
    public static let cyan = Color(name: "cyan")
    /// Apple: documentation/swiftui/color/blue
    public static let blue = Color(name: "blue")
    /// Apple: documentation/swiftui/color/indigo
    public static let indigo = Color(name: "indigo")
    /// Apple: documentation/swiftui/color/purple
    public static let purple = Color(name: "purple")
    /// Apple: documentation/swiftui/color/pink
    public static let pink = Color(name: "pink")
    /// Apple: documentation/swiftui/color/brown
    public static let brown = Color(name: "brown")
    /// Apple: documentation/swiftui/color/gray
    public static let gray = Color(name: "gray")
    /// Apple: documentation/swiftui/color/black
    public static let black = Color(name: "black")
    /// Apple: documentation/swiftui/color/white
    public static let white = Color(name: "white")
    /// Apple: documentation/swiftui/color/clear
    public static let clear = Color(name: "clear")
}

extension Color: ShapeStyle {
    /// Stand-in only: its name.
    public func colour(in scope: Scope) -> String { name(in: scope.environment.colorScheme) }
}

extension Color: NodeView {
    /// Stand-in only: a surface of that colour.
    public func nodes(in scope: Scope) -> [Node] {
        [Node(id: scope.id, "shape", ["shape": "rectangle", "fill": .text(colour(in: scope))])]
    }
}

extension ShapeStyle where Self == Color {
    /// Apple: documentation/swiftui/shapestyle/red
    public static var red: Color { .red }
    /// Apple: documentation/swiftui/shapestyle/orange
    public static var orange: Color { .orange }
    /// Apple: documentation/swiftui/shapestyle/yellow
    public static var yellow: Color { .yellow }
    /// Apple: documentation/swiftui/shapestyle/green
    public static var green: Color { .green }
    /// Apple: documentation/swiftui/shapestyle/mint
    public static var mint: Color { .mint }
    /// Apple: documentation/swiftui/shapestyle/teal
    public static var teal: Color { .teal }
    /// Apple: documentation/swiftui/shapestyle/cyan
    public static var cyan: Color { .cyan }
    /// Apple: documentation/swiftui/shapestyle/blue
    public static var blue: Color { .blue }
    /// Apple: documentation/swiftui/shapestyle/indigo
    public static var indigo: Color { .indigo }
    /// Apple: documentation/swiftui/shapestyle/purple
    public static var purple: Color { .purple }
    /// Apple: documentation/swiftui/shapestyle/pink
    public static var pink: Color { .pink }
    /// Apple: documentation/swiftui/shapestyle/brown
    public static var brown: Color { .brown }
    /// Apple: documentation/swiftui/shapestyle/gray
    public static var gray: Color { .gray }
    /// Apple: documentation/swiftui/shapestyle/black
    public static var black: Color { .black }
    /// Apple: documentation/swiftui/shapestyle/white
    public static var white: Color { .white }
    /// Apple: documentation/swiftui/shapestyle/clear
    public static var clear: Color { .clear }
}
