/// Apple: documentation/uikit/uiuserinterfacestyle
public enum UIUserInterfaceStyle: Int, Sendable {
    /// Apple: documentation/uikit/uiuserinterfacestyle/unspecified
    case unspecified = 0
    /// Apple: documentation/uikit/uiuserinterfacestyle/light
    case light
    /// Apple: documentation/uikit/uiuserinterfacestyle/dark
    case dark
}

/// Apple: documentation/uikit/uitraitcollection
public final class UITraitCollection: Sendable {
    /// Apple: documentation/uikit/uitraitcollection/userinterfacestyle
    public let userInterfaceStyle: UIUserInterfaceStyle

    /// Apple: documentation/uikit/uitraitcollection/init(userinterfacestyle:)
    public init(userInterfaceStyle: UIUserInterfaceStyle) {
        self.userInterfaceStyle = userInterfaceStyle
    }
}
