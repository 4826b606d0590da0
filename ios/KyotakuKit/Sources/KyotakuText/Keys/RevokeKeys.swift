// P51 すべての同意を取り消す.

extension TextKey {
    /// Choice.
    public static let revokeAllKinds: TextKey = "screen_revoke_allKinds"
    /// Note.
    public static let revokeCareGoesOn: TextKey = "screen_revoke_careGoesOn"
    /// Button: second confirmation.
    public static let revokeConfirm: TextKey = "screen_revoke_confirm"
    /// Second confirmation.
    public static let revokeConfirmBody: TextKey = "screen_revoke_confirmBody"
    /// Second confirmation.
    public static let revokeConfirmTitle: TextKey = "screen_revoke_confirmTitle"
    /// Button.
    public static let revokeKeep: TextKey = "screen_revoke_keep"
    /// Label.
    public static let revokeKind: TextKey = "screen_revoke_kind"
    /// What happens. %1$@ is the name of the institution.
    public static let revokeLead: TextKey = "screen_revoke_lead"
    /// Label.
    public static let revokeReason: TextKey = "screen_revoke_reason"
    /// Choice.
    public static let revokeReasonOther: TextKey = "screen_revoke_reasonOther"
    /// Choice.
    public static let revokeReasonPatient: TextKey = "screen_revoke_reasonPatient"
    /// Note.
    public static let revokeRecordsStay: TextKey = "screen_revoke_recordsStay"
    /// Label.
    public static let revokeRequester: TextKey = "screen_revoke_requester"
    /// Button: first confirmation.
    public static let revokeSubmit: TextKey = "screen_revoke_submit"
    /// Title.
    public static let revokeTitle: TextKey = "screen_revoke_title"
}
