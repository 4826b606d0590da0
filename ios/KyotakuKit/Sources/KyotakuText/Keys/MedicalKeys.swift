// P65 医療情報, for accounts with 医療情報閲覧.

extension TextKey {
    /// Label.
    public static let medicalCheckupDate: TextKey = "screen_medical_checkupDate"
    /// Label.
    public static let medicalDetail: TextKey = "screen_medical_detail"
    /// The list is empty.
    public static let medicalEmpty: TextKey = "screen_medical_empty"
    /// Field: a month.
    public static let medicalFrom: TextKey = "screen_medical_from"
    /// Label.
    public static let medicalInstitution: TextKey = "screen_medical_institution"
    /// Below a long list.
    public static let medicalLimited: TextKey = "screen_medical_limited"
    /// Label.
    public static let medicalMedicineDate: TextKey = "screen_medical_medicineDate"
    /// Label.
    public static let medicalOperationDate: TextKey = "screen_medical_operationDate"
    /// Label.
    public static let medicalQuantity: TextKey = "screen_medical_quantity"
    /// Button.
    public static let medicalShow: TextKey = "screen_medical_show"
    /// Title.
    public static let medicalTitle: TextKey = "screen_medical_title"
    /// Field: a month.
    public static let medicalTo: TextKey = "screen_medical_to"
    /// Label.
    public static let medicalTreatmentDate: TextKey = "screen_medical_treatmentDate"
    /// Footnote.
    public static let medicalViewed: TextKey = "screen_medical_viewed"
}
