/// Apple: documentation/swiftui/view
@MainActor
@preconcurrency
public protocol View {
    /// Apple: documentation/swiftui/view/body-swift.associatedtype
    associatedtype Body: View

    /// Apple: documentation/swiftui/view/body-8kl5o
    @ViewBuilder var body: Body { get }
}

extension Never: View {
    /// Apple: documentation/swift/never/body
    public var body: Never {
        preconditionFailure("there is no such view")
    }
}

/// Apple: documentation/swiftui/emptyview
public struct EmptyView: NodeView {
    /// Apple: documentation/swiftui/emptyview/init()
    public nonisolated init() {}

    /// Stand-in only: nothing.
    public func nodes(in scope: Scope) -> [Node] { [] }
}

/// Apple: documentation/swiftui/group
public struct Group<Content: View>: NodeView {
    let content: Content

    /// Apple: documentation/swiftui/group/init(content:)
    public init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    /// Stand-in only: its members.
    public func nodes(in scope: Scope) -> [Node] { scope.inside("g").nodes(of: content) }
}

/// Apple: documentation/swiftui/anyview
public struct AnyView: NodeView {
    private let make: @MainActor (Scope) -> [Node]

    /// Apple: documentation/swiftui/anyview/init(_:)
    public init<V: View>(_ view: V) {
        make = { $0.inside("\(V.self)").nodes(of: view) }
    }

    /// Stand-in only: those of the view in it.
    public func nodes(in scope: Scope) -> [Node] { make(scope) }
}

extension Optional: View where Wrapped: View {
    /// Apple: documentation/swift/optional/body
    public var body: Never {
        preconditionFailure("a view of the stand-in has no body")
    }
}

extension Optional: NodeView where Wrapped: View {
    /// Stand-in only: those of the view, if there is one.
    public func nodes(in scope: Scope) -> [Node] {
        map { scope.inside("some").nodes(of: $0) } ?? []
    }
}
