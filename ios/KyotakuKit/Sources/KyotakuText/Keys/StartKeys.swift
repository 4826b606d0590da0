// P01 起動・確認: what is checked when the app starts.

extension TextKey {
    /// Check: is the app new enough.
    public static let startCheckApp: TextKey = "screen_start_checkApp"
    /// Check: do long commands pass.
    public static let startCheckLengths: TextKey = "screen_start_checkLengths"
    /// Check: can the phone read cards.
    public static let startCheckNFC: TextKey = "screen_start_checkNFC"
    /// Check: can the server be reached.
    public static let startCheckNetwork: TextKey = "screen_start_checkNetwork"
    /// Check: is there a passcode.
    public static let startCheckPasscode: TextKey = "screen_start_checkPasscode"
    /// Check: is the system new enough.
    public static let startCheckSystem: TextKey = "screen_start_checkSystem"
    /// State of a check.
    public static let startChecking: TextKey = "screen_start_checking"
    /// State of a check.
    public static let startFailed: TextKey = "screen_start_failed"
    /// Below the checks, before any card was read.
    public static let startLengthsWithCard: TextKey = "screen_start_lengthsWithCard"
    /// State of a check.
    public static let startPassed: TextKey = "screen_start_passed"
    /// Every check is done.
    public static let startReady: TextKey = "screen_start_ready"
    /// Below the checks, without a connection.
    public static let startServerUnreached: TextKey = "screen_start_serverUnreached"
    /// State of a check that waits for a card or a connection.
    public static let startSkipped: TextKey = "screen_start_skipped"
    /// Heading of the message about damaged state.
    public static let startStateReset: TextKey = "screen_start_stateReset"
    /// Title of the first screen, while phone and network are checked.
    public static let startTitle: TextKey = "screen_start_title"
}
