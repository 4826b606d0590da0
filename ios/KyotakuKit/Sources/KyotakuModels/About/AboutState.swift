import KyotakuText

/// アプリ情報・ライセンス.
public struct AboutState: Equatable, Sendable {
    /// The version of the app.
    public var appVersion: String
    /// The version of the core.
    public var coreVersion: String
    /// The server, by its name alone.
    public var serverName: String
    /// What the app is and is not, paragraph by paragraph.
    public var statements: [TextKey]
    /// Where the licences are: the heading of the list of the software used.
    public let licences: TextKey = .aboutThirdParty
}

/// What somebody does with アプリ情報.
public enum AboutAction: Sendable, Equatable {
    /// 利用規約・個人情報の取扱い.
    case termsChosen
    /// The licences of the software used.
    case licencesChosen
    /// サポート用の情報.
    case reportChosen
    /// Back.
    case backChosen
}

/// How アプリ情報 is left.
public enum AboutExit: Equatable, Sendable {
    /// Back.
    case back
    /// To the terms.
    case terms
    /// To the licences.
    case licences
    /// To the report for support.
    case report
}
