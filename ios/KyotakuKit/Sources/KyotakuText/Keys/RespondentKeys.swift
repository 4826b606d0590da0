// Who answers: the patient, or somebody in their place.

extension TextKey {
    /// Choice.
    public static let respondentPatient: TextKey = "screen_respondent_patient"
    /// Choice.
    public static let respondentProxy: TextKey = "screen_respondent_proxy"
    /// Below the choice, where the institution does not permit it.
    public static let respondentProxyNote: TextKey = "screen_respondent_proxyNote"
    /// Label of the choice.
    public static let respondentRelationship: TextKey = "screen_respondent_relationship"
    /// Title.
    public static let respondentTitle: TextKey = "screen_respondent_title"
}
