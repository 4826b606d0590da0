import Foundation

extension View {
    /// Apple: documentation/swiftui/view/padding(_:_:)
    public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View {
        let length = length ?? 16
        func inset(_ edge: Edge) -> CGFloat { edges.contains(Edge.Set(edge)) ? length : 0 }
        return padding(
            EdgeInsets(
                top: inset(.top),
                leading: inset(.leading),
                bottom: inset(.bottom),
                trailing: inset(.trailing)
            )
        )
    }

    /// Apple: documentation/swiftui/view/padding(_:)-68shk
    public func padding(_ length: CGFloat) -> some View {
        padding(.all, length)
    }

    /// Apple: documentation/swiftui/view/padding(_:)-6pgqq
    public func padding(_ insets: EdgeInsets) -> some View {
        wrapped("padding") { _ in
            [
                "top": .length(insets.top), "leading": .length(insets.leading),
                "bottom": .length(insets.bottom), "trailing": .length(insets.trailing),
            ]
        }
    }

    /// Apple: documentation/swiftui/view/frame(width:height:alignment:)
    public func frame(
        width: CGFloat? = nil,
        height: CGFloat? = nil,
        alignment: Alignment = .center
    ) -> some View {
        wrapped("frame") { _ in
            [
                "width": .length(width), "height": .length(height),
                "alignment": .text(alignment == .center ? nil : alignment.name),
            ]
        }
    }

    /// Apple: documentation/swiftui/view/frame(minwidth:idealwidth:maxwidth:minheight:idealheight:maxheight:alignment:)
    public func frame(
        minWidth: CGFloat? = nil,
        maxWidth: CGFloat? = nil,
        minHeight: CGFloat? = nil,
        maxHeight: CGFloat? = nil,
        alignment: Alignment = .center
    ) -> some View {
        wrapped("frame") { _ in
            [
                "minWidth": .length(minWidth), "maxWidth": .length(maxWidth),
                "minHeight": .length(minHeight), "maxHeight": .length(maxHeight),
                "alignment": .text(alignment == .center ? nil : alignment.name),
            ]
        }
    }

    /// Apple: documentation/swiftui/view/fixedsize(horizontal:vertical:)
    public func fixedSize(horizontal: Bool, vertical: Bool) -> some View {
        mapped { node, _ in
            node.with("fixed", .text([horizontal ? "h" : "", vertical ? "v" : ""].joined()))
        }
    }

    /// Apple: documentation/swiftui/view/layoutpriority(_:)
    public func layoutPriority(_ value: Double) -> some View {
        mapped { node, _ in node.with("priority", .number(value)) }
    }

    /// Apple: documentation/swiftui/view/zindex(_:)
    public func zIndex(_ value: Double) -> some View {
        mapped { node, _ in node.with("z", .number(value)) }
    }
}

extension Node {
    /// The node, with something more to be known of it.
    func with(_ attribute: String, _ value: Value?) -> Node {
        var node = self
        node.attributes[attribute] = value
        return node
    }
}

extension Node.Value {
    /// A length, where there is one: nothing is as usual.
    static func length(_ length: CGFloat?) -> Node.Value? {
        guard let length, length != 0 else { return nil }
        return length == .infinity ? .text("infinity") : .number(Double(length))
    }
}
