// P04 パスコード・生体認証の確認.

extension TextKey {
    /// Hint: biometry is optional. %1$@ is the phone's.
    public static let passcodeBiometry: TextKey = "screen_passcode_biometry"
    /// Paragraph. %1$@ is the phone's biometry.
    public static let passcodeHowTo: TextKey = "screen_passcode_howTo"
    /// Paragraph, for a phone without biometry.
    public static let passcodeHowToPasscode: TextKey = "screen_passcode_howToPasscode"
    /// Heading: the app cannot be used like this.
    public static let passcodeMissing: TextKey = "screen_passcode_missing"
    /// Paragraph.
    public static let passcodeMissingBody: TextKey = "screen_passcode_missingBody"
    /// The system did not recognise the owner.
    public static let passcodeOwnerFailed: TextKey = "screen_passcode_ownerFailed"
    /// Biometry is locked out. %1$@ is the phone's.
    public static let passcodeOwnerLockedOut: TextKey = "screen_passcode_ownerLockedOut"
    /// Reason in the system's question for the owner of the phone.
    public static let passcodeReasonDeregister: TextKey = "screen_passcode_reasonDeregister"
    /// Reason in the system's question for the owner of the phone.
    public static let passcodeReasonHandBack: TextKey = "screen_passcode_reasonHandBack"
    /// Reason in the system's question for the owner of the phone.
    public static let passcodeReasonUnlock: TextKey = "screen_passcode_reasonUnlock"
    /// Button: checks again.
    public static let passcodeRecheck: TextKey = "screen_passcode_recheck"
    /// Title.
    public static let passcodeTitle: TextKey = "screen_passcode_title"
}
