import Observation

/// Apple: documentation/swiftui/environment
@propertyWrapper
public struct Environment<Value>: DynamicProperty {
    final class Link {
        var values = EnvironmentValues()
    }

    private let link = Link()
    private let find: (EnvironmentValues) -> Value

    /// Apple: documentation/swiftui/environment/init(_:)-8slkf
    public init(_ keyPath: KeyPath<EnvironmentValues, Value>) {
        find = { $0[keyPath: keyPath] }
    }

    /// Apple: documentation/swiftui/environment/init(_:)-4sw9c
    public init(_ objectType: Value.Type) where Value: AnyObject & Observable {
        find = { values in
            guard let object = values[object: objectType] else {
                preconditionFailure("no \(objectType) in the environment")
            }
            return object
        }
    }

    /// Apple: documentation/swiftui/environment/init(_:)-8slkf
    public init<T: AnyObject & Observable>(_ objectType: T.Type) where Value == T? {
        find = { $0[object: objectType] }
    }

    /// Apple: documentation/swiftui/environment/wrappedvalue
    public var wrappedValue: Value { find(link.values) }
}

extension Environment: ConnectedProperty {
    func connect(_ name: String, in scope: Scope) {
        link.values = scope.environment
    }
}

extension View {
    /// Apple: documentation/swiftui/view/environment(_:_:)
    public func environment<Value>(
        _ keyPath: WritableKeyPath<EnvironmentValues, Value>,
        _ value: Value
    ) -> some View {
        modified { $0[keyPath: keyPath] = value }
    }

    /// Apple: documentation/swiftui/view/environment(_:)
    public func environment<Object: AnyObject & Observable>(_ object: Object?) -> some View {
        modified { $0[object: Object.self] = object }
    }
}
