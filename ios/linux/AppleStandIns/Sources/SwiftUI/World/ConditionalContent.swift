/// Stand-in only: one of two views. Apple's has a name that nobody writes.
public enum ConditionalContent<First: View, Second: View>: NodeView {
    /// Stand-in only: the view where the condition holds.
    case first(First)
    /// Stand-in only: the view where it does not.
    case second(Second)

    /// Stand-in only: those of the view that it is. The two are never the same one.
    public func nodes(in scope: Scope) -> [Node] {
        switch self {
        case .first(let view): scope.inside("if").nodes(of: view)
        case .second(let view): scope.inside("else").nodes(of: view)
        }
    }
}
