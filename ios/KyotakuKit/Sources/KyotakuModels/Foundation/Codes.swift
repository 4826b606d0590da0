/// The codes that models themselves speak of, by what the core calls them. All others come from the
/// core or the server, and are shown as they come.
enum Codes {
    static let cardLost = "MKA-E2002"
    static let cardNotFound = "MKA-E2001"
    static let cardSessionEnded = "MKA-E2007"
    static let certificateGrace = "MKA-E2020"
    static let consentEmpty = "MKA-E3002"
    static let deviceRevoked = "MKA-E1107"
    static let extendedApduUnsupported = "MKA-E0002"
    static let homeVisitDisabled = "MKA-E1108"
    static let `internal` = "MKA-E5005"
    static let nfcUnsupported = "MKA-E0001"
    static let notMyNumberCard = "MKA-E2003"
    static let passcodeMissing = "MKA-E0003"
    static let prescriptionNotChosen = "MKA-E3013"
    static let proxyNotPermitted = "MKA-E3011"
    static let residentRegisterCard = "MKA-E2004"
    static let stateReset = "MKA-E0005"
    static let terminalSignatureMissing = "MKA-E2071"
    static let viewConsentDisabled = "MKA-E3012"
    static let visualDeclined = "MKA-I2041"

    /// All of them, to be compared with the catalogue.
    static let all = [
        cardLost, cardNotFound, cardSessionEnded, certificateGrace, consentEmpty,
        deviceRevoked, extendedApduUnsupported, homeVisitDisabled, `internal`, nfcUnsupported,
        notMyNumberCard, passcodeMissing, prescriptionNotChosen, proxyNotPermitted,
        residentRegisterCard, stateReset, terminalSignatureMissing, viewConsentDisabled,
        visualDeclined,
    ]
}
