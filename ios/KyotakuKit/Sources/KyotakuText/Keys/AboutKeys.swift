// アプリ情報・ライセンス.

extension TextKey {
    /// Label.
    public static let aboutCoreVersion: TextKey = "screen_about_coreVersion"
    /// Label: where the source code of some software is.
    public static let aboutLicenceSource: TextKey = "screen_about_licenceSource"
    /// Heading.
    public static let aboutLicences: TextKey = "screen_about_licences"
    /// Paragraph.
    public static let aboutNotOfficial: TextKey = "screen_about_notOfficial"
    /// Paragraph.
    public static let aboutOwnLicence: TextKey = "screen_about_ownLicence"
    /// Paragraph: what the app goes by.
    public static let aboutReferenceProfile: TextKey = "screen_about_referenceProfile"
    /// Paragraph, in the reference world only.
    public static let aboutReferenceWorld: TextKey = "screen_about_referenceWorld"
    /// Entry.
    public static let aboutReport: TextKey = "screen_about_report"
    /// Label.
    public static let aboutServer: TextKey = "screen_about_server"
    /// Entry.
    public static let aboutTerms: TextKey = "screen_about_terms"
    /// Heading.
    public static let aboutThirdParty: TextKey = "screen_about_thirdParty"
    /// Title.
    public static let aboutTitle: TextKey = "screen_about_title"
    /// Label.
    public static let aboutVersion: TextKey = "screen_about_version"
}
