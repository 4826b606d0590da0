/// Apple: documentation/swiftui/pickerstyle
@MainActor
@preconcurrency
public protocol PickerStyle {
    /// Stand-in only: its name.
    func name(in scope: Scope) -> String
}

/// Apple: documentation/swiftui/menupickerstyle
public struct MenuPickerStyle: PickerStyle {
    /// Apple: documentation/swiftui/menupickerstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "menu" }
}

extension PickerStyle where Self == MenuPickerStyle {
    /// Apple: documentation/swiftui/pickerstyle/menu
    public static var menu: MenuPickerStyle { MenuPickerStyle() }
}

/// Apple: documentation/swiftui/segmentedpickerstyle
public struct SegmentedPickerStyle: PickerStyle {
    /// Apple: documentation/swiftui/segmentedpickerstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "segmented" }
}

extension PickerStyle where Self == SegmentedPickerStyle {
    /// Apple: documentation/swiftui/pickerstyle/segmented
    public static var segmented: SegmentedPickerStyle { SegmentedPickerStyle() }
}

/// Apple: documentation/swiftui/inlinepickerstyle
public struct InlinePickerStyle: PickerStyle {
    /// Apple: documentation/swiftui/inlinepickerstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "inline" }
}

extension PickerStyle where Self == InlinePickerStyle {
    /// Apple: documentation/swiftui/pickerstyle/inline
    public static var inline: InlinePickerStyle { InlinePickerStyle() }
}

/// Apple: documentation/swiftui/wheelpickerstyle
public struct WheelPickerStyle: PickerStyle {
    /// Apple: documentation/swiftui/wheelpickerstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "wheel" }
}

extension PickerStyle where Self == WheelPickerStyle {
    /// Apple: documentation/swiftui/pickerstyle/wheel
    public static var wheel: WheelPickerStyle { WheelPickerStyle() }
}

extension View {
    /// Apple: documentation/swiftui/view/pickerstyle(_:)
    public func pickerStyle<S: PickerStyle>(_ style: S) -> some View {
        modified { $0.controls.picker = style }
    }
}
