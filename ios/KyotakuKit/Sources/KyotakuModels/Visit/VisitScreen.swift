import KyotakuCore

/// The screens of a visit, for the path of a navigation stack. None is on it twice.
public enum VisitScreen: Hashable, Sendable, CaseIterable {
    /// P21 診療区分の選択.
    case careKind
    /// P30 本人確認方法の選択.
    case method
    /// P32 目視確認.
    case sight
    /// The phone goes to the patient.
    case handover
    /// P31 暗証番号の入力.
    case pin
    /// The phone comes back.
    case handBack
    /// P33 カードのセット, P34 読み取り中.
    case tap
    /// Waits for the server.
    case exchange
    /// Who is it.
    case person
    /// P40 情報提供の同意.
    case consent
    /// P41 項目ごとの同意.
    case items
    /// P42 処方箋の発行方法.
    case prescription
    /// P43 入力内容の確認.
    case review
    /// P50 同意内容の照会・更新.
    case consents
    /// P51 すべての同意を取り消す.
    case revoke
    /// P44 登録完了.
    case done
    /// It was stopped.
    case stopped

    /// In whose hands the phone is while it is shown.
    public var holder: PhoneHolder {
        switch self {
        case .pin, .consent, .items, .prescription, .review, .handBack: .patient
        case .careKind, .method, .sight, .handover, .tap, .exchange, .person, .consents, .revoke,
            .done, .stopped:
            .staff
        }
    }

    /// Whether its bar offers a way back. Where the visit has ended there is none, and a patient who
    /// has answered gives the phone to staff.
    public var offersBack: Bool {
        switch self {
        case .handBack, .done, .stopped: false
        case .careKind, .method, .sight, .handover, .pin, .tap, .exchange, .person, .consent,
            .items, .prescription, .review, .consents, .revoke:
            true
        }
    }
}

/// A screen of a visit with its model.
@MainActor
public enum VisitPage {
    /// P21.
    case careKind(CareKindModel)
    /// P30.
    case method(MethodModel)
    /// P32.
    case sight(SightModel)
    /// To the patient.
    case handover(HandoverModel)
    /// P31.
    case pin(PinModel)
    /// Back to staff.
    case handBack(HandoverModel)
    /// P33, P34.
    case tap(TapModel)
    /// Waits for the server.
    case exchange(ExchangeModel)
    /// Who is it.
    case person(PersonModel)
    /// P40.
    case consent(ConsentModel)
    /// P41.
    case items(ItemsModel)
    /// P42.
    case prescription(PrescriptionModel)
    /// P43.
    case review(ReviewModel)
    /// P50.
    case consents(ConsentsModel)
    /// P51.
    case revoke(RevokeModel)
    /// P44.
    case done(DoneModel)
    /// It was stopped.
    case stopped(StoppedModel)

    /// Which screen it is.
    public nonisolated var screen: VisitScreen {
        switch self {
        case .careKind: .careKind
        case .method: .method
        case .sight: .sight
        case .handover: .handover
        case .pin: .pin
        case .handBack: .handBack
        case .tap: .tap
        case .exchange: .exchange
        case .person: .person
        case .consent: .consent
        case .items: .items
        case .prescription: .prescription
        case .review: .review
        case .consents: .consents
        case .revoke: .revoke
        case .done: .done
        case .stopped: .stopped
        }
    }

    /// Its model.
    public nonisolated var model: any ScreenModel {
        switch self {
        case .careKind(let model): model
        case .method(let model): model
        case .sight(let model): model
        case .handover(let model): model
        case .pin(let model): model
        case .handBack(let model): model
        case .tap(let model): model
        case .exchange(let model): model
        case .person(let model): model
        case .consent(let model): model
        case .items(let model): model
        case .prescription(let model): model
        case .review(let model): model
        case .consents(let model): model
        case .revoke(let model): model
        case .done(let model): model
        case .stopped(let model): model
        }
    }

    /// Whether there is a way back now.
    public var offersBack: Bool {
        if case .exchange(let model) = self { model.state.mayLeave } else { screen.offersBack }
    }

    /// What back means here, for the gesture as for the button: the model decides.
    func goBack() {
        switch self {
        case .careKind(let model): model.send(.backChosen)
        case .method(let model): model.send(.backChosen)
        case .sight(let model): model.send(.backChosen)
        case .handover(let model), .handBack(let model): model.send(.backChosen)
        case .pin(let model): model.send(.givenBack)
        case .tap(let model): model.send(.backChosen)
        case .exchange(let model): model.send(.backChosen)
        case .person(let model): model.send(.backChosen)
        case .consent(let model): model.send(.backChosen)
        case .items(let model): model.send(.backChosen)
        case .prescription(let model): model.send(.backChosen)
        case .review(let model): model.send(.backChosen)
        case .consents(let model): model.send(.backChosen)
        case .revoke(let model): model.send(.backChosen)
        case .done(let model): model.send(.homeChosen)
        case .stopped(let model): model.send(.home)
        }
    }
}

// One of another model is another page, also of the same screen: nothing typed on one shows on the
// other.
extension VisitPage: Hashable {
    /// Whether it is the same screen of the same model.
    public nonisolated static func == (one: VisitPage, other: VisitPage) -> Bool {
        one.screen == other.screen && one.model === other.model
    }

    /// Takes in screen and model.
    public nonisolated func hash(into hasher: inout Hasher) {
        hasher.combine(screen)
        hasher.combine(ObjectIdentifier(model))
    }
}
