// P60 メニュー, from the gear.

extension TextKey {
    /// Entry.
    public static let menuAbout: TextKey = "screen_menu_about"
    /// Entry.
    public static let menuAccount: TextKey = "screen_menu_account"
    /// Entry.
    public static let menuDevices: TextKey = "screen_menu_devices"
    /// Entry.
    public static let menuGuide: TextKey = "screen_menu_guide"
    /// Entry.
    public static let menuNetwork: TextKey = "screen_menu_network"
    /// Entry.
    public static let menuNotices: TextKey = "screen_menu_notices"
    /// Entry; behind it is 資格確認結果検索.
    public static let menuSecurity: TextKey = "screen_menu_security"
    /// Entry.
    public static let menuSignOut: TextKey = "screen_menu_signOut"
    /// Question.
    public static let menuSignOutTitle: TextKey = "screen_menu_signOutTitle"
    /// Below the question, during a visit.
    public static let menuSignOutVisit: TextKey = "screen_menu_signOutVisit"
    /// Below the question, when something waits.
    public static let menuSignOutWaiting: TextKey = "screen_menu_signOutWaiting"
    /// Entry: language of the staff's screens.
    public static let menuStaffLanguage: TextKey = "screen_menu_staffLanguage"
    /// Title.
    public static let menuTitle: TextKey = "screen_menu_title"
}
