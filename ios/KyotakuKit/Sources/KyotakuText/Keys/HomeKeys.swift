// P20 ホーム: the first screen after signing in.

extension TextKey {
    /// Banner: the server has not taken the answer.
    public static let homeAnswerCount: TextKey = "screen_home_answerCount"
    /// Big button: begins a visit.
    public static let homeBegin: TextKey = "screen_home_begin"
    /// Button.
    public static let homeConsents: TextKey = "screen_home_consents"
    /// Banner where the app is not connected to the usual server. %1$@ is its name.
    public static let homeDestination: TextKey = "screen_home_destination"
    /// Banner. %1$@ is a day and time.
    public static let homeMaintenance: TextKey = "screen_home_maintenance"
    /// Banner.
    public static let homeMaintenanceOpen: TextKey = "screen_home_maintenanceOpen"
    /// On a phone without NFC.
    public static let homeNoNFC: TextKey = "screen_home_noNFC"
    /// Banner.
    public static let homeNoticeCount: TextKey = "screen_home_noticeCount"
    /// Banner: there are new notices.
    public static let homeNotices: TextKey = "screen_home_notices"
    /// State of the connection.
    public static let homeOffline: TextKey = "screen_home_offline"
    /// State of the connection.
    public static let homeOnline: TextKey = "screen_home_online"
    /// Heading of the list: patients whose eligibility was confirmed today.
    public static let homePatients: TextKey = "screen_home_patients"
    /// The list is empty.
    public static let homePatientsEmpty: TextKey = "screen_home_patientsEmpty"
    /// In place of the list.
    public static let homePatientsLocked: TextKey = "screen_home_patientsLocked"
    /// Banner: refused deliveries, to be looked at.
    public static let homeRefusedCount: TextKey = "screen_home_refusedCount"
    /// Button: opens the patients of continuing home visits.
    public static let homeRequery: TextKey = "screen_home_requery"
    /// Button.
    public static let homeRevoke: TextKey = "screen_home_revoke"
    /// Line below the title. %1$@ is the name of the member of staff.
    public static let homeSignedInAs: TextKey = "screen_home_signedInAs"
    /// Title.
    public static let homeTitle: TextKey = "screen_home_title"
    /// Note, tapping it says why.
    public static let homeVisualOff: TextKey = "screen_home_visualOff"
}
