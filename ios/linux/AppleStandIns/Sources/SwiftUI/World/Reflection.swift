// A test that fails looks into what it was about. There is no end to what is in a graph.

extension Graph: CustomReflectable {
    /// Stand-in only: nothing.
    public nonisolated var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Rendered: CustomReflectable {
    /// Stand-in only: nothing.
    public nonisolated var customMirror: Mirror { Mirror(self, children: [:]) }
}
