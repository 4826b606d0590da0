// First run: 利用規約・個人情報の取扱い.

extension TextKey {
    /// Button: goes on.
    public static let termsAgree: TextKey = "screen_terms_agree"
    /// Paragraph.
    public static let termsKeptBody: TextKey = "screen_terms_keptBody"
    /// Heading.
    public static let termsKeptHeading: TextKey = "screen_terms_keptHeading"
    /// Line below the title.
    public static let termsLead: TextKey = "screen_terms_lead"
    /// Paragraph.
    public static let termsLogBody: TextKey = "screen_terms_logBody"
    /// Heading.
    public static let termsLogHeading: TextKey = "screen_terms_logHeading"
    /// Paragraph.
    public static let termsPinBody: TextKey = "screen_terms_pinBody"
    /// Heading.
    public static let termsPinHeading: TextKey = "screen_terms_pinHeading"
    /// Paragraph.
    public static let termsPurposeBody: TextKey = "screen_terms_purposeBody"
    /// Heading.
    public static let termsPurposeHeading: TextKey = "screen_terms_purposeHeading"
    /// Paragraph.
    public static let termsReadBody: TextKey = "screen_terms_readBody"
    /// Heading.
    public static let termsReadHeading: TextKey = "screen_terms_readHeading"
    /// Paragraph.
    public static let termsScreenshotBody: TextKey = "screen_terms_screenshotBody"
    /// Heading.
    public static let termsScreenshotHeading: TextKey = "screen_terms_screenshotHeading"
    /// Title.
    public static let termsTitle: TextKey = "screen_terms_title"
}
