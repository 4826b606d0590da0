import Foundation

/// How the phone and the app are just now.
struct Surroundings: Said {
    var scenePhase = ScenePhase.active
    var isCaptured = false
    var colorScheme = ColorScheme.light
    var contrast = ColorSchemeContrast.standard
    var typeSize = DynamicTypeSize.large
    var reducesMotion = false
    var differentiatesWithoutColour = false
    var reducesTransparency = false
    var hasVoiceOver = false
    var locale = Locale(identifier: "ja_JP")
    var calendar = Calendar(identifier: .gregorian)
    var timeZone = TimeZone(identifier: "Asia/Tokyo") ?? .gmt
    var openURL = OpenURLAction { _ in .discarded }
}

/// Apple: documentation/swiftui/scenephase
public enum ScenePhase: Comparable, Hashable, Sendable {
    /// Apple: documentation/swiftui/scenephase/background
    case background
    /// Apple: documentation/swiftui/scenephase/inactive
    case inactive
    /// Apple: documentation/swiftui/scenephase/active
    case active
}

/// Apple: documentation/swiftui/colorscheme
public enum ColorScheme: CaseIterable, Hashable, Sendable {
    /// Apple: documentation/swiftui/colorscheme/light
    case light
    /// Apple: documentation/swiftui/colorscheme/dark
    case dark
}

/// Apple: documentation/swiftui/colorschemecontrast
public enum ColorSchemeContrast: CaseIterable, Hashable, Sendable {
    /// Apple: documentation/swiftui/colorschemecontrast/standard
    case standard
    /// Apple: documentation/swiftui/colorschemecontrast/increased
    case increased
}

/// Apple: documentation/swiftui/openurlaction
@MainActor
@preconcurrency
public struct OpenURLAction: Sendable {
    /// Apple: documentation/swiftui/openurlaction/result
    public struct Result: Sendable, Equatable {
        private let name: String

        /// Apple: documentation/swiftui/openurlaction/result/handled
        public static let handled = Result(name: "handled")
        /// Apple: documentation/swiftui/openurlaction/result/discarded
        public static let discarded = Result(name: "discarded")
    }

    private let handler: @MainActor (URL) -> Result

    /// Apple: documentation/swiftui/openurlaction/init(handler:)
    public nonisolated init(handler: @escaping @MainActor (URL) -> Result) {
        self.handler = handler
    }

    /// Apple: documentation/swiftui/openurlaction/callasfunction(_:)
    public func callAsFunction(_ url: URL) {
        _ = handler(url)
    }
}

extension EnvironmentValues {
    /// Apple: documentation/swiftui/environmentvalues/scenephase
    public internal(set) var scenePhase: ScenePhase {
        get { surroundings.scenePhase }
        set { surroundings.scenePhase = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/isscenecaptured
    public internal(set) var isSceneCaptured: Bool {
        get { surroundings.isCaptured }
        set { surroundings.isCaptured = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/colorscheme
    public internal(set) var colorScheme: ColorScheme {
        get { surroundings.colorScheme }
        set { surroundings.colorScheme = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/colorschemecontrast
    public internal(set) var colorSchemeContrast: ColorSchemeContrast {
        get { surroundings.contrast }
        set { surroundings.contrast = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/accessibilityreducemotion
    public internal(set) var accessibilityReduceMotion: Bool {
        get { surroundings.reducesMotion }
        set { surroundings.reducesMotion = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/accessibilitydifferentiatewithoutcolor
    public internal(set) var accessibilityDifferentiateWithoutColor: Bool {
        get { surroundings.differentiatesWithoutColour }
        set { surroundings.differentiatesWithoutColour = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/accessibilityreducetransparency
    public internal(set) var accessibilityReduceTransparency: Bool {
        get { surroundings.reducesTransparency }
        set { surroundings.reducesTransparency = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/accessibilityvoiceoverenabled
    public internal(set) var accessibilityVoiceOverEnabled: Bool {
        get { surroundings.hasVoiceOver }
        set { surroundings.hasVoiceOver = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/locale
    public var locale: Locale {
        get { surroundings.locale }
        set { surroundings.locale = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/calendar
    public var calendar: Calendar {
        get { surroundings.calendar }
        set { surroundings.calendar = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/timezone
    public var timeZone: TimeZone {
        get { surroundings.timeZone }
        set { surroundings.timeZone = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/openurl
    public var openURL: OpenURLAction {
        get { surroundings.openURL }
        set { surroundings.openURL = newValue }
    }
}

extension View {
    /// Apple: documentation/swiftui/view/preferredcolorscheme(_:)
    public func preferredColorScheme(_ colorScheme: ColorScheme?) -> some View {
        ModifiedView(self) { content, scope in
            if let colorScheme, scope.isShown {
                scope.graph.pass.scheme = "\(colorScheme)"
            }
            var place = scope.inside("e")
            if let colorScheme { place.environment.colorScheme = colorScheme }
            return place.nodes(of: content)
        }
    }
}
