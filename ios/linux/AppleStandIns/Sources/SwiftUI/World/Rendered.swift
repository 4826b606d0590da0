/// Stand-in only: a view in the hands of somebody who uses it by what it says, as VoiceOver does.
@MainActor
public final class Rendered {
    /// Stand-in only: why something could not be done.
    public enum Fault: Error, Equatable, CustomStringConvertible {
        /// Stand-in only: nothing of this name can be reached; what can be.
        case missing(String, among: [String])
        /// Stand-in only: several things have this name.
        case ambiguous(String)
        /// Stand-in only: it is there, and cannot be used so.
        case refused(String, Refusal)

        /// Stand-in only: what a test says of it.
        public var description: String {
            switch self {
            case .missing(let name, let among): "no \(name) among \(among)"
            case .ambiguous(let name): "several of \(name)"
            case .refused(let name, let refusal): "\(name): \(refusal)"
            }
        }
    }

    /// Stand-in only: the graph of the view.
    public let graph: Graph

    /// Stand-in only: shows a view.
    public init(
        _ view: some View,
        typeSize: DynamicTypeSize = .large,
        environment: (inout EnvironmentValues) -> Void = { _ in }
    ) {
        graph = Graph(view)
        graph.typeSize = typeSize
        environment(&graph.environment)
        _ = graph.screen()
    }

    /// Stand-in only: what is to be seen now.
    public var screen: Screen { graph.screen() }

    /// Stand-in only: what the app has asked for that a phone would not do as asked.
    public var faults: [String] { graph.faults }

    /// Stand-in only: what VoiceOver reads, in order.
    public var reading: [SpokenElement] { screen.reading }

    /// Stand-in only: all text in the uppermost layer, in order, also that which is not read aloud.
    public var texts: [String] {
        let titles = [screen.over.last?.title].compactMap { $0 }
        let message = screen.over.last?.message ?? []
        return titles + (message + screen.uppermost).flatMap(\.reachable).flatMap(\.written)
    }

    /// Stand-in only: all that a picture of the screen can hold, of every layer.
    public var everything: [String] { screen.everything }

    /// Stand-in only: whether a text is to be seen, alone or in another.
    public func shows(_ text: String) -> Bool {
        texts.contains { $0.contains(text) }
    }

    /// Stand-in only: whether something of this name can be used now.
    public func offers(_ name: String) -> Bool {
        reading.contains { $0.label == name && !$0.traits.contains("disabled") }
    }

    /// Stand-in only: taps what has this name.
    public func tap(_ name: String) throws {
        try act(name, kinds: ["button", "tap", "link", "option", "toggle", "disclosure", "page"]) {
            .tap($0.id)
        }
    }

    /// Stand-in only: enters a text where this is asked for.
    public func type(_ text: String, into name: String) throws {
        try act(name, kinds: ["field"]) { .type(text, into: $0.id) }
    }

    /// Stand-in only: switches the toggle of this name.
    public func toggle(_ name: String) throws {
        try act(name, kinds: ["toggle"]) { .toggle($0.id, !$0.flag("on")) }
    }

    /// Stand-in only: chooses in the picker of this name the option that says this.
    public func choose(_ option: String, in name: String) throws {
        try act(name, kinds: ["picker"]) { picker in
            let chosen = picker.all.first { node in
                node.kind == "option" && node.all.contains { $0.text("text") == option }
            }
            return .tap(chosen?.id ?? picker.id)
        }
    }

    /// Stand-in only: chooses a day, `2026-11-23`, where this is asked for.
    public func choose(day: String, in name: String) throws {
        try act(name, kinds: ["date"]) { .day($0.id, day) }
    }

    /// Stand-in only: does something that needs no name.
    public func send(_ event: Event) throws {
        do {
            try graph.send(event)
        } catch {
            throw Fault.refused("\(event)", error)
        }
    }

    private func act(
        _ name: String,
        kinds: Set<Node.Kind>,
        _ event: (Node) -> Event
    ) throws {
        let screen = screen
        let named = screen.reading.filter { $0.label == name }
        let nodes = named.compactMap { element -> Node? in
            let node = screen.reachable.first {
                $0.id == element.id || $0.text("back") == element.id
            }
            // The title of a page does nothing, also where something on it has the same name.
            if let node, node.kind == "page", node.id == element.id { return nil }
            // A name may be given from outside.
            return node?.reachable.first { kinds.contains($0.kind) }
        }
        guard let node = nodes.first else {
            throw Fault.missing(name, among: screen.reading.map(\.label))
        }
        guard nodes.count == 1 else { throw Fault.ambiguous(name) }
        do {
            try graph.send(node.kind == "page" ? .back : event(node))
        } catch {
            throw Fault.refused(name, error)
        }
    }
}
