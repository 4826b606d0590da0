/// Apple: documentation/swiftui/focusstate
@propertyWrapper
public struct FocusState<Value: Hashable>: DynamicProperty {
    /// Apple: documentation/swiftui/focusstate/binding
    @propertyWrapper
    public struct Binding {
        let state: SwiftUI.Binding<Value>
        let none: Value

        /// Apple: documentation/swiftui/focusstate/binding/wrappedvalue
        public var wrappedValue: Value {
            get { state.wrappedValue }
            nonmutating set { state.wrappedValue = newValue }
        }

        /// Apple: documentation/swiftui/focusstate/binding/projectedvalue
        public var projectedValue: Binding { self }
    }

    private let state: State<Value>
    private let none: Value

    /// Apple: documentation/swiftui/focusstate/init()-4rkoz
    public init() where Value == Bool {
        state = State(wrappedValue: false)
        none = false
    }

    /// Apple: documentation/swiftui/focusstate/init()-8jb2m
    public init<T: Hashable>() where Value == T? {
        state = State(wrappedValue: nil)
        none = nil
    }

    /// Apple: documentation/swiftui/focusstate/wrappedvalue
    public var wrappedValue: Value {
        get { state.wrappedValue }
        nonmutating set { state.wrappedValue = newValue }
    }

    /// Apple: documentation/swiftui/focusstate/projectedvalue
    public var projectedValue: Binding { Binding(state: state.projectedValue, none: none) }
}

extension FocusState: ConnectedProperty {
    func connect(_ name: String, in scope: Scope) {
        state.connect(name, in: scope)
    }
}

extension View {
    /// Apple: documentation/swiftui/view/focused(_:equals:)
    public func focused<Value: Hashable>(
        _ binding: FocusState<Value>.Binding,
        equals value: Value
    ) -> some View {
        focused(binding, on: value)
    }

    /// Apple: documentation/swiftui/view/focusable(_:)
    public func focusable(_ isFocusable: Bool = true) -> some View {
        mapped { node, scope in
            node.with("focusable", .flag(where: isFocusable && scope.environment.isEnabled))
        }
    }

    /// Apple: documentation/swiftui/view/focused(_:)
    public func focused(_ condition: FocusState<Bool>.Binding) -> some View {
        focused(condition, on: true)
    }

    private func focused<Value: Hashable>(
        _ binding: FocusState<Value>.Binding,
        on value: Value
    ) -> some View {
        ModifiedView(self) { content, scope in
            let nodes = scope.inside("f").nodes(of: content)
            if let field = nodes.lazy.flatMap(\.all).first(where: \.takesFocus) {
                scope.graph.focusable(
                    Focusable(
                        node: field.id,
                        hasFocus: { binding.wrappedValue == value },
                        take: { binding.wrappedValue = value },
                        lose: { binding.wrappedValue = binding.none }
                    )
                )
            }
            return nodes
        }
    }
}

/// A control whose focus a view knows of.
struct Focusable {
    let node: String
    let hasFocus: @MainActor () -> Bool
    let take: @MainActor () -> Void
    let lose: @MainActor () -> Void
}

extension Node {
    /// Whether the keyboard can be its.
    var takesFocus: Bool {
        kind == "field" && !flag("disabled") || flag("focusable")
    }
}
