// P44 登録完了: for staff, after the phone was handed back.

extension TextKey {
    /// Title after a change.
    public static let completeChanged: TextKey = "screen_complete_changed"
    /// Button: to the first screen.
    public static let completeHome: TextKey = "screen_complete_home"
    /// Label.
    public static let completeItems: TextKey = "screen_complete_items"
    /// When the registration waits. %1$@ is a day and time.
    public static let completeKept: TextKey = "screen_complete_kept"
    /// Button.
    public static let completeNextPatient: TextKey = "screen_complete_nextPatient"
    /// Value of the line above.
    public static let completeNoItems: TextKey = "screen_complete_noItems"
    /// Title in place of 登録完了, while it waits.
    public static let completeNotRegisteredYet: TextKey = "screen_complete_notRegisteredYet"
    /// Label.
    public static let completePrescription: TextKey = "screen_complete_prescription"
    /// Label.
    public static let completeReceptionNumber: TextKey = "screen_complete_receptionNumber"
    /// Label.
    public static let completeRegisteredAt: TextKey = "screen_complete_registeredAt"
    /// Title.
    public static let completeTitle: TextKey = "screen_complete_title"
    /// Title after looking only.
    public static let completeUnchanged: TextKey = "screen_complete_unchanged"
    /// Button.
    public static let completeViewResult: TextKey = "screen_complete_viewResult"
}
