/// Stand-in only: where an app is shown.
@MainActor
public enum Stage {
    /// Stand-in only: shows what a graph says is to be seen, for as long as the app runs.
    public static var current: (@MainActor (Graph) -> Void)?
}

/// Stand-in only: an app as the view in its window.
public struct AppView<Application: App>: NodeView {
    private let app: Application

    /// Stand-in only: the view of an app.
    public init(app: Application) {
        self.app = app
    }

    /// Stand-in only: those of its window.
    public func nodes(in scope: Scope) -> [Node] {
        scope.connect(app)
        return app.body.window(in: scope.inside("window"))
    }
}
