/// Apple: documentation/swiftui/image
public struct Image: Equatable, Sendable {
    private let systemName: String

    /// Apple: documentation/swiftui/image/init(systemname:)
    public init(systemName: String) {
        self.systemName = systemName
    }

    /// Apple: documentation/swiftui/image/scale
    public enum Scale: Hashable, Sendable {
        /// Apple: documentation/swiftui/image/scale/small
        case small
        /// Apple: documentation/swiftui/image/scale/medium
        case medium
        /// Apple: documentation/swiftui/image/scale/large
        case large
    }
}

extension Image: NodeView {
    /// Stand-in only: a symbol.
    public func nodes(in scope: Scope) -> [Node] {
        let look = scope.environment.look
        var attributes = look.attributes(in: scope)
        attributes["system"] = .text(systemName)
        attributes["scale"] = .name(look.imageScale)
        attributes["rendering"] = .text(look.rendering?.name)
        attributes["decorative"] = .flag(where: look.isDecorative)
        return [Node(id: scope.id, "image", attributes)]
    }
}

/// Apple: documentation/swiftui/symbolrenderingmode
public struct SymbolRenderingMode: Sendable {
    let name: String

    /// Apple: documentation/swiftui/symbolrenderingmode/monochrome
    public static let monochrome = SymbolRenderingMode(name: "monochrome")
    /// Apple: documentation/swiftui/symbolrenderingmode/hierarchical
    public static let hierarchical = SymbolRenderingMode(name: "hierarchical")
    /// Apple: documentation/swiftui/symbolrenderingmode/multicolor
    public static let multicolor = SymbolRenderingMode(name: "multicolor")
}

extension View {
    /// Apple: documentation/swiftui/view/imagescale(_:)
    public func imageScale(_ scale: Image.Scale) -> some View {
        modified { $0.look.imageScale = scale }
    }

    /// Apple: documentation/swiftui/view/symbolrenderingmode(_:)
    public func symbolRenderingMode(_ mode: SymbolRenderingMode?) -> some View {
        modified { $0.look.rendering = mode }
    }
}
