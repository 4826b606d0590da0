// アカウント情報.

extension TextKey {
    /// Footnote.
    public static let accountChangePassword: TextKey = "screen_account_changePassword"
    /// Label.
    public static let accountInstitution: TextKey = "screen_account_institution"
    /// Label.
    public static let accountInstitutionCode: TextKey = "screen_account_institutionCode"
    /// Label.
    public static let accountName: TextKey = "screen_account_name"
    /// Label.
    public static let accountRole: TextKey = "screen_account_role"
    /// Label.
    public static let accountSessionEnds: TextKey = "screen_account_sessionEnds"
    /// Title.
    public static let accountTitle: TextKey = "screen_account_title"
    /// Label.
    public static let accountUserID: TextKey = "screen_account_userID"
    /// Label.
    public static let accountVisual: TextKey = "screen_account_visual"
    /// Value.
    public static let accountVisualNo: TextKey = "screen_account_visualNo"
    /// Value.
    public static let accountVisualYes: TextKey = "screen_account_visualYes"
}
