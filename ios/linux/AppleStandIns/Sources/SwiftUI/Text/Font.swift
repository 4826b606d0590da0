/// Apple: documentation/swiftui/font
public struct Font: Hashable, Sendable {
    var style: TextStyle
    var design: Design?
    var weight: Weight?
    var hasMonospacedDigits = false

    /// Apple: documentation/swiftui/font/textstyle
    public enum TextStyle: CaseIterable, Hashable, Sendable {
        /// Apple: documentation/swiftui/font/textstyle/largetitle
        case largeTitle
        /// Apple: documentation/swiftui/font/textstyle/title
        case title
        /// Apple: documentation/swiftui/font/textstyle/title2
        case title2
        /// Apple: documentation/swiftui/font/textstyle/title3
        case title3
        /// Apple: documentation/swiftui/font/textstyle/headline
        case headline
        /// Apple: documentation/swiftui/font/textstyle/subheadline
        case subheadline
        /// Apple: documentation/swiftui/font/textstyle/body
        case body
        /// Apple: documentation/swiftui/font/textstyle/callout
        case callout
        /// Apple: documentation/swiftui/font/textstyle/footnote
        case footnote
        /// Apple: documentation/swiftui/font/textstyle/caption
        case caption
        /// Apple: documentation/swiftui/font/textstyle/caption2
        case caption2
    }

    /// Apple: documentation/swiftui/font/weight
    public struct Weight: Hashable, Sendable {
        let name: String

        /// Apple: documentation/swiftui/font/weight/light
        public static let light = Weight(name: "light")
        /// Apple: documentation/swiftui/font/weight/regular
        public static let regular = Weight(name: "regular")
        /// Apple: documentation/swiftui/font/weight/medium
        public static let medium = Weight(name: "medium")
        /// Apple: documentation/swiftui/font/weight/semibold
        public static let semibold = Weight(name: "semibold")
        /// Apple: documentation/swiftui/font/weight/bold
        public static let bold = Weight(name: "bold")
        /// Apple: documentation/swiftui/font/weight/heavy
        public static let heavy = Weight(name: "heavy")
    }

    /// Apple: documentation/swiftui/font/design
    public enum Design: Hashable, Sendable {
        /// Apple: documentation/swiftui/font/design/default
        case `default`
        /// Apple: documentation/swiftui/font/design/monospaced
        case monospaced
        /// Apple: documentation/swiftui/font/design/rounded
        case rounded
        /// Apple: documentation/swiftui/font/design/serif
        case serif
    }

    /// Apple: documentation/swiftui/font/largetitle
    public static let largeTitle = Font(style: .largeTitle)
    /// Apple: documentation/swiftui/font/title
    public static let title = Font(style: .title)
    /// Apple: documentation/swiftui/font/title2
    public static let title2 = Font(style: .title2)
    /// Apple: documentation/swiftui/font/title3
    public static let title3 = Font(style: .title3)
    /// Apple: documentation/swiftui/font/headline
    public static let headline = Font(style: .headline)
    /// Apple: documentation/swiftui/font/subheadline
    public static let subheadline = Font(style: .subheadline)
    /// Apple: documentation/swiftui/font/body
    public static let body = Font(style: .body)
    /// Apple: documentation/swiftui/font/callout
    public static let callout = Font(style: .callout)
    /// Apple: documentation/swiftui/font/footnote
    public static let footnote = Font(style: .footnote)
    /// Apple: documentation/swiftui/font/caption
    public static let caption = Font(style: .caption)
    /// Apple: documentation/swiftui/font/caption2
    public static let caption2 = Font(style: .caption2)

    /// Apple: documentation/swiftui/font/system(_:design:weight:)
    public static func system(
        _ style: TextStyle,
        design: Design? = nil,
        weight: Weight? = nil
    ) -> Font {
        Font(style: style, design: design, weight: weight)
    }

    /// Apple: documentation/swiftui/font/weight(_:)
    public func weight(_ weight: Weight) -> Font {
        var font = self
        font.weight = weight
        return font
    }

    /// Apple: documentation/swiftui/font/bold()
    public func bold() -> Font { weight(.bold) }

    /// Apple: documentation/swiftui/font/monospaced()
    public func monospaced() -> Font {
        var font = self
        font.design = .monospaced
        return font
    }

    /// Apple: documentation/swiftui/font/monospaceddigit()
    public func monospacedDigit() -> Font {
        var font = self
        font.hasMonospacedDigits = true
        return font
    }
}
