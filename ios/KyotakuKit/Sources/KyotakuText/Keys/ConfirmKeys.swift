// P43 入力内容の確認.

extension TextKey {
    /// Label.
    public static let confirmDeclinedItems: TextKey = "screen_confirm_declinedItems"
    /// Label.
    public static let confirmInstitution: TextKey = "screen_confirm_institution"
    /// Label.
    public static let confirmItems: TextKey = "screen_confirm_items"
    /// Line below the title.
    public static let confirmLead: TextKey = "screen_confirm_lead"
    /// Label.
    public static let confirmLimit: TextKey = "screen_confirm_limit"
    /// Value of the line above.
    public static let confirmNotProvided: TextKey = "screen_confirm_notProvided"
    /// In place of the list.
    public static let confirmNothing: TextKey = "screen_confirm_nothing"
    /// Label.
    public static let confirmPeriod: TextKey = "screen_confirm_period"
    /// Label.
    public static let confirmPrescription: TextKey = "screen_confirm_prescription"
    /// Value of the line above.
    public static let confirmProvided: TextKey = "screen_confirm_provided"
    /// The server did not take the answer.
    public static let confirmRefused: TextKey = "screen_confirm_refused"
    /// While the server is asked.
    public static let confirmRegistering: TextKey = "screen_confirm_registering"
    /// Label.
    public static let confirmRespondent: TextKey = "screen_confirm_respondent"
    /// Button.
    public static let confirmSubmit: TextKey = "screen_confirm_submit"
    /// Title.
    public static let confirmTitle: TextKey = "screen_confirm_title"
}
