/// Stand-in only: the view that a modifier changes. Apple's has a name that nobody writes.
public struct ModifierContent<Modifier: ViewModifier>: NodeView {
    let make: @MainActor (Scope) -> [Node]

    /// Stand-in only: those of the view.
    public func nodes(in scope: Scope) -> [Node] { make(scope) }
}
