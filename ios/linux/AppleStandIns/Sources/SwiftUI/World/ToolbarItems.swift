/// Several items of a bar.
struct ToolbarItems: ToolbarContent {
    let parts: [@MainActor (Scope) -> [Node]]

    func bars(in scope: Scope) -> [Node] {
        parts.enumerated().flatMap { index, part in part(scope.inside("\(index)")) }
    }
}

/// Stand-in only: items of a bar under one of two conditions. Apple's has a name that nobody writes.
public struct ToolbarChoice: ToolbarContent {
    let step: String
    let make: @MainActor (Scope) -> [Node]

    init(step: String, make: @escaping @MainActor (Scope) -> [Node]) {
        self.step = step
        self.make = make
    }

    /// Stand-in only: those of the one that holds.
    public func bars(in scope: Scope) -> [Node] { make(scope.inside(step)) }
}
