// P10 ログイン.

extension TextKey {
    /// Below the form, after the message that it must be changed.
    public static let signInChangePassword: TextKey = "screen_signIn_changePassword"
    /// Button: opens a note.
    public static let signInForgotten: TextKey = "screen_signIn_forgotten"
    /// The note.
    public static let signInForgottenBody: TextKey = "screen_signIn_forgottenBody"
    /// Label of the name of the institution, which cannot be changed.
    public static let signInInstitution: TextKey = "screen_signIn_institution"
    /// Below the form. %1$@ is a name.
    public static let signInLastUser: TextKey = "screen_signIn_lastUser"
    /// Field.
    public static let signInPassword: TextKey = "screen_signIn_password"
    /// Banner after signing in.
    public static let signInPasswordExpires: TextKey = "screen_signIn_passwordExpires"
    /// While the server is asked.
    public static let signInSigningIn: TextKey = "screen_signIn_signingIn"
    /// Button.
    public static let signInSubmit: TextKey = "screen_signIn_submit"
    /// Title.
    public static let signInTitle: TextKey = "screen_signIn_title"
    /// Field.
    public static let signInUserID: TextKey = "screen_signIn_userID"
    /// Below the form.
    public static let signInWaiting: TextKey = "screen_signIn_waiting"
}
