import Foundation

/// Apple: documentation/swiftui/text
public struct Text: Equatable, Sendable {
    let content: String

    /// Apple: documentation/swiftui/text/init(_:)-9d1g4
    public init<S: StringProtocol>(_ content: S) {
        self.content = String(content)
    }

    /// Apple: documentation/swiftui/text/init(verbatim:)
    public init(verbatim content: String) {
        self.content = content
    }
}

extension Text: NodeView {
    /// Stand-in only: the text, as its environment has it look.
    public func nodes(in scope: Scope) -> [Node] {
        let look = scope.environment.look
        var attributes = look.attributes(in: scope)
        attributes["text"] = .text(content)
        attributes["lang"] = .text(scope.otherLanguage)
        attributes["typeset"] = .text(look.typesetting)
        attributes["align"] = .name(look.alignment == .leading ? nil : look.alignment)
        attributes["selectable"] = .flag(where: look.isSelectable)
        attributes["spelt"] = .flag(where: look.isSpeltOut)
        if scope.environment.isRedacted {
            attributes["text"] = .text(Redaction.marks)
            attributes["redacted"] = .flag(true)
        }
        return [Node(id: scope.id, "text", attributes)]
    }
}

extension Look {
    /// What text and symbols have in common.
    @MainActor
    func attributes(in scope: Scope) -> [String: Node.Value?] {
        let font = font ?? .body
        let design = design ?? font.design
        return [
            "font": .name(font.style == .body ? nil : font.style),
            "weight": .text((weight ?? font.weight)?.name),
            "design": .name(design == .default ? nil : design),
            "monospacedDigits": .flag(where: hasMonospacedDigits || font.hasMonospacedDigits),
            "color": .text(foreground?.colour(in: scope)),
        ]
    }
}

extension [Node] {
    /// All that is written in them.
    var words: String {
        flatMap(\.all).compactMap { $0.text("text") }.joined(separator: " ")
    }
}

extension Scope {
    /// The language of text here, where it is not the one of the app.
    var otherLanguage: String? {
        let language = environment.locale.language.languageCode?.identifier
        let usual = graph.environment.locale.language.languageCode?.identifier
        return language == usual ? nil : language
    }
}

/// Apple: documentation/swiftui/textalignment
public enum TextAlignment: CaseIterable, Hashable, Sendable {
    /// Apple: documentation/swiftui/textalignment/leading
    case leading
    /// Apple: documentation/swiftui/textalignment/center
    case center
    /// Apple: documentation/swiftui/textalignment/trailing
    case trailing
}
