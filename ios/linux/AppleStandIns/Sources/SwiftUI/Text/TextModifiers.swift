import Foundation

extension EnvironmentValues {
    /// Apple: documentation/swiftui/environmentvalues/font
    public var font: Font? {
        get { look.font }
        set { look.font = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/multilinetextalignment
    public var multilineTextAlignment: TextAlignment {
        get { look.alignment }
        set { look.alignment = newValue }
    }
}

extension View {
    /// Apple: documentation/swiftui/view/font(_:)
    public func font(_ font: Font?) -> some View {
        modified { $0.look.font = font }
    }

    /// Apple: documentation/swiftui/view/fontweight(_:)
    public func fontWeight(_ weight: Font.Weight?) -> some View {
        modified { $0.look.weight = weight }
    }

    /// Apple: documentation/swiftui/view/bold(_:)
    public func bold(_ isActive: Bool = true) -> some View {
        fontWeight(isActive ? .bold : nil)
    }

    /// Apple: documentation/swiftui/view/fontdesign(_:)
    public func fontDesign(_ design: Font.Design?) -> some View {
        modified { $0.look.design = design }
    }

    /// Apple: documentation/swiftui/view/monospaced(_:)
    public func monospaced(_ isActive: Bool = true) -> some View {
        fontDesign(isActive ? .monospaced : nil)
    }

    /// Apple: documentation/swiftui/view/monospaceddigit()
    public func monospacedDigit() -> some View {
        modified { $0.look.hasMonospacedDigits = true }
    }

    /// Apple: documentation/swiftui/view/multilinetextalignment(_:)
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View {
        modified { $0.look.alignment = alignment }
    }

    /// Apple: documentation/swiftui/view/typesettinglanguage(_:isenabled:)
    public func typesettingLanguage(
        _ language: Locale.Language,
        isEnabled: Bool = true
    ) -> some View {
        modified {
            if isEnabled { $0.look.typesetting = language.minimalIdentifier }
        }
    }

    /// Apple: documentation/swiftui/view/textselection(_:)
    public func textSelection<S: TextSelectability>(_ selectability: S) -> some View {
        modified { $0.look.isSelectable = S.allowsSelection }
    }
}

/// Apple: documentation/swiftui/textselectability
public protocol TextSelectability {
    /// Apple: documentation/swiftui/textselectability/allowsselection
    static var allowsSelection: Bool { get }
}

/// Apple: documentation/swiftui/enabledtextselectability
public struct EnabledTextSelectability: TextSelectability {
    /// Apple: documentation/swiftui/enabledtextselectability/allowsselection
    public static let allowsSelection = true
}

/// Apple: documentation/swiftui/disabledtextselectability
public struct DisabledTextSelectability: TextSelectability {
    /// Apple: documentation/swiftui/disabledtextselectability/allowsselection
    public static let allowsSelection = false
}

extension TextSelectability where Self == EnabledTextSelectability {
    /// Apple: documentation/swiftui/textselectability/enabled
    public static var enabled: EnabledTextSelectability { EnabledTextSelectability() }
}

extension TextSelectability where Self == DisabledTextSelectability {
    /// Apple: documentation/swiftui/textselectability/disabled
    public static var disabled: DisabledTextSelectability { DisabledTextSelectability() }
}
