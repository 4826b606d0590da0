// What VoiceOver says: labels and hints of elements without a text, and announcements.

extension TextKey {
    /// Announcement.
    public static let spokenCardDone: TextKey = "spoken_card_done"
    /// Announcement.
    public static let spokenCardFailed: TextKey = "spoken_card_failed"
    /// Announcement.
    public static let spokenCardReading: TextKey = "spoken_card_reading"
    /// Label of the cross.
    public static let spokenClose: TextKey = "spoken_close"
    /// Label of the small code. %1$@ is read letter by letter.
    public static let spokenCode: TextKey = "spoken_code"
    /// Announcement of a step.
    public static let spokenConsentProgress: TextKey = "spoken_consent_progress"
    /// Label of a switch. %1$@ is the item, %2$@ the state.
    public static let spokenConsentToggle: TextKey = "spoken_consent_toggle"
    /// Hint of a switch.
    public static let spokenConsentToggleHint: TextKey = "spoken_consent_toggleHint"
    /// State of a step.
    public static let spokenDone: TextKey = "spoken_done"
    /// Label of the hand-back screen.
    public static let spokenHandoverBack: TextKey = "spoken_handover_back"
    /// Label of the banner.
    public static let spokenHomeBanner: TextKey = "spoken_home_banner"
    /// Hint of the big button.
    public static let spokenHomeBeginHint: TextKey = "spoken_home_beginHint"
    /// Label of the gear.
    public static let spokenHomeGear: TextKey = "spoken_home_gear"
    /// Announcement. %1$@ is the name of the language.
    public static let spokenLanguageChosen: TextKey = "spoken_language_chosen"
    /// Announcement.
    public static let spokenLockLocked: TextKey = "spoken_lock_locked"
    /// Hint of a password field.
    public static let spokenPasswordHidden: TextKey = "spoken_passwordHidden"
    /// Announcement.
    public static let spokenPinComplete: TextKey = "spoken_pin_complete"
    /// Label of the key.
    public static let spokenPinDelete: TextKey = "spoken_pin_delete"
    /// Label of the key.
    public static let spokenPinDeleteAll: TextKey = "spoken_pin_deleteAll"
    /// Announcement; never the digit.
    public static let spokenPinEntered: TextKey = "spoken_pin_entered"
    /// Label of the field; the digits are never read.
    public static let spokenPinField: TextKey = "spoken_pin_field"
    /// Label of the group of keys.
    public static let spokenPinKeypad: TextKey = "spoken_pin_keypad"
    /// Hint of a field that must be filled in.
    public static let spokenRequired: TextKey = "spoken_required"
    /// Label of the status band. %1$@ is its word.
    public static let spokenResultBand: TextKey = "spoken_result_band"
    /// A number of the insurance. %1$@ is the label, %2$@ the digits with spaces between them.
    public static let spokenResultDigits: TextKey = "spoken_result_digits"
    /// State of the folded address.
    public static let spokenResultFolded: TextKey = "spoken_result_folded"
    /// A label with its value. %1$@ is the label, %2$@ the value.
    public static let spokenResultLine: TextKey = "spoken_result_line"
    /// State of the folded address.
    public static let spokenResultUnfolded: TextKey = "spoken_result_unfolded"
    /// Announcement.
    public static let spokenSearchFound: TextKey = "spoken_search_found"
    /// Announcement.
    public static let spokenSearchMore: TextKey = "spoken_search_more"
    /// Label of a step. %1$@ is its number, %2$@ what to do.
    public static let spokenStep: TextKey = "spoken_step"
    /// Label of a box to tick. %1$@ is the statement.
    public static let spokenVisualCheck: TextKey = "spoken_visual_check"
    /// Hint of the button while boxes are open.
    public static let spokenVisualLeft: TextKey = "spoken_visual_left"
    /// Announcement.
    public static let spokenWaitingSent: TextKey = "spoken_waiting_sent"
}
