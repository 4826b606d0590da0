// What belongs to a visit as a whole.

extension TextKey {
    /// Button.
    public static let visitAbandon: TextKey = "screen_visit_abandon"
    /// Below the question, before the card was read.
    public static let visitAbandonBody: TextKey = "screen_visit_abandonBody"
    /// Below the question, after the card was read.
    public static let visitAbandonKeptBody: TextKey = "screen_visit_abandonKeptBody"
    /// Question.
    public static let visitAbandonTitle: TextKey = "screen_visit_abandonTitle"
    /// Button.
    public static let visitGoOn: TextKey = "screen_visit_goOn"
    /// While the proof is kept on the phone.
    public static let visitKeeping: TextKey = "screen_visit_keeping"
    /// Button: leaves, and goes on later from what the phone keeps.
    public static let visitLeaveForLater: TextKey = "screen_visit_leaveForLater"
    /// After the proof could not be sent.
    public static let visitOfflineKept: TextKey = "screen_visit_offlineKept"
    /// While the server is asked for a challenge.
    public static let visitPreparing: TextKey = "screen_visit_preparing"
    /// While the answer is sent.
    public static let visitRegistering: TextKey = "screen_visit_registering"
    /// While the proof is sent.
    public static let visitSending: TextKey = "screen_visit_sending"
    /// Name of a step, in the row of steps.
    public static let visitStepCard: TextKey = "screen_visit_stepCard"
    /// Name of a step, in the row of steps.
    public static let visitStepConsent: TextKey = "screen_visit_stepConsent"
    /// Name of a step, in the row of steps.
    public static let visitStepMethod: TextKey = "screen_visit_stepMethod"
    /// Name of a step, in the row of steps.
    public static let visitStepPerson: TextKey = "screen_visit_stepPerson"
    /// Name of a step, in the row of steps.
    public static let visitStepResult: TextKey = "screen_visit_stepResult"
}
