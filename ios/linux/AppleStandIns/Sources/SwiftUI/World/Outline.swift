/// Stand-in only: what a shape looks like.
public struct Outline: Equatable, Sendable {
    /// `rectangle`, `rounded`, `capsule` or `circle`.
    let name: String
    /// Of its corners.
    var radius: Double?

    var attributes: [String: Node.Value?] {
        ["shape": .text(name), "radius": .number(radius)]
    }

    @MainActor
    func node(in scope: Scope, _ paint: [String: Node.Value?]) -> Node {
        Node(id: scope.id, "shape", attributes.merging(paint) { $1 })
    }
}

/// A shape with colour in it or around it.
struct PaintedShape: NodeView {
    let paint: @MainActor (Scope) -> Node

    func nodes(in scope: Scope) -> [Node] { [paint(scope)] }
}
