import UIKit

/// Apple: documentation/swiftui/uiviewcontrollerrepresentable
@MainActor
@preconcurrency
public protocol UIViewControllerRepresentable: NodeView {
    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/uiviewcontrollertype
    associatedtype UIViewControllerType: UIViewController
    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/coordinator
    associatedtype Coordinator = Void

    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/context
    typealias Context = UIViewControllerRepresentableContext<Self>

    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/makeuiviewcontroller(context:)
    func makeUIViewController(context: Context) -> UIViewControllerType

    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/updateuiviewcontroller(_:context:)
    func updateUIViewController(
        _ uiViewController: UIViewControllerType,
        context: Context
    )

    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/dismantleuiviewcontroller(_:coordinator:)
    static func dismantleUIViewController(
        _ uiViewController: UIViewControllerType,
        coordinator: Coordinator
    )

    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/makecoordinator()
    func makeCoordinator() -> Coordinator
}

/// Apple: documentation/swiftui/uiviewcontrollerrepresentablecontext
@MainActor
@preconcurrency
public struct UIViewControllerRepresentableContext<
    Representable: UIViewControllerRepresentable
> {
    /// Apple: documentation/swiftui/uiviewcontrollerrepresentablecontext/coordinator
    public let coordinator: Representable.Coordinator
    /// Apple: documentation/swiftui/uiviewcontrollerrepresentablecontext/environment
    public let environment: EnvironmentValues
}

extension UIViewControllerRepresentable where Coordinator == Void {
    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/makecoordinator()
    public func makeCoordinator() {}
}

extension UIViewControllerRepresentable {
    /// Apple: documentation/swiftui/uiviewcontrollerrepresentable/dismantleuiviewcontroller(_:coordinator:)
    public static func dismantleUIViewController(
        _ uiViewController: UIViewControllerType,
        coordinator: Coordinator
    ) {}

    /// Stand-in only: a place for what UIKit would show.
    public func nodes(in scope: Scope) -> [Node] {
        let context = { (coordinator: Coordinator) in
            Context(coordinator: coordinator, environment: scope.environment)
        }
        scope.represent(
            self,
            coordinate: makeCoordinator,
            make: { makeUIViewController(context: context($0)) },
            update: { updateUIViewController($0, context: context($1)) },
            dismantle: { Self.dismantleUIViewController($0, coordinator: $1) },
            appear: { $0.come() },
            disappear: { $0.go() }
        )
        return [Node(id: scope.id, "uikit", ["class": .text("\(UIViewControllerType.self)")])]
    }
}
