import Foundation

/// Apple: documentation/uikit/uicolor
public final class UIColor: Sendable {
    /// As it is called in the tree of what is to be seen.
    package let name: String

    private init(_ name: String) {
        self.name = name
    }

    /// Apple: documentation/uikit/uicolor/init(red:green:blue:alpha:)
    public convenience init(red: CGFloat, green: CGFloat, blue: CGFloat, alpha: CGFloat) {
        let parts = [red, green, blue].map { part in
            let text = String(Int((min(max(part, 0), 1) * 255).rounded()), radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        self.init("#" + parts.joined() + (alpha >= 1 ? "" : "@\(alpha)"))
    }

    /// Apple: documentation/uikit/uicolor/init(dynamicprovider:)
    public convenience init(dynamicProvider: @escaping @Sendable (UITraitCollection) -> UIColor) {
        let both = [UIUserInterfaceStyle.light, .dark].map {
            dynamicProvider(UITraitCollection(userInterfaceStyle: $0)).name
        }
        self.init(both.joined(separator: "|"))
    }

    /// Apple: documentation/uikit/uicolor/label
    public static let label = UIColor("primary")
    /// Apple: documentation/uikit/uicolor/secondarylabel
    public static let secondaryLabel = UIColor("secondary")
    /// Apple: documentation/uikit/uicolor/tertiarylabel
    public static let tertiaryLabel = UIColor("tertiary")
    /// Apple: documentation/uikit/uicolor/systembackground
    public static let systemBackground = UIColor("background")
    /// Apple: documentation/uikit/uicolor/secondarysystembackground
    public static let secondarySystemBackground = UIColor("secondaryBackground")
    /// Apple: documentation/uikit/uicolor/tertiarysystembackground
    public static let tertiarySystemBackground = UIColor("tertiaryBackground")
    /// Apple: documentation/uikit/uicolor/systemgroupedbackground
    public static let systemGroupedBackground = UIColor("groupedBackground")
    /// Apple: documentation/uikit/uicolor/secondarysystemgroupedbackground
    public static let secondarySystemGroupedBackground = UIColor("secondaryGroupedBackground")
    /// Apple: documentation/uikit/uicolor/tertiarysystemgroupedbackground
    public static let tertiarySystemGroupedBackground = UIColor("tertiaryGroupedBackground")
    /// Apple: documentation/uikit/uicolor/separator
    public static let separator = UIColor("separator")
    /// Apple: documentation/uikit/uicolor/systemfill
    public static let systemFill = UIColor("fill")
    /// Apple: documentation/uikit/uicolor/secondarysystemfill
    public static let secondarySystemFill = UIColor("secondaryFill")
    /// Apple: documentation/uikit/uicolor/tertiarysystemfill
    public static let tertiarySystemFill = UIColor("tertiaryFill")
    /// Apple: documentation/uikit/uicolor/systemred
    public static let systemRed = UIColor("red")
    /// Apple: documentation/uikit/uicolor/systemorange
    public static let systemOrange = UIColor("orange")
    /// Apple: documentation/uikit/uicolor/systemyellow
    public static let systemYellow = UIColor("yellow")
    /// Apple: documentation/uikit/uicolor/systemgreen
    public static let systemGreen = UIColor("green")
    /// Apple: documentation/uikit/uicolor/systemblue
    public static let systemBlue = UIColor("blue")
    /// Apple: documentation/uikit/uicolor/systemgray
    public static let systemGray = UIColor("gray")
    /// Apple: documentation/uikit/uicolor/systemgray2
    public static let systemGray2 = UIColor("gray2")
    /// Apple: documentation/uikit/uicolor/systemgray3
    public static let systemGray3 = UIColor("gray3")
    /// Apple: documentation/uikit/uicolor/systemgray4
    public static let systemGray4 = UIColor("gray4")
    /// Apple: documentation/uikit/uicolor/systemgray5
    public static let systemGray5 = UIColor("gray5")
    /// Apple: documentation/uikit/uicolor/systemgray6
    public static let systemGray6 = UIColor("gray6")
}
