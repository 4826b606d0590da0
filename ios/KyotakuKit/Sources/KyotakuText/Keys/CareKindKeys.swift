// P21 診療区分の選択.

extension TextKey {
    /// Below 訪問診療等.
    public static let careKindHomeVisitHint: TextKey = "screen_careKind_homeVisitHint"
    /// Line below the title.
    public static let careKindLead: TextKey = "screen_careKind_lead"
    /// Footnote.
    public static let careKindOnlyEnabled: TextKey = "screen_careKind_onlyEnabled"
    /// Below 外来診療等(通常とは異なる動線).
    public static let careKindOutpatientHint: TextKey = "screen_careKind_outpatientHint"
    /// Title.
    public static let careKindTitle: TextKey = "screen_careKind_title"
}
