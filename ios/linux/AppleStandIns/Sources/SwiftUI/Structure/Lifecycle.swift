extension View {
    private func living(
        _ name: String,
        evenBelow livesBelow: Bool = false,
        _ life: @escaping @MainActor (String) -> Life
    ) -> some View {
        ModifiedView(self) { content, scope in
            // What lies below another page has disappeared; its state is kept, and still watched.
            if scope.isShown || livesBelow {
                scope.graph.pass.lives.append(life(scope.path + "@" + name))
            }
            return scope.inside("l").nodes(of: content)
        }
    }

    /// Apple: documentation/swiftui/view/onappear(perform:)
    public func onAppear(perform action: (() -> Void)? = nil) -> some View {
        living("appear") { Life(path: $0, appear: { action?() }) }
    }

    /// Apple: documentation/swiftui/view/ondisappear(perform:)
    public func onDisappear(perform action: (() -> Void)? = nil) -> some View {
        living("disappear") { Life(path: $0, disappear: { action?() }) }
    }

    /// Apple: documentation/swiftui/view/task(priority:_:)
    public func task(
        priority: TaskPriority = .userInitiated,
        @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View {
        living("task") { Life(path: $0, work: { await action() }) }
    }

    /// Apple: documentation/swiftui/view/task(id:priority:_:)
    public func task<ID: Equatable & Hashable>(
        id value: ID,
        priority: TaskPriority = .userInitiated,
        @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View {
        living("task") { path in
            Life(path: path, identity: AnyHashable(value), work: { await action() })
        }
    }

    /// Apple: documentation/swiftui/view/onchange(of:initial:_:)-4psgg
    public func onChange<V: Equatable>(
        of value: V,
        initial: Bool = false,
        _ action: @escaping (_ oldValue: V, _ newValue: V) -> Void
    ) -> some View {
        living("change", evenBelow: true) { path in
            Life(
                path: path,
                watched: Life.Watched(
                    value: value,
                    isEqual: { $0 as? V == value },
                    act: { old in if let old = old as? V { action(old, value) } },
                    isInitial: initial
                )
            )
        }
    }

    /// Apple: documentation/swiftui/view/onchange(of:initial:_:)-8wgw9
    public func onChange<V: Equatable>(
        of value: V,
        initial: Bool = false,
        _ action: @escaping () -> Void
    ) -> some View {
        onChange(of: value, initial: initial) { _, _ in action() }
    }

    /// Apple: documentation/swiftui/view/id(_:)
    public func id<ID: Hashable>(_ id: ID) -> some View {
        ModifiedView(self) { content, scope in
            scope.inside("id\(scope.graph.number(of: id))").nodes(of: content)
        }
    }
}
