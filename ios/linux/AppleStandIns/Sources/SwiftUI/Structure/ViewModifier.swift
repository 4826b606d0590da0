/// Apple: documentation/swiftui/viewmodifier
@MainActor
@preconcurrency
public protocol ViewModifier {
    /// Apple: documentation/swiftui/viewmodifier/body
    associatedtype Body: View

    /// Apple: documentation/swiftui/viewmodifier/content
    typealias Content = ModifierContent<Self>

    /// Apple: documentation/swiftui/viewmodifier/body(content:)
    @ViewBuilder func body(content: Content) -> Body
}

extension View {
    /// Apple: documentation/swiftui/view/modifier(_:)
    public func modifier<Modifier: ViewModifier>(_ modifier: Modifier) -> some View {
        ModifiedView(self) { content, scope in
            scope.connect(modifier)
            let body = modifier.body(
                content: ModifierContent { $0.inside("c").nodes(of: content) }
            )
            return scope.inside("v").nodes(of: body)
        }
    }
}
