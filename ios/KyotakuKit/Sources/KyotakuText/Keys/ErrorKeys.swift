// What a code says that this version does not know, and where there is no way but the PIN.

extension TextKey {
    /// The PIN is locked, and there is no other way.
    public static let errorBlockedPinOnlyExplanation: TextKey = "error_blockedPinOnly_explanation"
    /// The PIN is locked, and there is no other way.
    public static let errorBlockedPinOnlyNext: TextKey = "error_blockedPinOnly_next"
    /// The PIN is locked, and there is no other way.
    public static let errorBlockedPinOnlyTitle: TextKey = "error_blockedPinOnly_title"
    /// One try is left, and there is no other way.
    public static let errorLastTryPinOnlyExplanation: TextKey = "error_lastTryPinOnly_explanation"
    /// One try is left, and there is no other way.
    public static let errorLastTryPinOnlyNext: TextKey = "error_lastTryPinOnly_next"
    /// One try is left, and there is no other way.
    public static let errorLastTryPinOnlyTitle: TextKey = "error_lastTryPinOnly_title"
    /// A card without a PIN, and there is no other way.
    public static let errorPinlessPinOnlyExplanation: TextKey = "error_pinlessPinOnly_explanation"
    /// A card without a PIN, and there is no other way.
    public static let errorPinlessPinOnlyNext: TextKey = "error_pinlessPinOnly_next"
    /// A card without a PIN, and there is no other way.
    public static let errorPinlessPinOnlyTitle: TextKey = "error_pinlessPinOnly_title"
    /// Explanation of a message whose code is newer than this app.
    public static let errorUnknownExplanation: TextKey = "error_unknown_explanation"
    /// Next step of a message whose code is newer than this app.
    public static let errorUnknownNext: TextKey = "error_unknown_next"
    /// Title of a message whose code is newer than this app.
    public static let errorUnknownTitle: TextKey = "error_unknown_title"
}
