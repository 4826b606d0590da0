import Foundation

/// One string catalogue (`.xcstrings`), as far as texts are looked up in it.
struct StringTable: Sendable {
    /// The forms of each text, by key and language tag.
    private let forms: [String: [String: Forms]]
    /// What translators are told about each key.
    let comments: [String: String]

    /// The grammatical forms of a text in one language: one alone, or one for each plural category.
    struct Forms: Sendable {
        let other: String
        let one: String?
    }

    /// A table without texts.
    static let empty = StringTable(forms: [:], comments: [:])

    private init(forms: [String: [String: Forms]], comments: [String: String]) {
        self.forms = forms
        self.comments = comments
    }

    /// Reads the JSON of a string catalogue. Texts that are not translated are left out.
    init(json: Data) throws {
        let file = try JSONDecoder().decode(File.self, from: json)
        self.init(
            forms: file.strings.mapValues { entry in
                (entry.localizations ?? [:]).compactMapValues(\.forms)
            },
            comments: file.strings.compactMapValues(\.comment)
        )
    }

    /// All keys.
    var keys: [String] {
        forms.keys.sorted()
    }

    /// The text of `key` in the language `tag`, in the form that goes with `count`.
    func text(_ key: String, _ tag: String, count: Int?) -> String? {
        guard let forms = forms[key]?[tag] else { return nil }
        // English has two categories (CLDR): exactly one, and everything else. Japanese has one.
        return count == 1 ? forms.one ?? forms.other : forms.other
    }

    /// Every form of the text of `key` in the language `tag`.
    func allForms(_ key: String, _ tag: String) -> [String] {
        guard let forms = forms[key]?[tag] else { return [] }
        return [forms.one, forms.other].compactMap { $0 }
    }
}

/// The JSON of a string catalogue.
private struct File: Decodable {
    let strings: [String: Entry]

    struct Entry: Decodable {
        let comment: String?
        let localizations: [String: Localization]?
    }

    struct Localization: Decodable {
        let stringUnit: Unit?
        let variations: Variations?

        var forms: StringTable.Forms? {
            if let plural = variations?.plural {
                return plural["other"]?.stringUnit?.translated.map { other in
                    StringTable.Forms(other: other, one: plural["one"]?.stringUnit?.translated)
                }
            }
            return stringUnit?.translated.map { StringTable.Forms(other: $0, one: nil) }
        }
    }

    struct Variations: Decodable {
        let plural: [String: Variation]?
    }

    struct Variation: Decodable {
        let stringUnit: Unit?
    }

    struct Unit: Decodable {
        let state: String
        let value: String

        var translated: String? {
            state == "translated" ? value : nil
        }
    }
}
