// P02 初期登録: the four inputs.

extension TextKey {
    /// Field.
    public static let registrationActivationCode: TextKey = "screen_registration_activationCode"
    /// Below the field.
    public static let registrationActivationCodeHint: TextKey =
        "screen_registration_activationCodeHint"
    /// Checklist: third preparation at the console.
    public static let registrationChecklistAccount: TextKey = "screen_registration_checklistAccount"
    /// Checklist: second preparation at the console.
    public static let registrationChecklistCode: TextKey = "screen_registration_checklistCode"
    /// Checklist: first preparation at the console.
    public static let registrationChecklistEnvironment: TextKey =
        "screen_registration_checklistEnvironment"
    /// Heading of the checklist.
    public static let registrationChecklistTitle: TextKey = "screen_registration_checklistTitle"
    /// In the place of the field, after a code was scanned.
    public static let registrationCodeScanned: TextKey = "screen_registration_codeScanned"
    /// Hint: an account that never signed in at the console is refused.
    public static let registrationFirstSignIn: TextKey = "screen_registration_firstSignIn"
    /// Field: ten digits.
    public static let registrationInstitution: TextKey = "screen_registration_institution"
    /// Below the field.
    public static let registrationInstitutionHint: TextKey = "screen_registration_institutionHint"
    /// Line below the title.
    public static let registrationLead: TextKey = "screen_registration_lead"
    /// Field.
    public static let registrationPassword: TextKey = "screen_registration_password"
    /// While the server is asked.
    public static let registrationRegistering: TextKey = "screen_registration_registering"
    /// Button: opens the camera for the QR code.
    public static let registrationScanCode: TextKey = "screen_registration_scanCode"
    /// Button.
    public static let registrationSubmit: TextKey = "screen_registration_submit"
    /// Title.
    public static let registrationTitle: TextKey = "screen_registration_title"
    /// After a lost answer: the same code may be used again.
    public static let registrationUnanswered: TextKey = "screen_registration_unanswered"
    /// Field.
    public static let registrationUserID: TextKey = "screen_registration_userID"
    /// Below the field.
    public static let registrationUserIDHint: TextKey = "screen_registration_userIDHint"
    /// Below the checklist.
    public static let registrationWhere: TextKey = "screen_registration_where"
}
