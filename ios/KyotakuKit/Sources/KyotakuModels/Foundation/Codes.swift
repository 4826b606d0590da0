/// The codes that models themselves speak of, by what the core calls them. All others come from the
/// core or the server, and are shown as they come.
enum Codes {
    static let accountLocked = "MKA-E1102"
    static let accountNeverSignedIn = "MKA-E1103"
    static let accountNotPermitted = "MKA-E1105"
    static let accountOutsidePeriod = "MKA-E1104"
    static let accountPaused = "MKA-E1116"
    static let activationCodeExpired = "MKA-E1011"
    static let activationCodeRevoked = "MKA-E1013"
    static let activationCodeUsed = "MKA-E1012"
    static let appOutdated = "MKA-E0004"
    static let burdenEstimated = "MKA-W4004"
    static let cardLost = "MKA-E2002"
    static let cardNotFound = "MKA-E2001"
    static let cardSessionEnded = "MKA-E2007"
    static let certificateGrace = "MKA-E2020"
    static let consentDeclined = "MKA-I3003"
    static let consentEmpty = "MKA-E3002"
    static let consentExpired = "MKA-E3014"
    static let consentMissing = "MKA-E3015"
    static let consentRegistered = "MKA-I3001"
    static let consentWithdrawn = "MKA-E3007"
    static let deviceRevoked = "MKA-E1107"
    static let eligibilityUnchanged = "MKA-I4011"
    static let extendedApduUnsupported = "MKA-E0002"
    static let homeVisitDisabled = "MKA-E1108"
    static let `internal` = "MKA-E5005"
    static let itemNotConsented = "MKA-E3016"
    static let nfcUnsupported = "MKA-E0001"
    static let notMyNumberCard = "MKA-E2003"
    static let notOurServer = "MKA-E5002"
    static let offline = "MKA-E5001"
    static let passcodeMissing = "MKA-E0003"
    static let passwordMustChange = "MKA-E1106"
    static let pending = "MKA-E5004"
    static let prescriptionNotChosen = "MKA-E3013"
    static let proxyNotPermitted = "MKA-E3011"
    static let residentRegisterCard = "MKA-E2004"
    static let searchMalformed = "MKA-E4008"
    static let searchTooWide = "MKA-E4007"
    static let signedInElsewhere = "MKA-E1115"
    static let stateReset = "MKA-E0005"
    static let stateUnusable = "MKA-E0011"
    static let terminalSignatureMissing = "MKA-E2071"
    static let tooManyRequests = "MKA-E5019"
    static let viewConsentDisabled = "MKA-E3012"
    static let visualDeclined = "MKA-I2041"

    /// All of them, to be compared with the catalogue.
    static let all = [
        accountLocked, accountNeverSignedIn, accountNotPermitted, accountOutsidePeriod,
        accountPaused, activationCodeExpired, activationCodeRevoked, activationCodeUsed,
        appOutdated, burdenEstimated, cardLost, cardNotFound, cardSessionEnded, certificateGrace,
        consentDeclined, consentEmpty, consentExpired, consentMissing, consentRegistered,
        consentWithdrawn, deviceRevoked,
        eligibilityUnchanged, extendedApduUnsupported, homeVisitDisabled, `internal`,
        itemNotConsented, nfcUnsupported,
        notMyNumberCard, notOurServer, offline, passcodeMissing, passwordMustChange, pending,
        prescriptionNotChosen, proxyNotPermitted, residentRegisterCard, searchMalformed,
        searchTooWide, signedInElsewhere, stateReset, stateUnusable, terminalSignatureMissing,
        tooManyRequests, viewConsentDisabled, visualDeclined,
    ]
}
