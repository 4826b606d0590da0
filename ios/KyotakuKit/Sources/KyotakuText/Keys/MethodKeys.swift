// P30 本人確認方法の選択.

extension TextKey {
    /// Hint: unconscious patients.
    public static let methodCannotAnswer: TextKey = "screen_method_cannotAnswer"
    /// Hint.
    public static let methodFaceCard: TextKey = "screen_method_faceCard"
    /// Line below the title.
    public static let methodLead: TextKey = "screen_method_lead"
    /// Big button.
    public static let methodPin: TextKey = "screen_method_pin"
    /// Below the button.
    public static let methodPinHint: TextKey = "screen_method_pinHint"
    /// Button.
    public static let methodPinInstead: TextKey = "screen_method_pinInstead"
    /// What the card is read for.
    public static let methodPurposeConsents: TextKey = "screen_method_purposeConsents"
    /// What the card is read for.
    public static let methodPurposeVisit: TextKey = "screen_method_purposeVisit"
    /// Title.
    public static let methodTitle: TextKey = "screen_method_title"
    /// Big button.
    public static let methodVisual: TextKey = "screen_method_visual"
    /// Below the button.
    public static let methodVisualHint: TextKey = "screen_method_visualHint"
    /// Button.
    public static let methodVisualInstead: TextKey = "screen_method_visualInstead"
}
