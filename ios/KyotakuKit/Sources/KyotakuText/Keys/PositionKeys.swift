// Help with the position of the card, after three lost taps.

extension TextKey {
    /// Line below the title.
    public static let positionLead: TextKey = "screen_position_lead"
    /// Button.
    public static let positionMakeReport: TextKey = "screen_position_makeReport"
    /// Button.
    public static let positionRetry: TextKey = "screen_position_retry"
    /// Below the tips.
    public static let positionStillFails: TextKey = "screen_position_stillFails"
    /// Tip.
    public static let positionTipCase: TextKey = "screen_position_tipCase"
    /// Tip.
    public static let positionTipPhoneCase: TextKey = "screen_position_tipPhoneCase"
    /// Tip.
    public static let positionTipSlow: TextKey = "screen_position_tipSlow"
    /// Tip.
    public static let positionTipStill: TextKey = "screen_position_tipStill"
    /// Tip.
    public static let positionTipTable: TextKey = "screen_position_tipTable"
    /// Tip.
    public static let positionTipTop: TextKey = "screen_position_tipTop"
    /// Title.
    public static let positionTitle: TextKey = "screen_position_title"
}
