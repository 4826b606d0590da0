import KyotakuText

/// The parts of 利用規約・個人情報の取扱い, in their order.
public enum TermsSection: Equatable, Sendable, CaseIterable {
    /// What the app is for.
    case purpose
    /// What is read from a card.
    case reading
    /// The PIN.
    case pin
    /// What is kept on the phone.
    case kept
    /// What the server records.
    case log
    /// Pictures of the screen.
    case screenshots

    /// The heading.
    public var heading: TextKey {
        switch self {
        case .purpose: .termsPurposeHeading
        case .reading: .termsReadHeading
        case .pin: .termsPinHeading
        case .kept: .termsKeptHeading
        case .log: .termsLogHeading
        case .screenshots: .termsScreenshotHeading
        }
    }

    /// The text.
    public var body: TextKey {
        switch self {
        case .purpose: .termsPurposeBody
        case .reading: .termsReadBody
        case .pin: .termsPinBody
        case .kept: .termsKeptBody
        case .log: .termsLogBody
        case .screenshots: .termsScreenshotBody
        }
    }
}
