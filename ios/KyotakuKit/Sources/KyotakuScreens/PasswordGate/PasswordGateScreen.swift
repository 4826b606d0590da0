import KyotakuModels
import KyotakuText
import SwiftUI

/// The password again, before persons are looked at.
struct PasswordGateScreen<Besides: View>: View {
    @Environment(\.texts) private var texts
    @FocusState private var isTyping: Bool
    private let model: PasswordGateModel
    private let besides: Besides

    /// The gate.
    ///
    /// - Parameter besides: What can be reached without the password, below it.
    init(model: PasswordGateModel, @ViewBuilder besides: () -> Besides) {
        self.model = model
        self.besides = besides()
    }

    var body: some View {
        ActionPage {
            StepHeader(texts(.securityGateTitle), lead: texts(.securityGateLead))
            ProblemNotice(model.state.problem)
            PasswordRow(texts(.signInPassword), isFilled: model.state.hasPassword) {
                model.send(.typed($0))
            }
            .focused($isTyping)
            .submitLabel(.go)
            besides
        } actions: {
            PrimaryButton(texts(.securityGateSubmit), isBusy: model.state.isChecking) {
                model.send(.submitted)
            }
            .disabled(!model.state.hasPassword)
            SecondaryButton(texts(.actionCancel)) { model.send(.cancelled) }
        }
        .onSubmit { model.send(.submitted) }
        .onAppear { isTyping = true }
    }
}

extension View {
    /// Shows the gate over the view while it is closed.
    func gate(_ model: PasswordGateModel?) -> some View {
        panel(
            item: Binding(get: { model }, set: { if $0 == nil { model?.send(.cancelled) } })
        ) { gate in PasswordGateScreen(model: gate) { EmptyView() } }
    }
}
