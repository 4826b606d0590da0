import Foundation

/// All texts, in all languages.
///
/// A text that is missing shows its key, and one whose arguments do not fit shows its placeholders:
/// both can be seen on the screen, and both are told to ``reporting(_:)``, so that tests fail.
public struct Catalogue: Sendable {
    /// What is wrong with a look-up.
    public enum Fault: Equatable, Sendable {
        /// There is no such text.
        case missing(TextKey, Language)
        /// The text needs other arguments than it was given.
        case unfilled(TextKey, Language)
    }

    /// The catalogue that comes with this module.
    public static let bundled: Catalogue = {
        do {
            return try Catalogue(
                standard: StringTable(json: resource("Localizable")),
                plain: StringTable(json: resource("Plain"))
            )
        } catch {
            // Every screen shows keys then, and the tests of this module do not let that pass.
            return Catalogue(standard: .empty, plain: .empty)
        }
    }()

    let standard: StringTable
    let plain: StringTable
    private var report: @Sendable (Fault) -> Void = { _ in }

    init(standard: StringTable, plain: StringTable) {
        self.standard = standard
        self.plain = plain
    }

    /// The same catalogue, which tells `report` of every look-up that went wrong.
    public func reporting(_ report: @escaping @Sendable (Fault) -> Void) -> Catalogue {
        var copy = self
        copy.report = report
        return copy
    }

    /// Whether there is a text of that name.
    public func contains(_ key: TextKey) -> Bool {
        !standard.allForms(key.rawValue, Language.japanese.tag).isEmpty
    }

    /// Looks up a text and completes it. What is not written in plain Japanese is in Japanese.
    public func text(
        _ key: TextKey,
        in language: Language,
        _ arguments: [TextArgument] = []
    ) -> String {
        let count = arguments.lazy.compactMap { argument in
            if case .number(let number) = argument { number } else { nil }
        }.first
        let easy = language == .plainJapanese ? plain : .empty
        guard
            let source = easy.text(key.rawValue, language.tag, count: count)
                ?? standard.text(key.rawValue, language.tag, count: count)
        else {
            report(.missing(key, language))
            return key.rawValue
        }
        guard let text = Template(source).filled(with: arguments) else {
            report(.unfilled(key, language))
            return source
        }
        return text
    }

    private static func resource(_ name: String) throws -> Data {
        guard let url = Bundle.module.url(forResource: name, withExtension: "xcstrings") else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try Data(contentsOf: url)
    }
}
