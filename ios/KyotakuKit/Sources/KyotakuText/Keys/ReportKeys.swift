// The support report: codes and steps, never data.

extension TextKey {
    /// What is in it.
    public static let reportContains: TextKey = "screen_report_contains"
    /// What is not in it.
    public static let reportContainsNot: TextKey = "screen_report_containsNot"
    /// After the button.
    public static let reportCopied: TextKey = "screen_report_copied"
    /// Button.
    public static let reportCopy: TextKey = "screen_report_copy"
    /// Nothing was read since the start of the app.
    public static let reportEmpty: TextKey = "screen_report_empty"
    /// Line below the title.
    public static let reportLead: TextKey = "screen_report_lead"
    /// Button.
    public static let reportShare: TextKey = "screen_report_share"
    /// Title.
    public static let reportTitle: TextKey = "screen_report_title"
}
