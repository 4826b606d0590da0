import KyotakuText

/// A screen behind the home screen, with its model.
@MainActor
public enum AppPage {
    /// P60.
    case menu(MenuModel)
    /// アカウント情報.
    case account(MenuModel)
    /// P61.
    case security(SecurityModel)
    /// P62.
    case search(SearchModel)
    /// P63.
    case result(ResultModel)
    /// P64.
    case requery(RequeryModel)
    /// P64, of several.
    case requeryBatch(RequeryBatchModel)
    /// P65.
    case medical(MedicalModel)
    /// Patients in a continuing relation.
    case patients(PatientsModel)
    /// Deliveries that wait.
    case waiting(WaitingModel)
    /// P70.
    case history(HistoryModel)
    /// 端末情報.
    case device(DeviceModel)
    /// P90.
    case deregister(DeregisterModel)
    /// P80.
    case notices(NoticesModel)
    /// 操作ガイド.
    case guide(GuideModel)
    /// 通信環境の確認.
    case network(NetworkModel)
    /// 対応端末.
    case devices(SupportedDevicesModel)
    /// アプリ情報・ライセンス.
    case about(AboutModel)
    /// The language of staff's screens.
    case language
    /// 利用規約・個人情報の取扱い.
    case terms
    /// The licences of the software used.
    case licences
    /// One of them, by the name of the software.
    case licence(String)
    /// サポート用の情報.
    case report(SupportReport)

    /// Its model, if it has one.
    nonisolated var model: (any ScreenModel)? {
        switch self {
        case .menu(let model): model
        case .security(let model): model
        case .search(let model): model
        case .result(let model): model
        case .requery(let model): model
        case .requeryBatch(let model): model
        case .medical(let model): model
        case .patients(let model): model
        case .waiting(let model): model
        case .history(let model): model
        case .device(let model): model
        case .deregister(let model): model
        case .notices(let model): model
        case .guide(let model): model
        case .network(let model): model
        case .devices(let model): model
        case .about(let model): model
        // It lies on the menu, whose model it is.
        case .account: nil
        case .language, .terms, .licences, .licence, .report: nil
        }
    }

    /// What back means here: the model decides, where it has to be asked.
    ///
    /// - Returns: Whether the screen simply goes.
    func goBack() -> Bool {
        switch self {
        case .menu(let model): model.send(.backChosen)
        case .security(let model): model.send(.backChosen)
        case .search(let model): model.send(.backChosen)
        case .result(let model): model.send(.backChosen)
        case .requery(let model): model.send(.backChosen)
        case .requeryBatch(let model): model.send(.backChosen)
        case .medical(let model): model.send(.backChosen)
        case .patients(let model): model.send(.backChosen)
        case .waiting(let model): model.send(.backChosen)
        case .history(let model): model.send(.backChosen)
        case .device(let model): model.send(.backChosen)
        case .deregister(let model): model.send(.backChosen)
        case .notices(let model): model.send(.backChosen)
        case .guide(let model): model.send(.backChosen)
        case .network(let model): model.send(.backChosen)
        case .devices(let model): model.send(.backChosen)
        case .about(let model): model.send(.backChosen)
        case .account, .language, .terms, .licences, .licence, .report: return true
        }
        return false
    }
}
