// What a code says that this version does not know.

extension TextKey {
    /// Explanation of a message whose code is newer than this app.
    public static let errorUnknownExplanation: TextKey = "error_unknown_explanation"
    /// Next step of a message whose code is newer than this app.
    public static let errorUnknownNext: TextKey = "error_unknown_next"
    /// Title of a message whose code is newer than this app.
    public static let errorUnknownTitle: TextKey = "error_unknown_title"
}
