import Foundation

/// Apple: documentation/swiftui/dynamictypesize
public enum DynamicTypeSize: CaseIterable, Comparable, Hashable, Sendable {
    /// Apple: documentation/swiftui/dynamictypesize/xsmall
    case xSmall
    /// Apple: documentation/swiftui/dynamictypesize/small
    case small
    /// Apple: documentation/swiftui/dynamictypesize/medium
    case medium
    /// Apple: documentation/swiftui/dynamictypesize/large
    case large
    /// Apple: documentation/swiftui/dynamictypesize/xlarge
    case xLarge
    /// Apple: documentation/swiftui/dynamictypesize/xxlarge
    case xxLarge
    /// Apple: documentation/swiftui/dynamictypesize/xxxlarge
    case xxxLarge
    /// Apple: documentation/swiftui/dynamictypesize/accessibility1
    case accessibility1
    /// Apple: documentation/swiftui/dynamictypesize/accessibility2
    case accessibility2
    /// Apple: documentation/swiftui/dynamictypesize/accessibility3
    case accessibility3
    /// Apple: documentation/swiftui/dynamictypesize/accessibility4
    case accessibility4
    /// Apple: documentation/swiftui/dynamictypesize/accessibility5
    case accessibility5

    /// Apple: documentation/swiftui/dynamictypesize/isaccessibilitysize
    public var isAccessibilitySize: Bool { self >= .accessibility1 }

    /// Apple: documentation/swiftui/dynamictypesize/_(_:_:)
    public static func < (a: DynamicTypeSize, b: DynamicTypeSize) -> Bool {
        a.order < b.order
    }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// How many points high the text of a body is.
    var points: Double {
        switch self {
        case .xSmall: 14
        case .small: 15
        case .medium: 16
        case .large: 17
        case .xLarge: 19
        case .xxLarge: 21
        case .xxxLarge: 23
        case .accessibility1: 28
        case .accessibility2: 33
        case .accessibility3: 40
        case .accessibility4: 47
        case .accessibility5: 53
        }
    }
}

extension EnvironmentValues {
    /// Apple: documentation/swiftui/environmentvalues/dynamictypesize
    public internal(set) var dynamicTypeSize: DynamicTypeSize {
        get { surroundings.typeSize }
        set { surroundings.typeSize = newValue }
    }
}

extension View {
    /// Apple: documentation/swiftui/view/dynamictypesize(_:)-1m2tf
    public func dynamicTypeSize(_ size: DynamicTypeSize) -> some View {
        sized { _ in size }
    }

    /// Apple: documentation/swiftui/view/dynamictypesize(_:)-26aj0
    public func dynamicTypeSize<T: RangeExpression>(_ range: T) -> some View
    where T.Bound == DynamicTypeSize {
        sized { size in
            let sizes = DynamicTypeSize.allCases.filter(range.contains)
            guard let smallest = sizes.first, let largest = sizes.last else { return size }
            return min(max(size, smallest), largest)
        }
    }

    private func sized(_ change: @escaping (DynamicTypeSize) -> DynamicTypeSize) -> some View {
        ModifiedView(self) { content, scope in
            let outside = scope.environment.dynamicTypeSize
            let inside = change(outside)
            var place = scope.inside("e")
            place.environment.dynamicTypeSize = inside
            let nodes = place.nodes(of: content)
            if inside == outside { return nodes }
            return scope.wrap(nodes, as: "type", ["size": .name(inside)])
        }
    }
}

/// Apple: documentation/swiftui/scaledmetric
@propertyWrapper
public struct ScaledMetric<Value: BinaryFloatingPoint>: DynamicProperty {
    private final class Link {
        var size = DynamicTypeSize.large
    }

    private let base: Value
    private let link = Link()

    /// Apple: documentation/swiftui/scaledmetric/init(wrappedvalue:)
    public init(wrappedValue: Value) {
        base = wrappedValue
    }

    /// Apple: documentation/swiftui/scaledmetric/wrappedvalue
    public var wrappedValue: Value {
        (base * Value(link.size.points / DynamicTypeSize.large.points)).rounded()
    }
}

extension ScaledMetric: ConnectedProperty {
    func connect(_ name: String, in scope: Scope) {
        link.size = scope.environment.dynamicTypeSize
    }
}
