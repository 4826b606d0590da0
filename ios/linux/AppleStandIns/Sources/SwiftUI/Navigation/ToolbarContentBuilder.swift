/// Apple: documentation/swiftui/toolbarcontentbuilder
@resultBuilder
public struct ToolbarContentBuilder {
    /// Apple: documentation/swiftui/toolbarcontentbuilder/buildexpression(_:)
    public static func buildExpression<Content: ToolbarContent>(_ content: Content) -> Content {
        content
    }

    /// Apple: documentation/swiftui/toolbarcontentbuilder/buildblock(_:)
    @MainActor
    public static func buildBlock<each Content: ToolbarContent>(
        _ content: repeat each Content
    ) -> some ToolbarContent {
        var parts: [@MainActor (Scope) -> [Node]] = []
        for item in repeat each content {
            parts.append { item.bars(in: $0) }
        }
        return ToolbarItems(parts: parts)
    }

    /// Apple: documentation/swiftui/toolbarcontentbuilder/buildif(_:)
    @MainActor
    public static func buildIf<Content: ToolbarContent>(
        _ content: Content?
    ) -> some ToolbarContent {
        ToolbarItems(parts: content.map { content in [{ content.bars(in: $0) }] } ?? [])
    }

    /// Apple: documentation/swiftui/toolbarcontentbuilder/buildeither(first:)
    @MainActor
    public static func buildEither<First: ToolbarContent>(first: First) -> ToolbarChoice {
        ToolbarChoice(step: "if") { first.bars(in: $0) }
    }

    /// Apple: documentation/swiftui/toolbarcontentbuilder/buildeither(second:)
    @MainActor
    public static func buildEither<Second: ToolbarContent>(second: Second) -> ToolbarChoice {
        ToolbarChoice(step: "else") { second.bars(in: $0) }
    }
}
