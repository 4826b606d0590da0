/// A text with placeholders: `%1$@` for a text, `%1$lld` for a number, `%%` for a per cent sign.
///
/// Placeholders are positional, because languages order words differently.
struct Template {
    /// One piece of a template.
    enum Piece: Equatable {
        case literal(String)
        /// The place of the argument, from 1, and whether it is a number.
        case placeholder(Int, isNumber: Bool)
    }

    let pieces: [Piece]

    /// Reads a template. What begins like a placeholder and is none stays as it is.
    init(_ source: String) {
        var pieces: [Piece] = []
        var literal = ""
        var rest = source[...]
        while let sign = rest.firstIndex(of: "%") {
            literal += rest[..<sign]
            rest = rest[rest.index(after: sign)...]
            if rest.first == "%" {
                literal.append("%")
                rest = rest.dropFirst()
            } else if let (placeholder, after) = Self.placeholder(in: rest) {
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                pieces.append(placeholder)
                literal = ""
                rest = after
            } else {
                literal.append("%")
            }
        }
        literal += rest
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
    }

    /// The placeholders, without the text between them.
    var placeholders: [Piece] {
        pieces.filter { piece in
            if case .placeholder = piece { true } else { false }
        }
    }

    /// Inserts the arguments; nothing if one that is needed is missing or of the other kind.
    func filled(with arguments: [TextArgument]) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal):
                text += literal
            case .placeholder(let place, let isNumber):
                guard arguments.indices.contains(place - 1) else { return nil }
                switch arguments[place - 1] {
                case .number(let number) where isNumber: text += String(number)
                case .text(let inserted) where !isNumber: text += inserted
                default: return nil
                }
            }
        }
        return text
    }

    /// Reads `1$@` or `1$lld`, and gives what follows.
    private static func placeholder(in rest: Substring) -> (Piece, Substring)? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let place = Int(digits), place > 0 else { return nil }
        let after = rest[digits.endIndex...]
        if after.hasPrefix("$@") {
            return (.placeholder(place, isNumber: false), after.dropFirst(2))
        }
        if after.hasPrefix("$lld") {
            return (.placeholder(place, isNumber: true), after.dropFirst(4))
        }
        return nil
    }
}
