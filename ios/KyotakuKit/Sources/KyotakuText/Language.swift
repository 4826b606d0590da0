/// A language that texts can be shown in.
///
/// Staff and patient each have their own, chosen in the app and independent of the phone's: the
/// phone belongs to the clinic, and is handed to the patient in the middle of a visit.
public enum Language: String, CaseIterable, Codable, Hashable, Sendable {
    /// 日本語.
    case japanese
    /// やさしい日本語: short sentences, easy words. Only what patients read is written in it; all
    /// else is Japanese.
    case plainJapanese
    /// English.
    case english

    /// The languages that staff choose from.
    public static let forStaff: [Language] = [.japanese, .english]

    /// The languages that patients choose from.
    public static let forPatients: [Language] = [.japanese, .plainJapanese, .english]

    /// The language tag (BCP 47) that a screen reader needs in order to pronounce the text.
    public var tag: String {
        switch self {
        case .japanese, .plainJapanese: "ja"
        case .english: "en"
        }
    }

    /// The name of the language in itself, so that whoever needs it can find it.
    public var name: TextKey {
        switch self {
        case .japanese: .commonLanguageJapanese
        case .plainJapanese: .commonLanguagePlainJapanese
        case .english: .commonLanguageEnglish
        }
    }
}
