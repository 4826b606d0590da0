import Foundation

/// Stand-in only: how the phone is set up, and what just happens to it.
extension Graph {
    /// Stand-in only: whether the app is in front.
    public var phase: ScenePhase {
        get { environment.scenePhase }
        set { environment.scenePhase = newValue }
    }

    /// Stand-in only: whether the screen is recorded or mirrored.
    public var isCaptured: Bool {
        get { environment.isSceneCaptured }
        set { environment.isSceneCaptured = newValue }
    }

    /// Stand-in only: how large text is.
    public var typeSize: DynamicTypeSize {
        get { environment.dynamicTypeSize }
        set { environment.dynamicTypeSize = newValue }
    }

    /// Stand-in only: whether it is light or dark.
    public var colorScheme: ColorScheme {
        get { environment.colorScheme }
        set { environment.colorScheme = newValue }
    }

    /// Stand-in only: whether colours are to be told apart well.
    public var colorSchemeContrast: ColorSchemeContrast {
        get { environment.colorSchemeContrast }
        set { environment.colorSchemeContrast = newValue }
    }

    /// Stand-in only: whether little is to move.
    public var reducesMotion: Bool {
        get { environment.accessibilityReduceMotion }
        set { environment.accessibilityReduceMotion = newValue }
    }

    /// Stand-in only: whether little is to shine through.
    public var reducesTransparency: Bool {
        get { environment.accessibilityReduceTransparency }
        set { environment.accessibilityReduceTransparency = newValue }
    }

    /// Stand-in only: whether colours alone are to say nothing.
    public var differentiatesWithoutColor: Bool {
        get { environment.accessibilityDifferentiateWithoutColor }
        set { environment.accessibilityDifferentiateWithoutColor = newValue }
    }

    /// Stand-in only: whether VoiceOver speaks.
    public var hasVoiceOver: Bool {
        get { environment.accessibilityVoiceOverEnabled }
        set { environment.accessibilityVoiceOverEnabled = newValue }
    }
}

extension DynamicTypeSize {
    /// Stand-in only: the size of a name, such as `accessibility3`.
    public init?(named name: String) {
        guard let size = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = size
    }
}

extension ColorScheme {
    /// Stand-in only: `light` or `dark`.
    public init?(named name: String) {
        guard let scheme = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = scheme
    }
}
