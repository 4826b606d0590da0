/// Apple: documentation/swiftui/foreach
public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content>: NodeView
where Content: View {
    /// Apple: documentation/swiftui/foreach/data
    public let data: Data
    /// Apple: documentation/swiftui/foreach/content
    public let content: (Data.Element) -> Content
    private let id: (Data.Element) -> ID

    /// Apple: documentation/swiftui/foreach/init(_:content:)
    public init(
        _ data: Data,
        @ViewBuilder content: @escaping (Data.Element) -> Content
    ) where ID == Data.Element.ID, Data.Element: Identifiable {
        self.data = data
        self.content = content
        id = { $0.id }
    }

    /// Apple: documentation/swiftui/foreach/init(_:id:content:)
    public init(
        _ data: Data,
        id: KeyPath<Data.Element, ID>,
        @ViewBuilder content: @escaping (Data.Element) -> Content
    ) {
        self.data = data
        self.content = content
        self.id = { $0[keyPath: id] }
    }

    /// Stand-in only: those of its members. A member is who its identifier says, wherever it lies;
    /// that two have the same one ends the app, as nothing good would come of it on a phone.
    public func nodes(in scope: Scope) -> [Node] {
        var seen: Set<ID> = []
        return data.flatMap { element in
            let id = id(element)
            precondition(seen.insert(id).inserted, "two views of a ForEach are \(id)")
            return scope.inside("[\(scope.graph.number(of: id))]").nodes(of: content(element))
        }
    }
}
