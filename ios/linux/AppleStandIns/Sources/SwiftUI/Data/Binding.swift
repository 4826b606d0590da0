/// Apple: documentation/swiftui/binding
@propertyWrapper
@dynamicMemberLookup
public struct Binding<Value> {
    let read: () -> Value
    let write: (Value) -> Void

    init(read: @escaping () -> Value, write: @escaping (Value) -> Void) {
        self.read = read
        self.write = write
    }

    /// Apple: documentation/swiftui/binding/init(get:set:)-7ufcp
    @preconcurrency
    public init(
        @_inheritActorContext get: @escaping @isolated(any) @Sendable () -> Value,
        @_inheritActorContext set: @escaping @isolated(any) @Sendable (Value) -> Void
    ) {
        // They are of the main actor or of none, and it is the main actor that asks.
        read = unsafeBitCast(get, to: (() -> Value).self)
        write = unsafeBitCast(set, to: ((Value) -> Void).self)
    }

    /// Apple: documentation/swiftui/binding/constant(_:)
    public static func constant(_ value: Value) -> Binding {
        Binding(read: { value }, write: { _ in })
    }

    /// Apple: documentation/swiftui/binding/wrappedvalue
    public var wrappedValue: Value {
        get { read() }
        nonmutating set { write(newValue) }
    }

    /// Apple: documentation/swiftui/binding/projectedvalue
    public var projectedValue: Binding<Value> { self }

    /// Apple: documentation/swiftui/binding/init(projectedvalue:)
    public init(projectedValue: Binding<Value>) {
        self = projectedValue
    }

    /// Apple: documentation/swiftui/binding/subscript(dynamicmember:)
    public subscript<Subject>(
        dynamicMember keyPath: WritableKeyPath<Value, Subject>
    ) -> Binding<Subject> {
        Binding<Subject>(
            read: { self.read()[keyPath: keyPath] },
            write: { new in
                var value = self.read()
                value[keyPath: keyPath] = new
                self.write(value)
            }
        )
    }
}
