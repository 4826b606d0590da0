// P04 パスコード・生体認証の確認.

extension TextKey {
    /// Hint: biometry is optional.
    public static let passcodeBiometry: TextKey = "screen_passcode_biometry"
    /// Paragraph.
    public static let passcodeHowTo: TextKey = "screen_passcode_howTo"
    /// Heading: the app cannot be used like this.
    public static let passcodeMissing: TextKey = "screen_passcode_missing"
    /// Paragraph.
    public static let passcodeMissingBody: TextKey = "screen_passcode_missingBody"
    /// The system did not recognise the owner.
    public static let passcodeOwnerFailed: TextKey = "screen_passcode_ownerFailed"
    /// Biometry is locked out.
    public static let passcodeOwnerLockedOut: TextKey = "screen_passcode_ownerLockedOut"
    /// Reason in the system's Face ID dialog.
    public static let passcodeReasonDeregister: TextKey = "screen_passcode_reasonDeregister"
    /// Reason in the system's Face ID dialog.
    public static let passcodeReasonUnlock: TextKey = "screen_passcode_reasonUnlock"
    /// Button: checks again.
    public static let passcodeRecheck: TextKey = "screen_passcode_recheck"
    /// Title.
    public static let passcodeTitle: TextKey = "screen_passcode_title"
}
