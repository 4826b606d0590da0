import Observation

/// Apple: documentation/swiftui/bindable
@propertyWrapper
@dynamicMemberLookup
public struct Bindable<Value: AnyObject & Observable> {
    /// Apple: documentation/swiftui/bindable/wrappedvalue
    public var wrappedValue: Value

    /// Apple: documentation/swiftui/bindable/projectedvalue
    public var projectedValue: Bindable<Value> { self }

    /// Apple: documentation/swiftui/bindable/init(wrappedvalue:)
    public init(wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }

    /// Apple: documentation/swiftui/bindable/init(_:)
    public init(_ wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }

    /// Apple: documentation/swiftui/bindable/subscript(dynamicmember:)
    public subscript<Subject>(
        dynamicMember keyPath: ReferenceWritableKeyPath<Value, Subject>
    ) -> Binding<Subject> {
        let value = wrappedValue
        return Binding(read: { value[keyPath: keyPath] }, write: { value[keyPath: keyPath] = $0 })
    }
}
