// P03 端末名の設定.

extension TextKey {
    /// In the empty field.
    public static let deviceNameExample: TextKey = "screen_deviceName_example"
    /// Field; at first the model of the phone.
    public static let deviceNameField: TextKey = "screen_deviceName_field"
    /// Below the field.
    public static let deviceNameHint: TextKey = "screen_deviceName_hint"
    /// Below the heading. %1$@ is the name of the institution.
    public static let deviceNameInstitution: TextKey = "screen_deviceName_institution"
    /// Button.
    public static let deviceNameNext: TextKey = "screen_deviceName_next"
    /// Heading after the registration.
    public static let deviceNameRegistered: TextKey = "screen_deviceName_registered"
    /// Title.
    public static let deviceNameTitle: TextKey = "screen_deviceName_title"
}
