// P50 同意内容の照会・更新. Staff and patient look together.

extension TextKey {
    /// Button.
    public static let consentsChange: TextKey = "screen_consents_change"
    /// Label.
    public static let consentsConsentedAt: TextKey = "screen_consents_consentedAt"
    /// Heading.
    public static let consentsCurrent: TextKey = "screen_consents_current"
    /// A consent that has ended. %1$@ is a day, %2$@ the reason.
    public static let consentsEnded: TextKey = "screen_consents_ended"
    /// Button: leaves without a change.
    public static let consentsKeep: TextKey = "screen_consents_keep"
    /// Line before the card.
    public static let consentsLead: TextKey = "screen_consents_lead"
    /// The list is empty.
    public static let consentsNone: TextKey = "screen_consents_none"
    /// Button.
    public static let consentsRevokeAll: TextKey = "screen_consents_revokeAll"
    /// Title.
    public static let consentsTitle: TextKey = "screen_consents_title"
    /// Label.
    public static let consentsUntil: TextKey = "screen_consents_until"
    /// Button: registers the change.
    public static let consentsUpdate: TextKey = "screen_consents_update"
    /// Question.
    public static let consentsUpdateConfirm: TextKey = "screen_consents_updateConfirm"
}
