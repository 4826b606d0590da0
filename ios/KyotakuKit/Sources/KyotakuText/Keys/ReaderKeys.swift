// Why a tap did not begin or ended: what staff can do about it.

extension TextKey {
    /// The system's reader is in use.
    public static let readerBusy: TextKey = "screen_reader_busy"
    /// Whoever holds the phone closed the sheet.
    public static let readerCancelled: TextKey = "screen_reader_cancelled"
    /// Another app or a call took over.
    public static let readerInterrupted: TextKey = "screen_reader_interrupted"
    /// Offers the help with the position.
    public static let readerLostTooOften: TextKey = "screen_reader_lostTooOften"
    /// A fault of the app itself.
    public static let readerMisconfigured: TextKey = "screen_reader_misconfigured"
    /// The system or the device management forbids it.
    public static let readerNotPermitted: TextKey = "screen_reader_notPermitted"
    /// NFC is off or restricted.
    public static let readerOff: TextKey = "screen_reader_off"
    /// The time of the reader is over.
    public static let readerTimedOut: TextKey = "screen_reader_timedOut"
    /// The phone has no NFC.
    public static let readerUnsupported: TextKey = "screen_reader_unsupported"
}
