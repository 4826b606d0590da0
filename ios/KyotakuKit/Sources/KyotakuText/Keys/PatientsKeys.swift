// Patients of the day, and of continuing home visits.

extension TextKey {
    /// Filter: everybody with a continuing relation.
    public static let patientsAll: TextKey = "screen_patients_all"
    /// In an entry: asking again would be refused.
    public static let patientsCannotRequery: TextKey = "screen_patients_cannotRequery"
    /// In an entry. %1$@ is a day.
    public static let patientsCardCheckedAt: TextKey = "screen_patients_cardCheckedAt"
    /// In an entry. %1$@ is a day.
    public static let patientsCertificateUntil: TextKey = "screen_patients_certificateUntil"
    /// In an entry. %1$@ is a day and time.
    public static let patientsConfirmedAt: TextKey = "screen_patients_confirmedAt"
    /// In an entry.
    public static let patientsConsentEnded: TextKey = "screen_patients_consentEnded"
    /// In an entry. %1$@ is a day.
    public static let patientsConsentUntil: TextKey = "screen_patients_consentUntil"
    /// The list is empty.
    public static let patientsEmpty: TextKey = "screen_patients_empty"
    /// Search field.
    public static let patientsFilterKana: TextKey = "screen_patients_filterKana"
    /// Button at the end of a page.
    public static let patientsMore: TextKey = "screen_patients_more"
    /// In an entry.
    public static let patientsNoConsent: TextKey = "screen_patients_noConsent"
    /// Button.
    public static let patientsRequerySelected: TextKey = "screen_patients_requerySelected"
    /// Button: choose several patients.
    public static let patientsSelect: TextKey = "screen_patients_select"
    /// Note at the limit.
    public static let patientsSelectLimit: TextKey = "screen_patients_selectLimit"
    /// Bar at the bottom.
    public static let patientsSelectedCount: TextKey = "screen_patients_selectedCount"
    /// Title.
    public static let patientsTitle: TextKey = "screen_patients_title"
    /// Filter: confirmed today.
    public static let patientsToday: TextKey = "screen_patients_today"
    /// Button: asks for the password.
    public static let patientsUnlock: TextKey = "screen_patients_unlock"
}
