// P61 セキュリティ設定, behind a gate.

extension TextKey {
    /// Entry.
    public static let securityDeregister: TextKey = "screen_security_deregister"
    /// Entry.
    public static let securityDevice: TextKey = "screen_security_device"
    /// Line of the gate.
    public static let securityGateLead: TextKey = "screen_security_gateLead"
    /// Button of the gate.
    public static let securityGateSubmit: TextKey = "screen_security_gateSubmit"
    /// Title of the gate.
    public static let securityGateTitle: TextKey = "screen_security_gateTitle"
    /// Below the entries, once opened. %1$@ is a time.
    public static let securityGateValid: TextKey = "screen_security_gateValid"
    /// Entry.
    public static let securityHistory: TextKey = "screen_security_history"
    /// Entry.
    public static let securitySearch: TextKey = "screen_security_search"
    /// Title.
    public static let securityTitle: TextKey = "screen_security_title"
}
