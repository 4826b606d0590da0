import Foundation

extension View {
    private func row(_ attributes: [String: Node.Value?]) -> some View {
        ModifiedView(self) { content, scope in
            scope.said(of: scope.inside("w").nodes(of: content), "row-style", attributes)
        }
    }

    /// Apple: documentation/swiftui/view/listrowbackground(_:)
    public func listRowBackground<V: View>(_ view: V?) -> some View {
        ModifiedView(self) { content, scope in
            scope.inside("w").nodes(of: content).map { node in
                guard let view else { return node }
                var row = scope.wrap(node, as: "row-style")
                let place = scope.inside("layer[\(node.id)]")
                row.children.append(
                    Node(id: place.id, "layer", [:], place.inside("c").nodes(of: view))
                )
                return row
            }
        }
    }

    /// Apple: documentation/swiftui/view/listrowseparator(_:edges:)
    public func listRowSeparator(_ visibility: Visibility) -> some View {
        row(["separators": .name(visibility)])
    }

    /// Apple: documentation/swiftui/view/listrowinsets(_:)
    public func listRowInsets(_ insets: EdgeInsets?) -> some View {
        row([
            "top": .number(insets.map { Double($0.top) }),
            "leading": .number(insets.map { Double($0.leading) }),
            "bottom": .number(insets.map { Double($0.bottom) }),
            "trailing": .number(insets.map { Double($0.trailing) }),
        ])
    }
}
