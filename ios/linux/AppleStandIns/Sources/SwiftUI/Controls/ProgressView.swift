/// Apple: documentation/swiftui/progressview
public struct ProgressView<Label: View>: NodeView {
    private let value: Double?
    private let label: Label

    fileprivate init(value: Double?, label: Label) {
        self.value = value
        self.label = label
    }

    /// Stand-in only: how far something has come, if that is known.
    public func nodes(in scope: Scope) -> [Node] {
        let title = scope.inside("label").nodes(of: label).words
        return [
            Node(
                id: scope.id,
                "progress",
                [
                    "value": .number(value),
                    "label": .text(title.isEmpty ? nil : title),
                    "labelHidden": .flag(where: scope.environment.controls.hidesLabels),
                    "style": .text(scope.environment.controls.progress?.name(in: scope)),
                    "size": .name(scope.environment.controls.size),
                    "tint": .text(scope.environment.look.tint?.colour(in: scope)),
                ]
            )
        ]
    }
}

extension ProgressView {
    /// Apple: documentation/swiftui/progressview/init(label:)
    public init(@ViewBuilder label: () -> Label) {
        self.init(value: nil, label: label())
    }

    /// Apple: documentation/swiftui/progressview/init(value:total:label:)
    public init<V: BinaryFloatingPoint>(
        value: V?,
        total: V = 1.0,
        @ViewBuilder label: () -> Label
    ) {
        self.init(value: value.map { min(max(Double($0 / total), 0), 1) }, label: label())
    }
}

extension ProgressView where Label == EmptyView {
    /// Apple: documentation/swiftui/progressview/init()
    public init() {
        self.init { EmptyView() }
    }

    /// Apple: documentation/swiftui/progressview/init(value:total:)
    public init<V: BinaryFloatingPoint>(value: V?, total: V = 1.0) {
        self.init(value: value, total: total) { EmptyView() }
    }
}

extension ProgressView where Label == Text {
    /// Apple: documentation/swiftui/progressview/init(_:)
    public init<S: StringProtocol>(_ title: S) {
        self.init { Text(title) }
    }

    /// Apple: documentation/swiftui/progressview/init(_:value:total:)
    public init<S: StringProtocol, V: BinaryFloatingPoint>(
        _ title: S,
        value: V?,
        total: V = 1.0
    ) {
        self.init(value: value, total: total) { Text(title) }
    }
}

/// Apple: documentation/swiftui/progressviewstyle
@MainActor
@preconcurrency
public protocol ProgressViewStyle {
    /// Stand-in only: its name.
    func name(in scope: Scope) -> String
}

/// Apple: documentation/swiftui/circularprogressviewstyle
public struct CircularProgressViewStyle: ProgressViewStyle {
    /// Apple: documentation/swiftui/circularprogressviewstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "circular" }
}

extension ProgressViewStyle where Self == CircularProgressViewStyle {
    /// Apple: documentation/swiftui/progressviewstyle/circular
    public static var circular: CircularProgressViewStyle { CircularProgressViewStyle() }
}

/// Apple: documentation/swiftui/linearprogressviewstyle
public struct LinearProgressViewStyle: ProgressViewStyle {
    /// Apple: documentation/swiftui/linearprogressviewstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "linear" }
}

extension ProgressViewStyle where Self == LinearProgressViewStyle {
    /// Apple: documentation/swiftui/progressviewstyle/linear
    public static var linear: LinearProgressViewStyle { LinearProgressViewStyle() }
}

extension View {
    /// Apple: documentation/swiftui/view/progressviewstyle(_:)
    public func progressViewStyle<S: ProgressViewStyle>(_ style: S) -> some View {
        modified { $0.controls.progress = style }
    }
}
