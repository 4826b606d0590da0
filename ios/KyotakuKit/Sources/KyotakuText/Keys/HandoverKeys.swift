// Handing the phone to the patient and back.

extension TextKey {
    /// Below the title, for the patient.
    public static let handoverBackBody: TextKey = "screen_handover_backBody"
    /// For staff, before the staff's screens come back. %1$@ is the phone's biometry.
    public static let handoverBackGate: TextKey = "screen_handover_backGate"
    /// For staff, before the staff's screens come back, where no biometry is set up.
    public static let handoverBackGatePasscode: TextKey = "screen_handover_backGatePasscode"
    /// Button, for staff: then they unlock.
    public static let handoverBackStaff: TextKey = "screen_handover_backStaff"
    /// Title, for the patient.
    public static let handoverBackTitle: TextKey = "screen_handover_backTitle"
    /// Button, for the patient: shows a large note.
    public static let handoverCallStaff: TextKey = "screen_handover_callStaff"
    /// Large note, for staff.
    public static let handoverCallStaffNote: TextKey = "screen_handover_callStaffNote"
    /// Button: gives the phone back without going on.
    public static let handoverGiveBack: TextKey = "screen_handover_giveBack"
    /// First line for the patient. %1$@ is the name of the institution.
    public static let handoverGreeting: TextKey = "screen_handover_greeting"
    /// Line below the title, for staff.
    public static let handoverLead: TextKey = "screen_handover_lead"
    /// For the patient.
    public static let handoverOnlyThis: TextKey = "screen_handover_onlyThis"
    /// The owner was not confirmed.
    public static let handoverOwnerFailed: TextKey = "screen_handover_ownerFailed"
    /// Biometry failed too often. %1$@ is the phone's.
    public static let handoverOwnerLockedOut: TextKey = "screen_handover_ownerLockedOut"
    /// For the patient.
    public static let handoverStaffHelps: TextKey = "screen_handover_staffHelps"
    /// Button, for the patient.
    public static let handoverStart: TextKey = "screen_handover_start"
    /// Title, for staff.
    public static let handoverTitle: TextKey = "screen_handover_title"
}
