import KyotakuModels
import KyotakuText
import SwiftUI

/// The password again, before persons are looked at.
struct PasswordGateScreen: View {
    @Environment(\.texts) private var texts
    @FocusState private var isTyping: Bool
    let model: PasswordGateModel

    var body: some View {
        ScrollingPage {
            StepHeader(texts(.securityGateTitle), lead: texts(.securityGateLead))
            ProblemNotice(model.state.problem)
            SecretFieldRow(
                texts(.signInPassword),
                isFilled: model.state.hasPassword
            ) { model.send(.typed($0)) }
            .textContentType(.password)
            .focused($isTyping)
            .submitLabel(.go)
        }
        .onSubmit { model.send(.submitted) }
        .onAppear { isTyping = true }
        .safeAreaInset(edge: .bottom) {
            BottomActions {
                PrimaryButton(texts(.securityGateSubmit), isBusy: model.state.isChecking) {
                    model.send(.submitted)
                }
                .disabled(!model.state.hasPassword)
                SecondaryButton(texts(.actionCancel)) { model.send(.cancelled) }
            }
        }
    }
}

extension View {
    /// Shows the gate over the view while it is closed.
    func gate(_ model: PasswordGateModel?) -> some View {
        sheet(
            item: Binding(get: { model }, set: { if $0 == nil { model?.send(.cancelled) } })
        ) { PasswordGateScreen(model: $0) }
    }
}
