// P41 項目ごとの同意.

extension TextKey {
    /// Switch.
    public static let consentItemsCheckups: TextKey = "screen_consentItems_checkups"
    /// Below the switches.
    public static let consentItemsChosenCount: TextKey = "screen_consentItems_chosenCount"
    /// Switch.
    public static let consentItemsDiseases: TextKey = "screen_consentItems_diseases"
    /// Line below the title.
    public static let consentItemsLead: TextKey = "screen_consentItems_lead"
    /// Switch, on unless the patient objects.
    public static let consentItemsLimit: TextKey = "screen_consentItems_limit"
    /// State of a switch.
    public static let consentItemsOff: TextKey = "screen_consentItems_off"
    /// State of a switch.
    public static let consentItemsOn: TextKey = "screen_consentItems_on"
    /// Switch.
    public static let consentItemsOperations: TextKey = "screen_consentItems_operations"
    /// Title.
    public static let consentItemsTitle: TextKey = "screen_consentItems_title"
    /// Switch: medicines and treatments together.
    public static let consentItemsTreatments: TextKey = "screen_consentItems_treatments"
}
