/// Apple: documentation/swiftui/buttonstyle
@MainActor
@preconcurrency
public protocol ButtonStyle {
    /// Apple: documentation/swiftui/buttonstyle/body
    associatedtype Body: View

    /// Apple: documentation/swiftui/buttonstyle/configuration
    typealias Configuration = ButtonStyleConfiguration

    /// Apple: documentation/swiftui/buttonstyle/makebody(configuration:)
    @ViewBuilder func makeBody(configuration: Configuration) -> Body
}

/// Apple: documentation/swiftui/buttonstyleconfiguration
public struct ButtonStyleConfiguration {
    /// Apple: documentation/swiftui/buttonstyleconfiguration/label-swift.struct
    public struct Label: NodeView {
        let make: @MainActor (Scope) -> [Node]

        /// Stand-in only: the label of the button.
        public func nodes(in scope: Scope) -> [Node] { make(scope) }
    }

    /// Apple: documentation/swiftui/buttonstyleconfiguration/role
    public let role: ButtonRole?
    /// Apple: documentation/swiftui/buttonstyleconfiguration/label-swift.property
    public let label: Label
    /// Apple: documentation/swiftui/buttonstyleconfiguration/ispressed
    public let isPressed = false
}

/// Apple: documentation/swiftui/primitivebuttonstyle
@MainActor
@preconcurrency
public protocol PrimitiveButtonStyle {
    /// Stand-in only: its name.
    func name(in scope: Scope) -> String?
}

/// Apple: documentation/swiftui/defaultbuttonstyle
public struct DefaultButtonStyle: PrimitiveButtonStyle {
    /// Apple: documentation/swiftui/defaultbuttonstyle/init()
    public nonisolated init() {}

    /// Stand-in only: none.
    public func name(in scope: Scope) -> String? { nil }
}

/// Apple: documentation/swiftui/borderedbuttonstyle
public struct BorderedButtonStyle: PrimitiveButtonStyle {
    /// Apple: documentation/swiftui/borderedbuttonstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String? { "bordered" }
}

/// Apple: documentation/swiftui/borderedprominentbuttonstyle
public struct BorderedProminentButtonStyle: PrimitiveButtonStyle {
    /// Apple: documentation/swiftui/borderedprominentbuttonstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String? { "prominent" }
}

/// Apple: documentation/swiftui/plainbuttonstyle
public struct PlainButtonStyle: PrimitiveButtonStyle {
    /// Apple: documentation/swiftui/plainbuttonstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String? { "plain" }
}

/// Apple: documentation/swiftui/borderlessbuttonstyle
public struct BorderlessButtonStyle: PrimitiveButtonStyle {
    /// Apple: documentation/swiftui/borderlessbuttonstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String? { "borderless" }
}

extension PrimitiveButtonStyle where Self == DefaultButtonStyle {
    /// Apple: documentation/swiftui/primitivebuttonstyle/automatic
    public static var automatic: DefaultButtonStyle { DefaultButtonStyle() }
}

extension PrimitiveButtonStyle where Self == BorderedButtonStyle {
    /// Apple: documentation/swiftui/primitivebuttonstyle/bordered
    public static var bordered: BorderedButtonStyle { BorderedButtonStyle() }
}

extension PrimitiveButtonStyle where Self == BorderedProminentButtonStyle {
    /// Apple: documentation/swiftui/primitivebuttonstyle/borderedprominent
    public static var borderedProminent: BorderedProminentButtonStyle {
        BorderedProminentButtonStyle()
    }
}

extension PrimitiveButtonStyle where Self == PlainButtonStyle {
    /// Apple: documentation/swiftui/primitivebuttonstyle/plain
    public static var plain: PlainButtonStyle { PlainButtonStyle() }
}

extension PrimitiveButtonStyle where Self == BorderlessButtonStyle {
    /// Apple: documentation/swiftui/primitivebuttonstyle/borderless
    public static var borderless: BorderlessButtonStyle { BorderlessButtonStyle() }
}

extension View {
    /// Apple: documentation/swiftui/view/buttonstyle(_:)-66fbx
    public func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> some View {
        modified { $0.controls.button = .named(style) }
    }

    /// Apple: documentation/swiftui/view/buttonstyle(_:)-7qx1
    public func buttonStyle<S: ButtonStyle>(_ style: S) -> some View {
        modified { environment in
            environment.controls.button = .made { configuration, scope in
                scope.connect(style)
                return scope.nodes(of: style.makeBody(configuration: configuration))
            }
        }
    }
}
