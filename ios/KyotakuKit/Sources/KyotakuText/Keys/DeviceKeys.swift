// 端末情報.

extension TextKey {
    /// Label.
    public static let deviceCertificateUntil: TextKey = "screen_device_certificateUntil"
    /// Button: reads any My Number Card to learn what the phone can do.
    public static let deviceCheck: TextKey = "screen_device_check"
    /// Above the button.
    public static let deviceCheckLead: TextKey = "screen_device_checkLead"
    /// After the check.
    public static let deviceChecked: TextKey = "screen_device_checked"
    /// During the check.
    public static let deviceChecking: TextKey = "screen_device_checking"
    /// Label.
    public static let deviceDeviceID: TextKey = "screen_device_deviceID"
    /// Label: extended Le. The value is a capability.
    public static let deviceLongAnswers: TextKey = "screen_device_longAnswers"
    /// Label: extended Lc. The value is a capability.
    public static let deviceLongCommands: TextKey = "screen_device_longCommands"
    /// Label.
    public static let deviceModel: TextKey = "screen_device_model"
    /// Label.
    public static let deviceName: TextKey = "screen_device_name"
    /// After the check, when the server was not reached.
    public static let deviceNotReported: TextKey = "screen_device_notReported"
    /// After a renewal.
    public static let deviceRenewed: TextKey = "screen_device_renewed"
    /// After the check.
    public static let deviceReported: TextKey = "screen_device_reported"
    /// Label.
    public static let deviceSystem: TextKey = "screen_device_system"
    /// Title.
    public static let deviceTitle: TextKey = "screen_device_title"
    /// Label.
    public static let deviceVisual: TextKey = "screen_device_visual"
}
