import KyotakuCore

/// All that the phone is to the models.
public typealias PhoneRoles = PhoneWatching & Activating & SigningIn & Visiting & Delivering
    & ResultSearching & Requerying & MedicalReading & NoticeReading & HistoryReading
    & DeviceListing & DeviceChecking & EventReporting

/// A phone whose state is open.
public struct OpenedPhone: Sendable {
    /// The phone.
    public let phone: any PhoneRoles
    /// Why it begins with an empty state, if it does.
    public let reset: StateReset?

    /// A phone whose state is open.
    public init(_ phone: any PhoneRoles, reset: StateReset? = nil) {
        self.phone = phone
        self.reset = reset
    }
}
