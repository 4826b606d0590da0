/// Stand-in only: what somebody hears who goes through a screen with VoiceOver, one after the other.
public struct SpokenElement: Equatable, Sendable {
    /// Stand-in only: the node that it is of.
    public var id: String
    /// Stand-in only: what it is.
    public var label: String
    /// Stand-in only: what it says now.
    public var value: String?
    /// Stand-in only: what comes of using it.
    public var hint: String?
    /// Stand-in only: such as `button`, `header`, `selected`, `disabled`.
    public var traits: [String] = []
}

extension Screen {
    /// Stand-in only: the uppermost layer, in the order in which it is read.
    public var reading: [SpokenElement] {
        over.last?.reading ?? root.flatMap { $0.spoken }
    }

    /// Stand-in only: all text that a picture of the screen can hold, layer by layer, and what would be
    /// read of each if it were the uppermost.
    public var everything: [String] {
        let layers = over.map { ($0.title.map { [$0] } ?? [], $0.message + $0.nodes + $0.buttons) }
        let written = ([([], root)] + layers).flatMap { title, nodes in
            title + nodes.flatMap(\.reachable).flatMap(\.written)
        }
        let heard = root.flatMap { $0.spoken } + over.flatMap(\.reading)
        return written + heard.flatMap { [$0.label, $0.value ?? "", $0.hint ?? ""] }
    }
}

extension Presentation {
    /// What is heard of it, in order.
    fileprivate var reading: [SpokenElement] {
        var elements: [SpokenElement] = []
        if let title, !title.isEmpty {
            elements.append(SpokenElement(id: id, label: title, traits: ["header"]))
        }
        return elements + (message + nodes + buttons).flatMap { $0.spoken }
    }
}

extension Node {
    /// What it says itself, of whatever kind it is.
    var written: [String] {
        ["title", "text", "label", "prompt", "value"].compactMap { text($0) }
    }
}

extension Node {
    /// What is heard of the node, in order.
    fileprivate var spoken: [SpokenElement] {
        switch kind {
        // The system reads nothing that cannot be seen.
        case "opacity" where isInvisible: []
        case "accessible": accessible
        case "text": element(label: text("text") ?? "")
        case "image", "photo": image
        case "button", "link", "tap": control(["button"])
        case "toggle": control(["button", "switch"], value: flag("on") ? "on" : "off")
        case "field": field
        case "picker": picker
        case "date": element(label: text("title") ?? "", value: text("value"), traits: ["button"])
        case "progress": element(label: joined ?? text("label") ?? "", value: percentage)
        case "labeled": labeled
        case "disclosure": disclosure
        case "navigation": children.last?.spoken ?? []
        case "page": page
        case "header": children.flatMap { $0.spoken }.map { $0.adding("header") }
        case "background": children.first?.spoken ?? []
        case "fits": children.first?.spoken ?? []
        // What is at the upper edge is read first.
        case "inset" where text("edge") == "top": children.reversed().flatMap { $0.spoken }
        default: inner
        }
    }

    /// What lies in it, what has a priority first.
    private var inner: [SpokenElement] {
        let order = children.enumerated().sorted { first, second in
            let (one, other) = (
                first.element.number("sort") ?? 0, second.element.number("sort") ?? 0
            )
            return one == other ? first.offset < second.offset : one > other
        }
        return order.flatMap { $0.element.spoken }
    }

    private func element(
        label: String,
        value: String? = nil,
        traits: [String] = []
    ) -> [SpokenElement] {
        guard !label.isEmpty || value != nil else { return [] }
        let disabled = flag("disabled") ? ["disabled"] : []
        return [SpokenElement(id: id, label: label, value: value, traits: traits + disabled)]
    }

    /// All that is said in it, in one.
    private var joined: String? {
        let parts = children.flatMap { $0.spoken }.flatMap { [$0.label, $0.value ?? ""] }
        let said = parts.filter { !$0.isEmpty }
        return said.isEmpty ? nil : said.joined(separator: ", ")
    }

    private func control(_ traits: [String], value: String? = nil) -> [SpokenElement] {
        element(label: joined ?? "", value: value, traits: traits)
    }

    /// A picture says nothing, unless it is given a label: names of symbols are not for people.
    private var image: [SpokenElement] {
        []
    }

    private var percentage: String? {
        number("value").map { "\(Int(($0 * 100).rounded()))%" }
    }

