/// Apple: documentation/swiftui/dynamicproperty
public protocol DynamicProperty {
    /// Apple: documentation/swiftui/dynamicproperty/update()
    mutating func update()
}

extension DynamicProperty {
    /// Apple: documentation/swiftui/dynamicproperty/update()
    public mutating func update() {}
}
