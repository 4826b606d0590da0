// P64 再照会.

extension TextKey {
    /// While the server is asked.
    public static let requeryAsking: TextKey = "screen_requery_asking"
    /// Column.
    public static let requeryBefore: TextKey = "screen_requery_before"
    /// Button, for a patient who was refused.
    public static let requeryByCard: TextKey = "screen_requery_byCard"
    /// After several.
    public static let requeryChangedCount: TextKey = "screen_requery_changedCount"
    /// %1$@ is a list of labels.
    public static let requeryChangedFields: TextKey = "screen_requery_changedFields"
    /// Heading.
    public static let requeryChanges: TextKey = "screen_requery_changes"
    /// Note.
    public static let requeryCondition: TextKey = "screen_requery_condition"
    /// After several.
    public static let requeryDoneCount: TextKey = "screen_requery_doneCount"
    /// Line below the title.
    public static let requeryLead: TextKey = "screen_requery_lead"
    /// Column.
    public static let requeryNow: TextKey = "screen_requery_now"
    /// After several.
    public static let requeryRefusedCount: TextKey = "screen_requery_refusedCount"
    /// Button.
    public static let requerySubmit: TextKey = "screen_requery_submit"
    /// Title.
    public static let requeryTitle: TextKey = "screen_requery_title"
    /// In place of the list.
    public static let requeryUnchanged: TextKey = "screen_requery_unchanged"
}
