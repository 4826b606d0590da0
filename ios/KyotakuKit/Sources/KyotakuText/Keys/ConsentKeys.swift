// P40 情報提供の同意: one question, three answers.

extension TextKey {
    /// Button.
    public static let consentAgreeAll: TextKey = "screen_consent_agreeAll"
    /// Button.
    public static let consentChoose: TextKey = "screen_consent_choose"
    /// Button.
    public static let consentDecline: TextKey = "screen_consent_decline"
    /// Note. %1$@ is the name of the institution.
    public static let consentHowRevoke: TextKey = "screen_consent_howRevoke"
    /// What would be seen.
    public static let consentItemCheckups: TextKey = "screen_consent_itemCheckups"
    /// What would be seen.
    public static let consentItemDiseases: TextKey = "screen_consent_itemDiseases"
    /// What would be seen.
    public static let consentItemOperations: TextKey = "screen_consent_itemOperations"
    /// What would be seen.
    public static let consentItemTreatments: TextKey = "screen_consent_itemTreatments"
    /// Button, where a consent holds already: leaves it as it is.
    public static let consentKeepAsBefore: TextKey = "screen_consent_keepAsBefore"
    /// The question. %1$@ is the name of the institution.
    public static let consentLead: TextKey = "screen_consent_lead"
    /// Link in the notice.
    public static let consentLimitDecline: TextKey = "screen_consent_limitDecline"
    /// After the link.
    public static let consentLimitDeclined: TextKey = "screen_consent_limitDeclined"
    /// Notice: provided without a question.
    public static let consentLimitNotice: TextKey = "screen_consent_limitNotice"
    /// Link: takes back the refusal.
    public static let consentLimitProvide: TextKey = "screen_consent_limitProvide"
    /// Note.
    public static let consentNoteCare: TextKey = "screen_consent_noteCare"
    /// Note for home visits. %1$@ is the name of the institution.
    public static let consentNotePeriod: TextKey = "screen_consent_notePeriod"
    /// Note for other care.
    public static let consentNotePeriodDay: TextKey = "screen_consent_notePeriodDay"
    /// Note for home visits, usually 12.
    public static let consentNotePeriodEnd: TextKey = "screen_consent_notePeriodEnd"
    /// Note.
    public static let consentNoteRevoke: TextKey = "screen_consent_noteRevoke"
    /// What for.
    public static let consentPurpose: TextKey = "screen_consent_purpose"
    /// Title.
    public static let consentTitle: TextKey = "screen_consent_title"
}
