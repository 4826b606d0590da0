// P32 目視確認: what staff do, and what they answer for.

extension TextKey {
    /// Heading when the staff have to look once more; the reason is a message.
    public static let visualAgain: TextKey = "screen_visual_again"
    /// Statement to be ticked.
    public static let visualCheckPhoto: TextKey = "screen_visual_checkPhoto"
    /// Statement to be ticked.
    public static let visualCheckTampering: TextKey = "screen_visual_checkTampering"
    /// Button: all statements are ticked.
    public static let visualConfirm: TextKey = "screen_visual_confirm"
    /// Button.
    public static let visualDeny: TextKey = "screen_visual_deny"
    /// Answer.
    public static let visualDenyFace: TextKey = "screen_visual_denyFace"
    /// Below the answers.
    public static let visualDenyNote: TextKey = "screen_visual_denyNote"
    /// Answer.
    public static let visualDenyTampering: TextKey = "screen_visual_denyTampering"
    /// Question after the button above.
    public static let visualDenyTitle: TextKey = "screen_visual_denyTitle"
    /// Line below the title.
    public static let visualLead: TextKey = "screen_visual_lead"
    /// Below the statements.
    public static let visualRecorded: TextKey = "screen_visual_recorded"
    /// Step 2.
    public static let visualStepCompare: TextKey = "screen_visual_stepCompare"
    /// Step 3.
    public static let visualStepInspect: TextKey = "screen_visual_stepInspect"
    /// Step 1.
    public static let visualStepReceive: TextKey = "screen_visual_stepReceive"
    /// Step 4.
    public static let visualStepScan: TextKey = "screen_visual_stepScan"
    /// While a record is fresh.
    public static let visualTimeLeft: TextKey = "screen_visual_timeLeft"
    /// Title.
    public static let visualTitle: TextKey = "screen_visual_title"
    /// Offered after the stop.
    public static let visualUsePin: TextKey = "screen_visual_usePin"
    /// %1$@ is the name of the member of staff.
    public static let visualVerifier: TextKey = "screen_visual_verifier"
}
