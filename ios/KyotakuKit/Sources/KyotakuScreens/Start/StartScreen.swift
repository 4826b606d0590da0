import KyotakuModels
import KyotakuText
import SwiftUI

/// P01 起動・確認.
struct StartScreen: View {
    @Environment(\.texts) private var texts
    let model: StartModel

    var body: some View {
        page
            .navigationTitle(texts(title))
            .navigationBarTitleDisplayMode(.inline)
            .onAppear { model.send(.appeared) }
    }

    @ViewBuilder
    private var page: some View {
        switch model.state.step {
        case .opening: ScrollingPage { WorkingView(texts(.commonLoading)) }
        case .terms, .checks, .preparations:
            ActionPage {
                content
            } actions: {
                actions
            }
        }
    }

    @ViewBuilder
    private var content: some View {
        if let code = model.state.resetCode {
            Notice(
                kind: .warning,
                title: texts(.startStateReset),
                text: texts.error(code).explanation
            )
        }
        step
        ProblemNotice(model.state.problem)
    }

    private var title: TextKey {
        switch model.state.step {
        case .opening, .checks: .startTitle
        case .terms: .termsTitle
        case .preparations: .registrationChecklistTitle
        }
    }

    @ViewBuilder
    private var step: some View {
        switch model.state.step {
        case .opening: EmptyView()
        case .terms: TermsText()
        case .checks: StartChecks(checks: model.state.checks, isReady: model.state.mayProceed)
        case .preparations:
            Preparations(prepared: model.state.prepared) {
                model.send(.preparationToggled($0))
            }
        }
    }

    @ViewBuilder
    private var actions: some View {
        switch model.state.step {
        case .opening: EmptyView()
        case .terms:
            PrimaryButton(texts(.termsAgree)) { model.send(.termsAccepted) }
        case .checks: checkActions
        case .preparations:
            PrimaryButton(texts(.actionContinue)) { model.send(.continued) }
        }
    }

    @ViewBuilder
    private var checkActions: some View {
        if model.state.offersGoingOn {
            PrimaryButton(texts(.actionContinue)) { model.send(.continued) }
        }
        SecondaryButton(texts(.actionRetry), isBusy: model.state.isChecking) {
            model.send(.retried)
        }
        if model.state.offersSettings {
            SecondaryButton(texts(.actionOpenSettings)) { model.send(.settingsChosen) }
        }
    }
}
