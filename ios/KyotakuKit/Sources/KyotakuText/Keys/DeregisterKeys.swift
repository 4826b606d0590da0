// P90 端末登録の解除.

extension TextKey {
    /// Below the question.
    public static let deregisterConfirmBody: TextKey = "screen_deregister_confirmBody"
    /// Question.
    public static let deregisterConfirmTitle: TextKey = "screen_deregister_confirmTitle"
    /// After the removal.
    public static let deregisterDone: TextKey = "screen_deregister_done"
    /// Button: the last resort, once the server could not be asked.
    public static let deregisterErase: TextKey = "screen_deregister_erase"
    /// Second question of the last resort.
    public static let deregisterEraseAgainTitle: TextKey = "screen_deregister_eraseAgainTitle"
    /// Below the questions of the last resort.
    public static let deregisterEraseBody: TextKey = "screen_deregister_eraseBody"
    /// First question of the last resort.
    public static let deregisterEraseTitle: TextKey = "screen_deregister_eraseTitle"
    /// What happens.
    public static let deregisterLead: TextKey = "screen_deregister_lead"
    /// Field.
    public static let deregisterPassword: TextKey = "screen_deregister_password"
    /// Title when the server has revoked the phone.
    public static let deregisterRevoked: TextKey = "screen_deregister_revoked"
    /// Button in the warning.
    public static let deregisterSendFirst: TextKey = "screen_deregister_sendFirst"
    /// After the last resort.
    public static let deregisterStillKnown: TextKey = "screen_deregister_stillKnown"
    /// Button.
    public static let deregisterSubmit: TextKey = "screen_deregister_submit"
    /// Title.
    public static let deregisterTitle: TextKey = "screen_deregister_title"
    /// Warning.
    public static let deregisterWaiting: TextKey = "screen_deregister_waiting"
}
