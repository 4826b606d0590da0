/// Apple: documentation/swiftui/state
@propertyWrapper
public struct State<Value>: DynamicProperty {
    /// What a property and its copies share: where the value is kept, once the view is somewhere.
    final class Link {
        var cell: Cell<Value>

        init(_ value: Value) {
            cell = Cell(value)
        }
    }

    let link: Link

    /// Apple: documentation/swiftui/state/init(wrappedvalue:)
    public init(wrappedValue value: Value) {
        link = Link(value)
    }

    /// Apple: documentation/swiftui/state/init(initialvalue:)
    public init(initialValue value: Value) {
        link = Link(value)
    }

    /// Apple: documentation/swiftui/state/wrappedvalue
    public var wrappedValue: Value {
        get { link.cell.value }
        nonmutating set { link.cell.set(newValue) }
    }

    /// Apple: documentation/swiftui/state/projectedvalue
    public var projectedValue: Binding<Value> {
        let link = link
        return Binding(read: { link.cell.value }, write: { link.cell.set($0) })
    }
}

extension State where Value: ExpressibleByNilLiteral {
    /// Apple: documentation/swiftui/state/init()
    public init() {
        self.init(wrappedValue: nil)
    }
}

extension State: ConnectedProperty {
    func connect(_ name: String, in scope: Scope) {
        let first = link.cell
        link.cell = scope.kept(name) { first }
        link.cell.graph = scope.graph
    }
}

/// Where a value of a view is kept from one evaluation to the next.
final class Cell<Value> {
    private(set) var value: Value
    weak var graph: Graph?

    init(_ value: Value) {
        self.value = value
    }

    /// Views are of the main actor, and so is what they change.
    func set(_ new: Value) {
        value = new
        let graph = graph
        MainActor.assumeIsolated { graph?.invalidate() }
    }
}
