/// The screens behind the home screen.
public enum AppPlace: Hashable, Sendable, CaseIterable {
    /// P60 メニュー.
    case menu
    /// アカウント情報.
    case account
    /// P61 セキュリティ設定.
    case security
    /// P62 資格確認結果検索.
    case search
    /// P63 資格確認結果.
    case result
    /// P64 再照会.
    case requery
    /// P64, of several.
    case requeryBatch
    /// P65 診療情報・薬剤情報等.
    case medical
    /// Patients in a continuing relation.
    case patients
    /// Deliveries that wait.
    case waiting
    /// P70 操作履歴.
    case history
    /// 端末情報.
    case device
    /// P90 端末登録の解除.
    case deregister
    /// P80 お知らせ.
    case notices
    /// 操作ガイド.
    case guide
    /// 通信環境の確認.
    case network
    /// 対応端末.
    case devices
    /// アプリ情報・ライセンス.
    case about
    /// The language of staff's screens.
    case language
    /// 利用規約・個人情報の取扱い.
    case terms
    /// The licences of the software used.
    case licences
    /// One of them.
    case licence
    /// サポート用の情報.
    case report
}

extension AppPlace {
    /// Whether it stays where it is while the app is out of sight for a moment: nothing on it is about
    /// a patient, and nothing secret is typed there. Somebody who reads the guide, or goes to the
    /// settings of the phone to mend the network, finds it again.
    var outlivesTheBackground: Bool {
        switch self {
        case .menu, .account, .notices, .guide, .network, .devices, .language, .about, .terms,
            .licences, .licence, .report:
            true
        // セキュリティ設定 asks for the password, and everything behind it was opened with that.
        case .security, .search, .result, .requery, .requeryBatch, .medical, .patients, .waiting,
            .history, .device, .deregister:
            false
        }
    }
}

// On the path of a navigation stack. One of another model is another page, also of the same screen:
// nothing typed on one shows on the other.
extension AppPage: Hashable {
    /// Which screen it is.
    public nonisolated var place: AppPlace {
        switch self {
        case .menu: .menu
        case .account: .account
        case .security: .security
        case .search: .search
        case .result: .result
        case .requery: .requery
        case .requeryBatch: .requeryBatch
        case .medical: .medical
        case .patients: .patients
        case .waiting: .waiting
        case .history: .history
        case .device: .device
        case .deregister: .deregister
        case .notices: .notices
        case .guide: .guide
        case .network: .network
        case .devices: .devices
        case .about: .about
        case .language: .language
        case .terms: .terms
        case .licences: .licences
        case .licence: .licence
        case .report: .report
        }
    }

    /// Whether it is the same screen of the same model.
    public nonisolated static func == (one: AppPage, other: AppPage) -> Bool {
        one.place == other.place && one.model === other.model
    }

    /// Takes in screen and model.
    public nonisolated func hash(into hasher: inout Hasher) {
        hasher.combine(place)
        hasher.combine(model.map { ObjectIdentifier($0) })
    }
}
