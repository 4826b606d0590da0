import KyotakuModels

/// The screens of the app by their names, where they are the one to be seen.
@MainActor
extension NursesPhone {
    private func stage<Model>(_ model: (AppStage) -> Model?) -> Model? {
        app.pages.isEmpty && app.visit == nil ? model(app.stage) : nil
    }

    private func page<Model>(_ model: (AppPage) -> Model?) -> Model? {
        app.pages.last.flatMap(model)
    }

    private func visit<Model>(_ model: (VisitPage) -> Model?) -> Model? {
        app.pages.isEmpty ? app.visit?.pages.last.flatMap(model) : nil
    }

    var start: StartModel? { stage { if case .start(let it) = $0 { it } else { nil } } }
    var registration: RegistrationModel? {
        stage { if case .registration(let it) = $0 { it } else { nil } }
    }
    var signIn: SignInModel? { stage { if case .signIn(let it) = $0 { it } else { nil } } }
    var lock: LockModel? { stage { if case .locked(let it) = $0 { it } else { nil } } }
    var home: HomeModel? { stage { if case .home(let it) = $0 { it } else { nil } } }

    var menu: MenuModel? { page { if case .menu(let it) = $0 { it } else { nil } } }
    var security: SecurityModel? { page { if case .security(let it) = $0 { it } else { nil } } }
    var search: SearchModel? { page { if case .search(let it) = $0 { it } else { nil } } }
    var result: ResultModel? { page { if case .result(let it) = $0 { it } else { nil } } }
    var requery: RequeryModel? { page { if case .requery(let it) = $0 { it } else { nil } } }
    var medical: MedicalModel? { page { if case .medical(let it) = $0 { it } else { nil } } }
    var history: HistoryModel? { page { if case .history(let it) = $0 { it } else { nil } } }
    var deviceInformation: DeviceModel? {
        page { if case .device(let it) = $0 { it } else { nil } }
    }
    var waiting: WaitingModel? { page { if case .waiting(let it) = $0 { it } else { nil } } }
    var notices: NoticesModel? { page { if case .notices(let it) = $0 { it } else { nil } } }

    var careKind: CareKindModel? { visit { if case .careKind(let it) = $0 { it } else { nil } } }
    var method: MethodModel? { visit { if case .method(let it) = $0 { it } else { nil } } }
    var sight: SightModel? { visit { if case .sight(let it) = $0 { it } else { nil } } }
    var handover: HandoverModel? { visit { if case .handover(let it) = $0 { it } else { nil } } }
    var handBack: HandoverModel? { visit { if case .handBack(let it) = $0 { it } else { nil } } }
    var pin: PinModel? { visit { if case .pin(let it) = $0 { it } else { nil } } }
    var tap: TapModel? { visit { if case .tap(let it) = $0 { it } else { nil } } }
    var exchange: ExchangeModel? { visit { if case .exchange(let it) = $0 { it } else { nil } } }
    var person: PersonModel? { visit { if case .person(let it) = $0 { it } else { nil } } }
    var consent: ConsentModel? { visit { if case .consent(let it) = $0 { it } else { nil } } }
    var prescription: PrescriptionModel? {
        visit { if case .prescription(let it) = $0 { it } else { nil } }
    }
    var review: ReviewModel? { visit { if case .review(let it) = $0 { it } else { nil } } }
    var consents: ConsentsModel? { visit { if case .consents(let it) = $0 { it } else { nil } } }
    var revoke: RevokeModel? { visit { if case .revoke(let it) = $0 { it } else { nil } } }
    var done: DoneModel? { visit { if case .done(let it) = $0 { it } else { nil } } }
    var stopped: StoppedModel? { visit { if case .stopped(let it) = $0 { it } else { nil } } }
}
