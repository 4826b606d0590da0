/// Apple: documentation/swiftui/horizontalalignment
public struct HorizontalAlignment: Equatable, Sendable {
    let name: String

    /// Apple: documentation/swiftui/horizontalalignment/leading
    public static let leading = HorizontalAlignment(name: "leading")
    /// Apple: documentation/swiftui/horizontalalignment/center
    public static let center = HorizontalAlignment(name: "center")
    /// Apple: documentation/swiftui/horizontalalignment/trailing
    public static let trailing = HorizontalAlignment(name: "trailing")
}

/// Apple: documentation/swiftui/verticalalignment
public struct VerticalAlignment: Equatable, Sendable {
    let name: String

    /// Apple: documentation/swiftui/verticalalignment/top
    public static let top = VerticalAlignment(name: "top")
    /// Apple: documentation/swiftui/verticalalignment/center
    public static let center = VerticalAlignment(name: "center")
    /// Apple: documentation/swiftui/verticalalignment/bottom
    public static let bottom = VerticalAlignment(name: "bottom")
    /// Apple: documentation/swiftui/verticalalignment/firsttextbaseline
    public static let firstTextBaseline = VerticalAlignment(name: "baseline")
}

/// Apple: documentation/swiftui/alignment
public struct Alignment: Equatable, Sendable {
    /// Apple: documentation/swiftui/alignment/horizontal
    public var horizontal: HorizontalAlignment
    /// Apple: documentation/swiftui/alignment/vertical
    public var vertical: VerticalAlignment

    /// Apple: documentation/swiftui/alignment/init(horizontal:vertical:)
    public init(horizontal: HorizontalAlignment, vertical: VerticalAlignment) {
        self.horizontal = horizontal
        self.vertical = vertical
    }

    /// Apple: documentation/swiftui/alignment/center
    public static let center = Alignment(horizontal: .center, vertical: .center)
    /// Apple: documentation/swiftui/alignment/leading
    public static let leading = Alignment(horizontal: .leading, vertical: .center)
    /// Apple: documentation/swiftui/alignment/trailing
    public static let trailing = Alignment(horizontal: .trailing, vertical: .center)
    /// Apple: documentation/swiftui/alignment/top
    public static let top = Alignment(horizontal: .center, vertical: .top)
    /// Apple: documentation/swiftui/alignment/bottom
    public static let bottom = Alignment(horizontal: .center, vertical: .bottom)
    /// Apple: documentation/swiftui/alignment/topleading
    public static let topLeading = Alignment(horizontal: .leading, vertical: .top)
    /// Apple: documentation/swiftui/alignment/toptrailing
    public static let topTrailing = Alignment(horizontal: .trailing, vertical: .top)
    /// Apple: documentation/swiftui/alignment/bottomleading
    public static let bottomLeading = Alignment(horizontal: .leading, vertical: .bottom)
    /// Apple: documentation/swiftui/alignment/bottomtrailing
    public static let bottomTrailing = Alignment(horizontal: .trailing, vertical: .bottom)
}

extension Alignment {
    /// `center`, `leading`, `top`, `topLeading` and so on.
    var name: String {
        switch (vertical, horizontal) {
        case (.center, let side): side.name
        case (let edge, .center): edge.name
        case (let edge, let side): edge.name + side.name.capitalized
        }
    }
}
