/// Apple: documentation/swiftui/accessibilityfocusstate
@propertyWrapper
public struct AccessibilityFocusState<Value: Hashable>: DynamicProperty {
    /// Apple: documentation/swiftui/accessibilityfocusstate/binding
    @propertyWrapper
    public struct Binding {
        let state: SwiftUI.Binding<Value>

        /// Apple: documentation/swiftui/accessibilityfocusstate/binding/wrappedvalue
        public var wrappedValue: Value {
            get { state.wrappedValue }
            nonmutating set { state.wrappedValue = newValue }
        }

        /// Apple: documentation/swiftui/accessibilityfocusstate/binding/projectedvalue
        public var projectedValue: Binding { self }
    }

    private let state: State<Value>

    /// Apple: documentation/swiftui/accessibilityfocusstate/init()-7t3mk
    public init() where Value == Bool {
        state = State(wrappedValue: false)
    }

    /// Apple: documentation/swiftui/accessibilityfocusstate/init()-4gzbp
    public init<T: Hashable>() where Value == T? {
        state = State(wrappedValue: nil)
    }

    /// Apple: documentation/swiftui/accessibilityfocusstate/wrappedvalue
    public var wrappedValue: Value {
        get { state.wrappedValue }
        nonmutating set { state.wrappedValue = newValue }
    }

    /// Apple: documentation/swiftui/accessibilityfocusstate/projectedvalue
    public var projectedValue: Binding { Binding(state: state.projectedValue) }
}

extension AccessibilityFocusState: ConnectedProperty {
    func connect(_ name: String, in scope: Scope) {
        state.connect(name, in: scope)
    }
}

extension View {
    /// Apple: documentation/swiftui/view/accessibilityfocused(_:)
    public func accessibilityFocused(
        _ condition: AccessibilityFocusState<Bool>.Binding
    ) -> some View {
        accessibilityFocused(condition, equals: true)
    }

    /// Apple: documentation/swiftui/view/accessibilityfocused(_:equals:)
    public func accessibilityFocused<Value: Hashable>(
        _ binding: AccessibilityFocusState<Value>.Binding,
        equals value: Value
    ) -> some View {
        ModifiedView(self) { content, scope in
            let nodes = scope.inside("f").nodes(of: content)
            if scope.isShown, binding.wrappedValue == value, let node = nodes.first {
                scope.graph.pass.accessibilityFocus = node.id
            }
            return nodes
        }
    }
}
