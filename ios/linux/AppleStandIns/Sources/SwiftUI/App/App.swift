/// Apple: documentation/swiftui/app
@MainActor
@preconcurrency
public protocol App {
    /// Apple: documentation/swiftui/app/body-swift.associatedtype
    associatedtype Body: Scene
    /// Apple: documentation/swiftui/app/body-swift.property
    @SceneBuilder var body: Body { get }
    /// Apple: documentation/swiftui/app/init()
    init()
}

extension App {
    /// Apple: documentation/swiftui/app/main()
    public static func main() {
        guard let stage = Stage.current else {
            preconditionFailure("an app needs a stage to be shown on")
        }
        stage(Graph(AppView(app: Self())))
    }
}

/// Apple: documentation/swiftui/scene
@MainActor
@preconcurrency
public protocol Scene {
    /// Stand-in only: what the window of the scene shows.
    func window(in scope: Scope) -> [Node]
}

/// Apple: documentation/swiftui/scenebuilder
@resultBuilder
public struct SceneBuilder {
    /// Apple: documentation/swiftui/scenebuilder/buildblock(_:)
    public static func buildBlock<Content: Scene>(_ content: Content) -> Content {
        content
    }
}

/// Apple: documentation/swiftui/windowgroup
public struct WindowGroup<Content: View>: Scene {
    private let content: Content

    /// Apple: documentation/swiftui/windowgroup/init(content:)
    public init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    /// Stand-in only: its content.
    public func window(in scope: Scope) -> [Node] { scope.nodes(of: content) }
}
