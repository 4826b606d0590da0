// The locked screen.

extension TextKey {
    /// Below the title, during a visit.
    public static let lockKept: TextKey = "screen_lock_kept"
    /// Line below the title.
    public static let lockLead: TextKey = "screen_lock_lead"
    /// Button.
    public static let lockOtherUser: TextKey = "screen_lock_otherUser"
    /// The warning before the lock.
    public static let lockSoonBody: TextKey = "screen_lockSoon_body"
    /// Button: goes on, and the phone does not lock.
    public static let lockSoonStay: TextKey = "screen_lockSoon_stay"
    /// Title of the warning before the lock.
    public static let lockSoonTitle: TextKey = "screen_lockSoon_title"
    /// Title.
    public static let lockTitle: TextKey = "screen_lock_title"
    /// Button: asks for the owner of the phone.
    public static let lockUnlock: TextKey = "screen_lock_unlock"
    /// Who is signed in. %1$@ is a name.
    public static let lockUser: TextKey = "screen_lock_user"
}
