extension Screen {
    /// Stand-in only: the screen as a line of JSON without its end, for whoever draws it.
    public func json() -> String {
        var fields = [
            "\"root\":" + whole.json,
            "\"over\":" + array(over.map(\.json)),
            "\"reading\":" + array(reading.map(\.json)),
        ]
        if let focus { fields.append("\"focus\":" + quoted(focus)) }
        if let accessibilityFocus {
            fields.append("\"accessibilityFocus\":" + quoted(accessibilityFocus))
        }
        if let scheme { fields.append("\"scheme\":" + quoted(scheme)) }
        return object(fields)
    }
}

extension Screen {
    /// The root as one node, of however many pieces it is.
    private var whole: Node {
        root.count == 1 ? root[0] : Node(id: "root", "group", [:], root)
    }
}

extension Node {
    fileprivate var json: String {
        var fields = ["\"id\":" + quoted(id), "\"k\":" + quoted(kind.rawValue)]
        if !attributes.isEmpty {
            let sorted = attributes.sorted { $0.key < $1.key }
            fields.append("\"a\":" + object(sorted.map { quoted($0.key) + ":" + $0.value.json }))
        }
        if !children.isEmpty { fields.append("\"c\":" + array(children.map(\.json))) }
        return object(fields)
    }
}

extension Node.Value {
    fileprivate var json: String {
        switch self {
        case .text(let text): quoted(text)
        case .number(let number) where !number.isFinite: quoted("infinity")
        case .number(let number) where number == number.rounded(): "\(Int(number))"
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "true" : "false"
        case .list(let values): array(values.map(\.json))
        }
    }
}

extension Presentation {
    fileprivate var json: String {
        var fields = ["\"id\":" + quoted(id), "\"kind\":" + quoted(kind.rawValue)]
        if let title { fields.append("\"title\":" + quoted(title)) }
        if !message.isEmpty { fields.append("\"message\":" + array(message.map(\.json))) }
        if !nodes.isEmpty { fields.append("\"nodes\":" + array(nodes.map(\.json))) }
        if !buttons.isEmpty { fields.append("\"buttons\":" + array(buttons.map(\.json))) }
        if isDismissable { fields.append("\"dismissable\":true") }
        if !detents.isEmpty { fields.append("\"detents\":" + array(detents.map(quoted))) }
        return object(fields)
    }
}

extension SpokenElement {
    fileprivate var json: String {
        var fields = ["\"id\":" + quoted(id), "\"label\":" + quoted(label)]
        if let value { fields.append("\"value\":" + quoted(value)) }
        if let hint { fields.append("\"hint\":" + quoted(hint)) }
        if !traits.isEmpty { fields.append("\"traits\":" + array(traits.map(quoted))) }
        return object(fields)
    }
}

private func object(_ fields: [String]) -> String { "{" + fields.joined(separator: ",") + "}" }

private func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

/// A string of JSON (RFC 8259 §7).
private func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": json += "\\\""
        case "\\": json += "\\\\"
        case "\u{0}"..<"\u{20}":
            let hex = String(scalar.value, radix: 16)
            json += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: json.unicodeScalars.append(scalar)
        }
    }
    return json + "\""
}
