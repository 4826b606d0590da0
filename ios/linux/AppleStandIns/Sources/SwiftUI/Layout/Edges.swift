import Foundation

/// Apple: documentation/swiftui/edge
public enum Edge: Int8, CaseIterable, Hashable, Sendable {
    /// Apple: documentation/swiftui/edge/top
    case top
    /// Apple: documentation/swiftui/edge/leading
    case leading
    /// Apple: documentation/swiftui/edge/bottom
    case bottom
    /// Apple: documentation/swiftui/edge/trailing
    case trailing

    /// Apple: documentation/swiftui/edge/set
    public struct Set: OptionSet, Sendable {
        /// Apple: documentation/swiftui/edge/set/rawvalue
        public let rawValue: Int8

        /// Apple: documentation/swiftui/edge/set/init(rawvalue:)
        public init(rawValue: Int8) {
            self.rawValue = rawValue
        }

        /// Apple: documentation/swiftui/edge/set/init(_:)
        public init(_ edge: Edge) {
            self.init(rawValue: 1 << edge.rawValue)
        }

        /// Apple: documentation/swiftui/edge/set/top
        public static let top = Set(.top)
        /// Apple: documentation/swiftui/edge/set/leading
        public static let leading = Set(.leading)
        /// Apple: documentation/swiftui/edge/set/bottom
        public static let bottom = Set(.bottom)
        /// Apple: documentation/swiftui/edge/set/trailing
        public static let trailing = Set(.trailing)
        /// Apple: documentation/swiftui/edge/set/horizontal
        public static let horizontal: Set = [.leading, .trailing]
        /// Apple: documentation/swiftui/edge/set/vertical
        public static let vertical: Set = [.top, .bottom]
        /// Apple: documentation/swiftui/edge/set/all
        public static let all: Set = [.horizontal, .vertical]
    }
}

extension Edge {
    var name: String {
        switch self {
        case .top: "top"
        case .leading: "leading"
        case .bottom: "bottom"
        case .trailing: "trailing"
        }
    }
}

extension Edge.Set {
    /// The names of the edges, where they are not all.
    var names: Node.Value? {
        self == .all
            ? nil : .list(Edge.allCases.filter { contains(.init($0)) }.map { .text($0.name) })
    }
}

/// Apple: documentation/swiftui/verticaledge
public enum VerticalEdge: Int8, CaseIterable, Hashable, Sendable {
    /// Apple: documentation/swiftui/verticaledge/top
    case top
    /// Apple: documentation/swiftui/verticaledge/bottom
    case bottom
}

/// Apple: documentation/swiftui/edgeinsets
public struct EdgeInsets: Equatable, Sendable {
    /// Apple: documentation/swiftui/edgeinsets/top
    public var top: CGFloat
    /// Apple: documentation/swiftui/edgeinsets/leading
    public var leading: CGFloat
    /// Apple: documentation/swiftui/edgeinsets/bottom
    public var bottom: CGFloat
    /// Apple: documentation/swiftui/edgeinsets/trailing
    public var trailing: CGFloat

    /// Apple: documentation/swiftui/edgeinsets/init(top:leading:bottom:trailing:)
    public init(top: CGFloat, leading: CGFloat, bottom: CGFloat, trailing: CGFloat) {
        self.top = top
        self.leading = leading
        self.bottom = bottom
        self.trailing = trailing
    }

    /// Apple: documentation/swiftui/edgeinsets/init()
    public init() {
        self.init(top: 0, leading: 0, bottom: 0, trailing: 0)
    }
}

/// Apple: documentation/swiftui/axis
public enum Axis: Int8, CaseIterable, Hashable, Sendable {
    /// Apple: documentation/swiftui/axis/horizontal
    case horizontal
    /// Apple: documentation/swiftui/axis/vertical
    case vertical

    /// Apple: documentation/swiftui/axis/set
    public struct Set: OptionSet, Sendable {
        /// Apple: documentation/swiftui/axis/set/rawvalue
        public let rawValue: Int8

        /// Apple: documentation/swiftui/axis/set/init(rawvalue:)
        public init(rawValue: Int8) {
            self.rawValue = rawValue
        }

        /// Apple: documentation/swiftui/axis/set/horizontal
        public static let horizontal = Set(rawValue: 1)
        /// Apple: documentation/swiftui/axis/set/vertical
        public static let vertical = Set(rawValue: 2)
    }
}

extension Axis.Set {
    var name: String {
        switch self {
        case .horizontal: "horizontal"
        case .vertical: "vertical"
        default: "both"
        }
    }
}
