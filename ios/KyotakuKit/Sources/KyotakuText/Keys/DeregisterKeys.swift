// P90 端末登録の解除.

extension TextKey {
    /// Below the question.
    public static let deregisterConfirmBody: TextKey = "screen_deregister_confirmBody"
    /// Question.
    public static let deregisterConfirmTitle: TextKey = "screen_deregister_confirmTitle"
    /// After the removal.
    public static let deregisterDone: TextKey = "screen_deregister_done"
    /// What happens.
    public static let deregisterLead: TextKey = "screen_deregister_lead"
    /// Field.
    public static let deregisterPassword: TextKey = "screen_deregister_password"
    /// Title when the server has revoked the phone.
    public static let deregisterRevoked: TextKey = "screen_deregister_revoked"
    /// Button in the warning.
    public static let deregisterSendFirst: TextKey = "screen_deregister_sendFirst"
    /// Button.
    public static let deregisterSubmit: TextKey = "screen_deregister_submit"
    /// Title.
    public static let deregisterTitle: TextKey = "screen_deregister_title"
    /// Warning.
    public static let deregisterWaiting: TextKey = "screen_deregister_waiting"
}
