// P42 処方箋の発行方法.

extension TextKey {
    /// Choice.
    public static let prescriptionElectronic: TextKey = "screen_prescription_electronic"
    /// Below the choice.
    public static let prescriptionElectronicHint: TextKey = "screen_prescription_electronicHint"
    /// Line below the title.
    public static let prescriptionLead: TextKey = "screen_prescription_lead"
    /// Where there is no choice.
    public static let prescriptionOnlyOne: TextKey = "screen_prescription_onlyOne"
    /// Choice.
    public static let prescriptionPaper: TextKey = "screen_prescription_paper"
    /// Below the choice.
    public static let prescriptionPaperHint: TextKey = "screen_prescription_paperHint"
    /// Title.
    public static let prescriptionTitle: TextKey = "screen_prescription_title"
}
