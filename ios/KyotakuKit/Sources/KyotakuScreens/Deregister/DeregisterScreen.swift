import KyotakuModels
import KyotakuText
import SwiftUI

/// P90 端末登録の解除.
struct DeregisterScreen: View {
    @Environment(\.texts) private var texts
    let model: DeregisterModel

    var body: some View {
        page
            .navigationTitle(texts(.deregisterTitle))
            .navigationBarBackButtonHidden(model.state.isClosed)
            .question(
                texts(.deregisterConfirmTitle),
                isAsked: model.state.step == .confirming,
                message: texts(.deregisterConfirmBody)
            ) { answers(texts(.deregisterSubmit)) }
            .question(
                texts(.deregisterEraseTitle),
                isAsked: model.state.step == .confirmingErasure,
                message: texts(.deregisterEraseBody)
            ) { answers(texts(.deregisterErase)) }
            .question(
                texts(.deregisterEraseAgainTitle),
                isAsked: model.state.step == .confirmingErasureAgain,
                message: texts(.deregisterEraseBody)
            ) { answers(texts(.deregisterErase)) }
            .onAppear { model.send(.appeared) }
    }

    @ViewBuilder
    private var page: some View {
        switch model.state.step {
        case .opening, .working: ScrollingPage { content }
        case .blocked, .entering, .confirming, .confirmingErasure, .confirmingErasureAgain,
            .erased:
            ActionPage {
                content
            } actions: {
                actions
            }
        }
    }

    @ViewBuilder
    private var content: some View {
        step
        if let failure = model.state.ownerFailure {
            let text = texts.ownerFailure(failure, of: model.state.biometry)
            Notice(kind: .warning, title: text).announcing(text, of: .warning)
        }
        ProblemNotice(model.state.problem)
    }

    @ViewBuilder
    private var step: some View {
        switch model.state.step {
        case .opening: WorkingView(texts(.commonLoading))
        case .working: WorkingView(texts(.commonWorking))
        case .erased(let serverKnows):
            Notice(
                kind: .success,
                title: texts(.deregisterDone),
                text: serverKnows ? nil : texts(.deregisterStillKnown)
            )
            .announcing(texts(.deregisterDone))
        case .blocked(let waitingCount):
            Notice(kind: .warning, title: texts(.deregisterWaiting, .number(waitingCount)))
        case .entering, .confirming, .confirmingErasure, .confirmingErasureAgain:
            Text(texts(.deregisterLead))
            PasswordRow(texts(.deregisterPassword), isFilled: model.state.hasPassword) {
                model.send(.passwordTyped($0))
            }
        }
    }

    @ViewBuilder
    private var actions: some View {
        switch model.state.step {
        case .opening, .working: EmptyView()
        case .erased: PrimaryButton(texts(.actionContinue)) { model.send(.continued) }
        case .blocked:
            PrimaryButton(texts(.deregisterSendFirst)) { model.send(.sendFirstChosen) }
            erasure
        case .entering, .confirming, .confirmingErasure, .confirmingErasureAgain:
            DestructiveButton(texts(.deregisterSubmit)) { model.send(.submitted) }
                .disabled(!model.state.hasPassword)
            erasure
        }
    }

    @ViewBuilder
    private var erasure: some View {
        if model.state.offersErasure {
            DestructiveButton(texts(.deregisterErase)) { model.send(.erasureChosen) }
        }
    }

    @ViewBuilder
    private func answers(_ yes: String) -> some View {
        Button(texts(.actionCancel), role: .cancel) { model.send(.declined) }
        Button(yes, role: .destructive) {
            model.send(.confirmed(reason: texts(.passcodeReasonDeregister)))
        }
    }
}
