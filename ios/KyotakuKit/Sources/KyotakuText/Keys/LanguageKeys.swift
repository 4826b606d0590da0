// The patient chooses a language.

extension TextKey {
    /// Line below the title.
    public static let languageLead: TextKey = "screen_language_lead"
    /// Title.
    public static let languageTitle: TextKey = "screen_language_title"
}
