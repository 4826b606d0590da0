/// Apple: documentation/swiftui/environmentkey
public protocol EnvironmentKey {
    /// Apple: documentation/swiftui/environmentkey/value
    associatedtype Value
    /// Apple: documentation/swiftui/environmentkey/defaultvalue
    static var defaultValue: Value { get }
}

/// Apple: documentation/swiftui/environmentvalues
public struct EnvironmentValues {
    private var values: [ObjectIdentifier: Any] = [:]

    /// Apple: documentation/swiftui/environmentvalues/init()
    public init() {}

    /// Apple: documentation/swiftui/environmentvalues/subscript(_:)
    public subscript<Key: EnvironmentKey>(key: Key.Type) -> Key.Value {
        get { values[ObjectIdentifier(key)] as? Key.Value ?? Key.defaultValue }
        set { values[ObjectIdentifier(key)] = newValue }
    }

    /// The object of a type, if one was put there.
    subscript<Object: AnyObject>(object type: Object.Type) -> Object? {
        get { values[ObjectIdentifier(type)] as? Object }
        set { values[ObjectIdentifier(type)] = newValue }
    }
}
