import UIKit

/// Apple: documentation/swiftui/uiviewrepresentable
@MainActor
@preconcurrency
public protocol UIViewRepresentable: NodeView {
    /// Apple: documentation/swiftui/uiviewrepresentable/uiviewtype
    associatedtype UIViewType: UIView
    /// Apple: documentation/swiftui/uiviewrepresentable/coordinator
    associatedtype Coordinator = Void

    /// Apple: documentation/swiftui/uiviewrepresentable/context
    typealias Context = UIViewRepresentableContext<Self>

    /// Apple: documentation/swiftui/uiviewrepresentable/makeuiview(context:)
    func makeUIView(context: Context) -> UIViewType

    /// Apple: documentation/swiftui/uiviewrepresentable/updateuiview(_:context:)
    func updateUIView(_ uiView: UIViewType, context: Context)

    /// Apple: documentation/swiftui/uiviewrepresentable/dismantleuiview(_:coordinator:)
    static func dismantleUIView(_ uiView: UIViewType, coordinator: Coordinator)

    /// Apple: documentation/swiftui/uiviewrepresentable/makecoordinator()
    func makeCoordinator() -> Coordinator
}

/// Apple: documentation/swiftui/uiviewrepresentablecontext
@MainActor
@preconcurrency
public struct UIViewRepresentableContext<Representable: UIViewRepresentable> {
    /// Apple: documentation/swiftui/uiviewrepresentablecontext/coordinator
    public let coordinator: Representable.Coordinator
    /// Apple: documentation/swiftui/uiviewrepresentablecontext/environment
    public let environment: EnvironmentValues
}

extension UIViewRepresentable where Coordinator == Void {
    /// Apple: documentation/swiftui/uiviewrepresentable/makecoordinator()
    public func makeCoordinator() {}
}

extension UIViewRepresentable {
    /// Apple: documentation/swiftui/uiviewrepresentable/dismantleuiview(_:coordinator:)
    public static func dismantleUIView(_ uiView: UIViewType, coordinator: Coordinator) {}

    /// Stand-in only: a view that draws nothing, as all of UIKit's are here.
    public func nodes(in scope: Scope) -> [Node] {
        let context = { (coordinator: Coordinator) in
            Context(coordinator: coordinator, environment: scope.environment)
        }
        let window = scope.graph.window
        scope.represent(
            self,
            coordinate: makeCoordinator,
            make: { makeUIView(context: context($0)) },
            update: { updateUIView($0, context: context($1)) },
            dismantle: { Self.dismantleUIView($0, coordinator: $1) },
            appear: { window.take($0) },
            disappear: { window.letGo($0) }
        )
        return [Node(id: scope.id, "shape", ["shape": "rectangle", "fill": "clear"])]
    }
}
