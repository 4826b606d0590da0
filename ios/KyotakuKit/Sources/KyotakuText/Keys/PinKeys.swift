// P31 暗証番号の入力: the patient enters the PIN.

extension TextKey {
    /// After an interrupted reading.
    public static let pinFateCounted: TextKey = "screen_pin_fateCounted"
    /// After an interrupted reading.
    public static let pinFateNotCounted: TextKey = "screen_pin_fateNotCounted"
    /// After an interrupted reading.
    public static let pinFateRight: TextKey = "screen_pin_fateRight"
    /// After an interrupted reading: right, or never seen by the card.
    public static let pinFateRightOrNotCounted: TextKey = "screen_pin_fateRightOrNotCounted"
    /// Button: opens a note.
    public static let pinForgotten: TextKey = "screen_pin_forgotten"
    /// The note.
    public static let pinForgottenBody: TextKey = "screen_pin_forgottenBody"
    /// The note, where confirmation by sight is not offered.
    public static let pinForgottenPinOnly: TextKey = "screen_pin_forgottenPinOnly"
    /// Below the field.
    public static let pinHidden: TextKey = "screen_pin_hidden"
    /// Label of the field; the exact name of the PIN.
    public static let pinLabel: TextKey = "screen_pin_label"
    /// Button: the patient wants the last try.
    public static let pinLastTryAgree: TextKey = "screen_pin_lastTryAgree"
    /// Below the title.
    public static let pinLastTryBody: TextKey = "screen_pin_lastTryBody"
    /// Below the title, where confirmation by sight is not offered.
    public static let pinLastTryPinOnly: TextKey = "screen_pin_lastTryPinOnly"
    /// Title before the last try.
    public static let pinLastTryTitle: TextKey = "screen_pin_lastTryTitle"
    /// Below the keypad.
    public static let pinNotKept: TextKey = "screen_pin_notKept"
    /// Line below the title.
    public static let pinPatientOnly: TextKey = "screen_pin_patientOnly"
    /// Switch: the keypad in another order.
    public static let pinShuffle: TextKey = "screen_pin_shuffle"
    /// Notice above the keypad, while VoiceOver speaks.
    public static let pinSpokenAloud: TextKey = "screen_pin_spokenAloud"
    /// Button: four digits are entered.
    public static let pinSubmit: TextKey = "screen_pin_submit"
    /// Title.
    public static let pinTitle: TextKey = "screen_pin_title"
    /// After a wrong PIN.
    public static let pinTriesLeft: TextKey = "screen_pin_triesLeft"
    /// Button.
    public static let pinUseVisual: TextKey = "screen_pin_useVisual"
    /// Which of the PINs it is.
    public static let pinWhich: TextKey = "screen_pin_which"
    /// After a wrong PIN, with the number.
    public static let pinWrong: TextKey = "screen_pin_wrong"
}
