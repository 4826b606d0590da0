// 通信環境の確認: what part of the way does not work.

extension TextKey {
    /// Result.
    public static let networkAllFine: TextKey = "screen_network_allFine"
    /// While it is checked.
    public static let networkChecking: TextKey = "screen_network_checking"
    /// Detail.
    public static let networkClockOff: TextKey = "screen_network_clockOff"
    /// Detail.
    public static let networkDuration: TextKey = "screen_network_duration"
    /// Result of a step.
    public static let networkFailed: TextKey = "screen_network_failed"
    /// Result of a step that was not reached.
    public static let networkNotChecked: TextKey = "screen_network_notChecked"
    /// Result of a step.
    public static let networkOk: TextKey = "screen_network_ok"
    /// Button.
    public static let networkStart: TextKey = "screen_network_start"
    /// Step.
    public static let networkStepClock: TextKey = "screen_network_stepClock"
    /// Step.
    public static let networkStepDevice: TextKey = "screen_network_stepDevice"
    /// Step: the certificate of the server.
    public static let networkStepIdentity: TextKey = "screen_network_stepIdentity"
    /// Step.
    public static let networkStepInternet: TextKey = "screen_network_stepInternet"
    /// Step.
    public static let networkStepServer: TextKey = "screen_network_stepServer"
    /// Step: maintenance.
    public static let networkStepService: TextKey = "screen_network_stepService"
    /// Title.
    public static let networkTitle: TextKey = "screen_network_title"
    /// Kind of the connection.
    public static let networkViaMobile: TextKey = "screen_network_viaMobile"
    /// Kind of the connection.
    public static let networkViaNone: TextKey = "screen_network_viaNone"
    /// Kind of the connection.
    public static let networkViaOther: TextKey = "screen_network_viaOther"
    /// Kind of the connection.
    public static let networkViaWiFi: TextKey = "screen_network_viaWiFi"
    /// Hint.
    public static let networkWifiHint: TextKey = "screen_network_wifiHint"
}
