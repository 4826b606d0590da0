// P70 操作履歴: read-only.

extension TextKey {
    /// The list is empty.
    public static let historyEmpty: TextKey = "screen_history_empty"
    /// Line below the title.
    public static let historyLead: TextKey = "screen_history_lead"
    /// Button at the end of a page.
    public static let historyMore: TextKey = "screen_history_more"
    /// Label: what it was done to.
    public static let historySubject: TextKey = "screen_history_subject"
    /// Title.
    public static let historyTitle: TextKey = "screen_history_title"
}
