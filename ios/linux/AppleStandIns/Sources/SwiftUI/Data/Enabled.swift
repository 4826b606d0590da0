private struct EnabledKey: EnvironmentKey {
    static let defaultValue = true
}

extension EnvironmentValues {
    /// Apple: documentation/swiftui/environmentvalues/isenabled
    public var isEnabled: Bool {
        get { self[EnabledKey.self] }
        set { self[EnabledKey.self] = newValue }
    }
}

extension View {
    /// Apple: documentation/swiftui/view/disabled(_:)
    public func disabled(_ disabled: Bool) -> some View {
        modified { $0.isEnabled = $0.isEnabled && !disabled }
    }
}
