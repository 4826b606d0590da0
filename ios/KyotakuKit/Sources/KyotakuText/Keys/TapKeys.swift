// The sheet of the card reader: one line, read aloud when it changes.

extension TextKey {
    /// First line of the reader sheet.
    public static let tapBegin: TextKey = "tap_begin"
    /// Cross: confirmation by sight is for one card.
    public static let tapEndingCardChanged: TextKey = "tap_ending_cardChanged"
    /// Cross: nothing came of the tap, and it may be tried again.
    public static let tapEndingFailed: TextKey = "tap_ending_failed"
    /// Cross: the answer made no sense.
    public static let tapEndingFault: TextKey = "tap_ending_fault"
    /// Cross: the PIN was held back before the last try.
    public static let tapEndingLastTry: TextKey = "tap_ending_lastTry"
    /// Cross: phone or card do not pass long commands.
    public static let tapEndingLengthRefused: TextKey = "tap_ending_lengthRefused"
    /// Cross: the card was lost several times.
    public static let tapEndingLostTooOften: TextKey = "tap_ending_lostTooOften"
    /// Cross: another card.
    public static let tapEndingNotMyNumberCard: TextKey = "tap_ending_notMyNumberCard"
    /// Cross: the server was not reached while the card was held.
    public static let tapEndingOffline: TextKey = "tap_ending_offline"
    /// Cross: the card takes no PIN.
    public static let tapEndingPinBlocked: TextKey = "tap_ending_pinBlocked"
    /// Cross: no PIN to present, or it is not known whether it was counted.
    public static let tapEndingPinNeeded: TextKey = "tap_ending_pinNeeded"
    /// Tick: the card has signed, or what was wanted was read.
    public static let tapEndingRead: TextKey = "tap_ending_read"
    /// Cross: sixty seconds are over.
    public static let tapEndingTimedOut: TextKey = "tap_ending_timedOut"
    /// Cross: the time for tapping is over.
    public static let tapEndingTooLate: TextKey = "tap_ending_tooLate"
    /// Cross: expired, revoked or without certificate; the screen says why.
    public static let tapEndingUnsuitable: TextKey = "tap_ending_unsuitable"
    /// Cross: the card refused the institution.
    public static let tapEndingVisualRefused: TextKey = "tap_ending_visualRefused"
    /// Cross: the card refused the PIN.
    public static let tapEndingWrongPin: TextKey = "tap_ending_wrongPin"
    /// A card has been found.
    public static let tapFound: TextKey = "tap_found"
    /// The card was lost and is looked for again in the same sheet.
    public static let tapLost: TextKey = "tap_lost"
    /// Phase: asking the card, which costs no try.
    public static let tapPhaseAskingTries: TextKey = "tap_phase_askingTries"
    /// Phase: confirmation by sight, the card checks the institution.
    public static let tapPhaseAuthenticatingTerminal: TextKey = "tap_phase_authenticatingTerminal"
    /// Phase: finding out what card it is.
    public static let tapPhaseIdentifying: TextKey = "tap_phase_identifying"
    /// Phase: reading, without a known length.
    public static let tapPhaseReadingCertificate: TextKey = "tap_phase_readingCertificate"
    /// Phase: opening the card.
    public static let tapPhaseSelecting: TextKey = "tap_phase_selecting"
    /// Phase: the card signs.
    public static let tapPhaseSigning: TextKey = "tap_phase_signing"
    /// Phase: the PIN is presented to the card.
    public static let tapPhaseVerifyingPin: TextKey = "tap_phase_verifyingPin"
    /// Phase: reading, with the per cent done.
    public static let tapProgress: TextKey = "tap_progress"
    /// The server is asked while the card is held.
    public static let tapRelaying: TextKey = "tap_relaying"
    /// Several cards are in the field.
    public static let tapSeveral: TextKey = "tap_several"
}