    private var field: [SpokenElement] {
        let isSecure = flag("secure")
        let count = Int(number("count") ?? 0)
        let value =
            isSecure ? (count == 0 ? nil : String(repeating: "•", count: count)) : text("text")
        let shown = [value, text("prompt")].compactMap { $0 }.first { !$0.isEmpty }
        return element(
            label: text("title") ?? "",
            value: shown,
            traits: isSecure ? ["field", "secure"] : ["field"]
        )
    }

    private var picker: [SpokenElement] {
        let options = all.filter { $0.kind == "option" }
        if text("style") == "inline" || text("style") == "segmented" {
            return options.flatMap { option in
                option.element(
                    label: option.joined ?? "",
                    traits: option.flag("selected") ? ["button", "selected"] : ["button"]
                )
            }
        }
        let chosen = options.first { $0.flag("selected") }
        return element(label: text("title") ?? "", value: chosen?.joined, traits: ["button"])
    }

    private var labeled: [SpokenElement] {
        guard let label = children.first(where: { $0.kind == "label" })?.joined else {
            return inner
        }
        let content = children.first { $0.kind == "content" }
        // What can be used stays by itself.
        if content?.all.contains(where: \.isControl) == true { return inner }
        return element(label: label, value: content?.joined)
    }

    private var disclosure: [SpokenElement] {
        let label = children.first { $0.kind == "label" }?.joined ?? ""
        let value = flag("expanded") ? "expanded" : "collapsed"
        let rest = children.filter { $0.kind != "label" }.flatMap { $0.spoken }
        return element(label: label, value: value, traits: ["button"])
            + (flag("expanded") ? rest : [])
    }

    private var page: [SpokenElement] {
        func bar(_ kind: Kind) -> [SpokenElement] {
            children.filter { $0.kind == kind }.flatMap { $0.spoken }
        }
        var heard: [SpokenElement] = []
        if !flag("barHidden") {
            if let back = text("back") {
                heard.append(
                    SpokenElement(
                        id: back,
                        label: text("backTitle") ?? "",
                        traits: ["button", "back"]
                    )
                )
            }
            heard += bar("leading")
            let title = bar("principal")
            if !title.isEmpty {
                heard += title
            } else if let title = text("title"), !title.isEmpty {
                heard.append(SpokenElement(id: id, label: title, traits: ["header"]))
            }
            heard += bar("trailing")
        }
        let bars: [Kind] = ["leading", "trailing", "bottom", "principal"]
        heard += children.filter { !bars.contains($0.kind) }.flatMap { $0.spoken }
        return heard + bar("bottom")
    }

    /// What a view says for those who cannot see it.
    private var accessible: [SpokenElement] {
        if flag("hidden") { return [] }
        let content = children.flatMap { $0.spoken }
        var heard: [SpokenElement]
        switch text("children") {
        case "ignore": heard = [SpokenElement(id: id, label: "")]
        case "combine":
            var one = SpokenElement(id: content.first?.id ?? id, label: joined ?? "")
            one.traits = content.flatMap(\.traits).filter { $0 == "header" || $0 == "button" }
            heard = [one]
        case "contain": return content
        default: heard = content
        }
        let says = ["label", "value", "hint"].contains { attributes[$0] != nil }
        if heard.isEmpty, says { heard = [SpokenElement(id: id, label: "")] }
        let added = list("traits"), removed = list("withoutTraits")
        return heard.enumerated().map { index, element in
            var element = element
            // Of several, the first is the one that is spoken of.
            if index == 0 {
                element.label = text("label") ?? element.label
                element.value = text("value") ?? element.value
                element.hint = text("hint") ?? element.hint
            }
            element.traits = element.traits.filter { !removed.contains($0) }
            return added.reduce(element) { $0.adding($1) }
        }
        .filter { !$0.label.isEmpty || $0.value?.isEmpty == false }
    }

    private func list(_ attribute: String) -> [String] {
        guard case .list(let values)? = attributes[attribute] else { return [] }
        return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    private var isControl: Bool {
        ["button", "toggle", "field", "picker", "date", "link", "tap"].contains(kind)
    }
}

extension SpokenElement {
    fileprivate func adding(_ trait: String) -> SpokenElement {
        var element = self
        if !element.traits.contains(trait) { element.traits.append(trait) }
        return element
    }
}
