import Foundation

extension Shape {
    /// Stand-in only: the shape, filled with the colour of what is written.
    public func nodes(in scope: Scope) -> [Node] {
        let colour = scope.environment.look.foreground?.colour(in: scope) ?? "primary"
        return [outline(in: scope).node(in: scope, ["fill": .text(colour)])]
    }

    /// Apple: documentation/swiftui/shape/fill(_:style:)
    public func fill<S: ShapeStyle>(_ content: S) -> some View {
        PaintedShape { scope in
            outline(in: scope).node(in: scope, ["fill": .text(content.colour(in: scope))])
        }
    }

    /// Apple: documentation/swiftui/shape/stroke(_:linewidth:antialiased:)
    public func stroke<S: ShapeStyle>(_ content: S, lineWidth: CGFloat = 1) -> some View {
        PaintedShape { scope in
            outline(in: scope).node(
                in: scope,
                [
                    "stroke": .text(content.colour(in: scope)),
                    "lineWidth": .number(Double(lineWidth)),
                ]
            )
        }
    }
}

extension InsettableShape {
    /// Apple: documentation/swiftui/insettableshape/strokeborder(_:linewidth:antialiased:)
    public func strokeBorder<S: ShapeStyle>(_ content: S, lineWidth: CGFloat = 1) -> some View {
        PaintedShape { scope in
            outline(in: scope).node(
                in: scope,
                [
                    "stroke": .text(content.colour(in: scope)),
                    "lineWidth": .number(Double(lineWidth)),
                    "inside": true,
                ]
            )
        }
    }
}
