import KyotakuText

extension ErrorText {
    /// Whether its next step is to see the result. Where the result is, or a button that leads to it,
    /// that is not said again.
    public var leadsToResult: Bool {
        [Codes.consentDeclined, Codes.consentRegistered, Codes.eligibilityUnchanged].contains(code)
    }
}
