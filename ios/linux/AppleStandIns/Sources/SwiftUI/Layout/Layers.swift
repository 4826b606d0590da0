import Foundation

extension View {
    /// Each piece of the view with other views before or behind it.
    private func layered<V: View>(
        _ kind: Node.Kind,
        _ attributes: [String: Node.Value?],
        _ layer: @escaping @MainActor () -> V
    ) -> some View {
        ModifiedView(self) { content, scope in
            scope.inside("w").nodes(of: content).map { node in
                var around = scope.wrap(node, as: kind, attributes)
                let place = scope.inside("layer[\(node.id)]")
                around.children.append(
                    Node(id: place.id, "layer", [:], place.inside("c").nodes(of: layer()))
                )
                return around
            }
        }
    }

    private func layered<V: View>(
        _ kind: Node.Kind,
        _ alignment: Alignment,
        _ layer: @escaping @MainActor () -> V
    ) -> some View {
        layered(kind, ["alignment": .text(alignment == .center ? nil : alignment.name)], layer)
    }

    /// Apple: documentation/swiftui/view/background(alignment:content:)
    public func background<V: View>(
        alignment: Alignment = .center,
        @ViewBuilder content: () -> V
    ) -> some View {
        let layer = content()
        return layered("background", alignment) { layer }
    }

    /// Apple: documentation/swiftui/view/background(_:ignoressafeareaedges:)
    public func background<S: ShapeStyle>(_ style: S) -> some View {
        background { Rectangle().fill(style) }
    }

    /// Apple: documentation/swiftui/view/background(_:in:fillstyle:)-89n7j
    public func background<S: ShapeStyle, T: Shape>(_ style: S, in shape: T) -> some View {
        background { shape.fill(style) }
    }

    /// Apple: documentation/swiftui/view/overlay(alignment:content:)
    public func overlay<V: View>(
        alignment: Alignment = .center,
        @ViewBuilder content: () -> V
    ) -> some View {
        let layer = content()
        return layered("overlay", alignment) { layer }
    }

    /// Apple: documentation/swiftui/view/overlay(_:ignoressafeareaedges:)
    public func overlay<S: ShapeStyle>(_ style: S) -> some View {
        overlay { Rectangle().fill(style) }
    }

    /// Apple: documentation/swiftui/view/overlay(_:in:fillstyle:)
    public func overlay<S: ShapeStyle, T: Shape>(_ style: S, in shape: T) -> some View {
        overlay { shape.fill(style) }
    }

    /// Apple: documentation/swiftui/view/safeareainset(edge:alignment:spacing:content:)-4s51l
    public func safeAreaInset<V: View>(
        edge: VerticalEdge,
        alignment: HorizontalAlignment = .center,
        spacing: CGFloat? = nil,
        @ViewBuilder content: () -> V
    ) -> some View {
        let layer = content()
        return layered(
            "inset",
            [
                "edge": .text(edge == .top ? "top" : "bottom"),
                "alignment": .text(alignment == .center ? nil : alignment.name),
                "spacing": .number(spacing.map { Double($0) }),
            ]
        ) {
            layer
        }
    }

    /// Apple: documentation/swiftui/view/ignoressafearea(_:edges:)
    public func ignoresSafeArea(
        _ regions: SafeAreaRegions = .all,
        edges: Edge.Set = .all
    ) -> some View {
        wrapped("fill") { _ in
            ["edges": edges.names, "regions": .text(regions == .all ? nil : regions.name)]
        }
    }

    /// Apple: documentation/swiftui/view/clipshape(_:style:)
    public func clipShape<S: Shape>(_ shape: S) -> some View {
        wrapped("clip") { shape.outline(in: $0).attributes }
    }

    /// Apple: documentation/swiftui/view/border(_:width:)
    public func border<S: ShapeStyle>(_ content: S, width: CGFloat = 1) -> some View {
        wrapped("border") { scope in
            ["color": .text(content.colour(in: scope)), "width": .number(Double(width))]
        }
    }

    /// Apple: documentation/swiftui/view/contentshape(_:eofill:)
    public func contentShape<S: Shape>(_ shape: S) -> some View {
        mapped { node, scope in
            node.with("hit", .text(shape.outline(in: scope).name))
        }
    }
}

/// Apple: documentation/swiftui/safearearegions
public struct SafeAreaRegions: OptionSet, Sendable {
    /// Apple: documentation/swiftui/safearearegions/rawvalue
    public let rawValue: UInt

    /// Apple: documentation/swiftui/safearearegions/init(rawvalue:)
    public init(rawValue: UInt) {
        self.rawValue = rawValue
    }

    /// Apple: documentation/swiftui/safearearegions/container
    public static let container = SafeAreaRegions(rawValue: 1)
    /// Apple: documentation/swiftui/safearearegions/keyboard
    public static let keyboard = SafeAreaRegions(rawValue: 2)
    /// Apple: documentation/swiftui/safearearegions/all
    public static let all = SafeAreaRegions(rawValue: .max)

    var name: String { self == .keyboard ? "keyboard" : "container" }
}
