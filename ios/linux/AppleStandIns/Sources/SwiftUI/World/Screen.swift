/// Stand-in only: all that is to be seen of an app.
public struct Screen: Equatable, Sendable {
    /// Stand-in only: what lies below.
    public var root: [Node] = []
    /// Stand-in only: what lies over it, the uppermost last.
    public var over: [Presentation] = []
    /// Stand-in only: the node that has the keyboard.
    public var focus: String?
    /// Stand-in only: where the app wants VoiceOver to be.
    public var accessibilityFocus: String?
    /// Stand-in only: `light` or `dark`, where the app insists.
    public var scheme: String?

    /// Stand-in only: what can be used: the uppermost layer.
    public var uppermost: [Node] {
        over.last.map { $0.nodes + $0.buttons } ?? root
    }

    /// What lies on each other, the lowest first.
    var layers: [[Node]] { [root] + over.map { $0.nodes + $0.buttons } }

    /// Whether a sheet or a cover lies over a node.
    func isCovered(_ node: String) -> Bool {
        let layer = layers.lastIndex { $0.contains { $0.all.contains { $0.id == node } } } ?? 0
        return over.dropFirst(layer).contains { $0.kind == .sheet || $0.kind == .cover }
    }
}

/// Stand-in only: something that lies over a screen, and is dealt with first.
public struct Presentation: Equatable, Sendable {
    /// Stand-in only: what it is.
    public enum Kind: String, Sendable {
        /// Stand-in only: a sheet, which leaves the upper edge of what is below.
        case sheet
        /// Stand-in only: a cover, which leaves nothing.
        case cover
        /// Stand-in only: an alert in the middle.
        case alert
        /// Stand-in only: buttons at the lower edge.
        case dialog
    }

    /// Stand-in only: names it.
    public var id: String
    /// Stand-in only: what it is.
    public var kind: Kind
    /// Stand-in only: its title, of alerts and dialogs.
    public var title: String?
    /// Stand-in only: the text below the title.
    public var message: [Node] = []
    /// Stand-in only: what it shows.
    public var nodes: [Node] = []
    /// Stand-in only: the buttons of an alert or a dialog.
    public var buttons: [Node] = []
    /// Stand-in only: whether it can be swiped or tapped away.
    public var isDismissable = false
    /// Stand-in only: how high a sheet may stand.
    public var detents: [String] = []
}
