// The locked screen.

extension TextKey {
    /// Below the title, during a visit.
    public static let lockKept: TextKey = "screen_lock_kept"
    /// Line below the title.
    public static let lockLead: TextKey = "screen_lock_lead"
    /// Button.
    public static let lockOtherUser: TextKey = "screen_lock_otherUser"
    /// Title.
    public static let lockTitle: TextKey = "screen_lock_title"
    /// Button: asks for the owner of the phone.
    public static let lockUnlock: TextKey = "screen_lock_unlock"
    /// Who is signed in. %1$@ is a name.
    public static let lockUser: TextKey = "screen_lock_user"
}
