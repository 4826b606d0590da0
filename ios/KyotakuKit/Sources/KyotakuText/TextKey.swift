/// Names a text of the catalogue, such as `screen_home_title`.
///
/// Code names texts by the constants in `Keys`; the families whose keys are made from a value have
/// functions: ``ErrorText/titleKey(of:)`` and its siblings, and ``CodeList/key(_:)``.
public struct TextKey: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// The key as the catalogue spells it.
    public let rawValue: String

    /// Makes a key of the catalogue's spelling.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Makes a key of the catalogue's spelling.
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }
}
