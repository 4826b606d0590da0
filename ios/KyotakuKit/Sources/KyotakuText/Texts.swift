/// The texts for one reader: a catalogue and the language of whoever looks at the screen.
///
/// ```swift
/// let texts = Texts(in: .english)
/// texts(.homeTitle)
/// texts(.waitingBanner, 3)
/// ```
public struct Texts: Sendable {
    /// The language of the reader.
    public let language: Language
    /// Where the texts are from.
    public let catalogue: Catalogue

    /// Texts in `language`.
    public init(in language: Language, from catalogue: Catalogue = .bundled) {
        self.language = language
        self.catalogue = catalogue
    }

    /// The text of a key, completed with the arguments.
    public func callAsFunction(_ key: TextKey, _ arguments: TextArgument...) -> String {
        catalogue.text(key, in: language, arguments)
    }
}
