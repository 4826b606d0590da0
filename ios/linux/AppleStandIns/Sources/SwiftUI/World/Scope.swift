/// Stand-in only: the place at which a view is evaluated: who it is, and what it finds around itself.
@MainActor
public struct Scope {
    let graph: Graph
    /// Who the view is: the way to it from the root. State belongs to it.
    let path: String
    /// Stand-in only: what views below find in their environment.
    public var environment: EnvironmentValues
    /// The page of a navigation stack that it lies on.
    var page: PageFacts?
    /// Whether it can be seen at all; a page below another cannot.
    var isShown = true
    /// The sheet, cover, alert or dialog that it lies in.
    var layer = ""

    /// Stand-in only: the identifier of the node here.
    public var id: String { graph.identifier(of: path) }

    /// Stand-in only: the identifier of another node of the view here.
    public func id(_ part: String) -> String { graph.identifier(of: path + "#" + part) }

    /// Stand-in only: a place below this one.
    public func inside(_ step: String) -> Scope {
        Scope(
            graph: graph,
            path: path + "/" + step,
            environment: environment,
            page: page,
            isShown: isShown,
            layer: layer
        )
    }

    /// Stand-in only: what is to be seen of a view that is here.
    public func nodes(of view: some View) -> [Node] {
        if let view = view as? any NodeView { return view.nodes(in: self) }
        connect(view)
        return inside("b").nodes(of: view.body)
    }

    /// Stand-in only: a node around this one, which stays the same as long as it does.
    public func wrap(
        _ node: Node,
        as kind: Node.Kind,
        _ attributes: [String: Node.Value?] = [:]
    ) -> Node {
        Node(id: id("\(kind.rawValue)[\(node.id)]"), kind, attributes, [node])
    }

    /// Stand-in only: a node around each of these.
    public func wrap(
        _ nodes: [Node],
        as kind: Node.Kind,
        _ attributes: [String: Node.Value?] = [:]
    ) -> [Node] {
        nodes.map { wrap($0, as: kind, attributes) }
    }

    /// Stand-in only: these nodes with something more to be known of each. What several modifiers say of
    /// one view in this way is in one node.
    public func said(
        of nodes: [Node],
        _ kind: Node.Kind,
        _ attributes: [String: Node.Value?]
    ) -> [Node] {
        let said = attributes.compactMapValues { $0 }
        return nodes.map { node in
            guard node.kind == kind, said.keys.allSatisfy({ node.attributes[$0] == nil }) else {
                return wrap(node, as: kind, said)
            }
            var node = node
            node.attributes.merge(said) { $1 }
            return node
        }
    }

    /// Stand-in only: registers what happens when the node here is used.
    public func on(_ node: String, _ handler: Handler) {
        graph.handle(node, handler)
    }

    /// Gives the properties of a view what they stand for.
    func connect(_ view: Any) {
        for child in Mirror(reflecting: view).children {
            guard let property = child.value as? any ConnectedProperty else { continue }
            property.connect(child.label ?? "", in: self)
        }
    }

    /// What is kept for the view here under a name, made when it is asked for first.
    func kept<Kept: AnyObject>(_ name: String, _ make: () -> Kept) -> Kept {
        graph.kept(at: path + "@" + name, make)
    }
}

/// A property of a view that has to know where the view is.
@MainActor
protocol ConnectedProperty: DynamicProperty {
    func connect(_ name: String, in scope: Scope)
}

/// Stand-in only: what can be done to a node, and what it does then.
public enum Handler {
    /// Stand-in only: it is tapped.
    case tap(@MainActor () -> Void)
    /// Stand-in only: text is entered; what happens when it is submitted.
    case text(@MainActor (String) -> Void, submit: @MainActor () -> Void)
    /// Stand-in only: it is switched.
    case toggle(@MainActor (Bool) -> Void)
    /// Stand-in only: a day is chosen, `2026-11-23`. Tells whether it was one that can be.
    case day(@MainActor (String) -> Bool)
    /// Stand-in only: a key of a keyboard is pressed. Tells whether it was of use.
    case key(@MainActor (KeyPress) -> Bool)
    /// Stand-in only: it is pulled down; returns when all is fresh.
    case refresh(@MainActor () async -> Void)
}
