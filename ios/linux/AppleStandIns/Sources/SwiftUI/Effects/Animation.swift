/// Apple: documentation/swiftui/animation
public struct Animation: Equatable, Sendable {
    let name: String

    /// Apple: documentation/swiftui/animation/default
    public static let `default` = Animation(name: "default")
    /// Apple: documentation/swiftui/animation/easein
    public static var easeIn: Animation { Animation(name: "easeIn") }
    /// Apple: documentation/swiftui/animation/easeout
    public static var easeOut: Animation { Animation(name: "easeOut") }
    /// Apple: documentation/swiftui/animation/easeinout
    public static var easeInOut: Animation { Animation(name: "easeInOut") }
    /// Apple: documentation/swiftui/animation/linear
    public static var linear: Animation { Animation(name: "linear") }
    /// Apple: documentation/swiftui/animation/spring
    public static var spring: Animation { Animation(name: "spring") }
    /// Apple: documentation/swiftui/animation/smooth
    public static var smooth: Animation { Animation(name: "smooth") }
    /// Apple: documentation/swiftui/animation/snappy
    public static var snappy: Animation { Animation(name: "snappy") }
}

/// Apple: documentation/swiftui/anytransition
public struct AnyTransition: Sendable {
    let name: String

    /// Apple: documentation/swiftui/anytransition/opacity
    public static let opacity = AnyTransition(name: "opacity")
    /// Apple: documentation/swiftui/anytransition/scale
    public static let scale = AnyTransition(name: "scale")
    /// Apple: documentation/swiftui/anytransition/slide
    public static let slide = AnyTransition(name: "slide")
    /// Apple: documentation/swiftui/anytransition/identity
    public static let identity = AnyTransition(name: "identity")

    /// Apple: documentation/swiftui/anytransition/move(edge:)
    public static func move(edge: Edge) -> AnyTransition {
        AnyTransition(name: "move-\(edge.name)")
    }

    /// Apple: documentation/swiftui/anytransition/combined(with:)
    public func combined(with other: AnyTransition) -> AnyTransition {
        AnyTransition(name: "\(name) \(other.name)")
    }
}

extension View {
    /// Apple: documentation/swiftui/view/animation(_:value:)
    public func animation<V: Equatable>(_ animation: Animation?, value: V) -> some View {
        wrapped("motion") { _ in
            ["animated": .flag(where: animation != nil), "curve": .text(animation?.name)]
        }
    }

    /// Apple: documentation/swiftui/view/transition(_:)
    public func transition(_ t: AnyTransition) -> some View {
        mapped { node, _ in node.with("transition", .text(t.name)) }
    }
}

/// Apple: documentation/swiftui/withanimation(_:_:)
public func withAnimation<Result>(
    _ animation: Animation? = .default,
    _ body: () throws -> Result
) rethrows -> Result {
    // Only what is to be seen in the end is told here.
    try body()
}
