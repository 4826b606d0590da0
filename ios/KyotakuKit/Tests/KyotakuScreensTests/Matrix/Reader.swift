import Foundation
import KyotakuCore
import KyotakuText
import SwiftUI

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// Somebody who looks at the phone: what they read, and how large.
@MainActor
struct Reader {
    let language: Language
    let typeSize: DynamicTypeSize

    /// What is said to them.
    var texts: Texts { Texts(in: language) }

    /// Shows a stage of the app, as ``StageView`` does.
    func stage(_ stage: AppStage) -> ShownScreen {
        switch stage {
        case .launching: shown(Color.page.ignoresSafeArea(), "launching", [.launching])
        case .opening(let model):
            shown(NavigationStack { OpeningScreen(model: model) }, "opening", model) {
                model.state.stages
            }
        case .start(let model):
            shown(NavigationStack { StartScreen(model: model) }, "start", model) {
                model.state.stages
            }
        case .passcode(let model):
            shown(NavigationStack { PasscodeScreen(model: model) }, "passcode", model) {
                model.state.stages
            }
        case .registration(let model):
            shown(RegistrationScreen(model: model), "registration", model) { model.state.stages }
        case .signIn(let model):
            shown(NavigationStack { SignInScreen(model: model) }, "signIn", model) {
                model.state.stages
            }
        case .locked(let model):
            shown(NavigationStack { LockScreen(model: model) }, "lock", model) {
                model.state.stages
            }
        case .home(let model):
            shown(NavigationStack { HomeScreen(model: model) }, "home", model) {
                model.state.stages
            }
        case .update(let problem): update(problem, page: nil)
        }
    }

    /// Shows what an app that is too old shows.
    func update(_ problem: Problem, page: URL?) -> ShownScreen {
        shown(
            NavigationStack { UpdateScreen(problem: problem, page: page) {} },
            "update",
            [.update]
        )
    }

    /// Shows a page on the home screen.
    func page(_ page: AppPage) -> ShownScreen {
        let (app, title) = (AppModel.sample(), texts(.homeTitle))
        app.state.language = language
        let stack = NavigationStack(path: .constant([page])) {
            Color.page
                .navigationTitle(title)
                .navigationDestination(for: AppPage.self) { AppPageView(page: $0, app: app) }
        }
        return shown(stack, "\(page.place)", page.model) { page.stages }
    }

    /// Shows a page of a visit: to patients in their language, while that of staff is another.
    func visit(
        _ page: VisitPage,
        _ prepare: @MainActor (VisitFlowModel) -> Void = { _ in }
    ) -> ShownScreen {
        let visit = VisitFlowModel.sample()
        visit.state.language = language
        prepare(visit)
        let isForPatients = page.screen.holder == .patient
        return shown(
            NavigationStack { VisitPageView(page: page, visit: visit) },
            "\(page.screen)",
            page.model,
            in: isForPatients ? .japanese : language
        ) { page.stages + visit.state.stages }
    }

    /// Shows a whole app.
    func app(_ app: AppModel, as screen: String) -> ShownScreen {
        app.state.language = language
        return shown(AppScreen(app), screen) { app.state.stages }
    }

    private func shown(_ view: some View, _ screen: String, _ stages: [ScreenStage]) -> ShownScreen
    {
        shown(view, screen) { stages }
    }

    private func shown(
        _ view: some View,
        _ screen: String,
        _ model: (any ScreenModel)? = nil,
        in language: Language? = nil,
        stages: @escaping @MainActor () -> [ScreenStage]
    ) -> ShownScreen {
        let texts = Texts(in: language ?? self.language)
        let rendered = Rendered(view, typeSize: typeSize) {
            $0.texts = texts
            $0.locale = Locale(identifier: texts.language.tag)
        }
        return ShownScreen(rendered: rendered, screen: screen, stages: stages, model: model)
    }
}

extension AppModel {
    /// An app on a phone that is in order.
    static func sample(_ phone: ScriptedPhone = .sample()) -> AppModel { .scripted(phone) }
}

extension VisitFlowModel {
    /// A visit on a phone that is in order.
    static func sample() -> VisitFlowModel {
        let roles = VisitRoles(
            phone: ScriptedPhone.sample(),
            reader: ScriptedReader(),
            owner: ScriptedOwner(),
            texts: Texts(in: .japanese),
            log: TapLog(),
            facts: Sample.facts,
            now: { Sample.now }
        )
        return VisitFlowModel(.visit, standing: Sample.overview(), roles: roles) { _ in }
    }
}
