import Foundation

/// Apple: documentation/swiftui/shape
public protocol Shape: Sendable, View {
    /// Stand-in only: what it looks like.
    @MainActor func outline(in scope: Scope) -> Outline
}

/// Apple: documentation/swiftui/insettableshape
public protocol InsettableShape: Shape {}

/// Apple: documentation/swiftui/rectangle
public struct Rectangle: InsettableShape {
    /// Apple: documentation/swiftui/rectangle/init()
    public nonisolated init() {}
}

extension Rectangle: NodeView {
    /// Stand-in only: a rectangle.
    public func outline(in scope: Scope) -> Outline { Outline(name: "rectangle") }
}

/// Apple: documentation/swiftui/roundedrectangle
public struct RoundedRectangle: InsettableShape {
    /// Apple: documentation/swiftui/roundedrectangle/cornersize
    public let cornerRadius: CGFloat

    /// Apple: documentation/swiftui/roundedrectangle/init(cornerradius:style:)
    public nonisolated init(cornerRadius: CGFloat) {
        self.cornerRadius = cornerRadius
    }
}

extension RoundedRectangle: NodeView {
    /// Stand-in only: a rectangle with round corners.
    public func outline(in scope: Scope) -> Outline {
        Outline(name: "rounded", radius: Double(cornerRadius))
    }
}

/// Apple: documentation/swiftui/capsule
public struct Capsule: InsettableShape {
    /// Apple: documentation/swiftui/capsule/init(style:)
    public nonisolated init() {}
}

extension Capsule: NodeView {
    /// Stand-in only: a rectangle with half circles at two sides.
    public func outline(in scope: Scope) -> Outline { Outline(name: "capsule") }
}

/// Apple: documentation/swiftui/circle
public struct Circle: InsettableShape {
    /// Apple: documentation/swiftui/circle/init()
    public nonisolated init() {}
}

extension Circle: NodeView {
    /// Stand-in only: a circle.
    public func outline(in scope: Scope) -> Outline { Outline(name: "circle") }
}

extension Shape where Self == Rectangle {
    /// Apple: documentation/swiftui/shape/rect
    public static var rect: Rectangle { Rectangle() }
}

extension Shape where Self == RoundedRectangle {
    /// Apple: documentation/swiftui/shape/rect(cornerradius:style:)
    public static func rect(cornerRadius: CGFloat) -> RoundedRectangle {
        RoundedRectangle(cornerRadius: cornerRadius)
    }
}

extension Shape where Self == Capsule {
    /// Apple: documentation/swiftui/shape/capsule
    public static var capsule: Capsule { Capsule() }
}

extension Shape where Self == Circle {
    /// Apple: documentation/swiftui/shape/circle
    public static var circle: Circle { Circle() }
}
