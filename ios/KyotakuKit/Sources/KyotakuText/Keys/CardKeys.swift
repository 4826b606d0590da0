// P33 カードのセット: how to hold the card.

extension TextKey {
    /// Heading at another try.
    public static let cardAgain: TextKey = "screen_card_again"
    /// Button, after a card that cannot be used.
    public static let cardAnother: TextKey = "screen_card_another"
    /// Hint.
    public static let cardFlat: TextKey = "screen_card_flat"
    /// Line below the title.
    public static let cardLead: TextKey = "screen_card_lead"
    /// Description of the picture, read aloud.
    public static let cardPicture: TextKey = "screen_card_picture"
    /// Below the picture, while the card is read.
    public static let cardProgress: TextKey = "screen_card_progress"
    /// Button: opens the reader sheet.
    public static let cardStart: TextKey = "screen_card_start"
    /// Hint.
    public static let cardStill: TextKey = "screen_card_still"
    /// The end of the time for tapping. %1$@ is a time.
    public static let cardTapBefore: TextKey = "screen_card_tapBefore"
    /// Hint.
    public static let cardTimeLimit: TextKey = "screen_card_timeLimit"
    /// Title.
    public static let cardTitle: TextKey = "screen_card_title"
}
