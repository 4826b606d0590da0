// Buttons and menu entries that several screens share.

extension TextKey {
    /// Button: goes one step back.
    public static let actionBack: TextKey = "action_back"
    /// Button: leaves what was begun, nothing is done.
    public static let actionCancel: TextKey = "action_cancel"
    /// Button: changes what is shown.
    public static let actionChange: TextKey = "action_change"
    /// Button: empties what was entered.
    public static let actionClear: TextKey = "action_clear"
    /// Button: closes a sheet or a message.
    public static let actionClose: TextKey = "action_close"
    /// Button: goes to the next step.
    public static let actionContinue: TextKey = "action_continue"
    /// Button: copies a text that is about no person.
    public static let actionCopy: TextKey = "action_copy"
    /// Button: removes an entry.
    public static let actionDelete: TextKey = "action_delete"
    /// Button: shows more.
    public static let actionDetails: TextKey = "action_details"
    /// Button: ends what was done on this screen.
    public static let actionDone: TextKey = "action_done"
    /// Answer to a question.
    public static let actionNo: TextKey = "action_no"
    /// Button: the message was read.
    public static let actionOk: TextKey = "action_ok"
    /// Button: opens the phone's settings.
    public static let actionOpenSettings: TextKey = "action_openSettings"
    /// Button: does the same again.
    public static let actionRetry: TextKey = "action_retry"
    /// Button: reads the card again.
    public static let actionScanAgain: TextKey = "action_scanAgain"
    /// Button: opens a choice.
    public static let actionSelect: TextKey = "action_select"
    /// Button: sends what waits.
    public static let actionSend: TextKey = "action_send"
    /// Button: begins the visit again.
    public static let actionStartAgain: TextKey = "action_startAgain"
    /// Button: gives up what is under way.
    public static let actionStop: TextKey = "action_stop"
    /// Answer to a question.
    public static let actionYes: TextKey = "action_yes"
}
