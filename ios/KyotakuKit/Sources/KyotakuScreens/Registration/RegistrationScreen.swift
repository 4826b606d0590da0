import KyotakuModels
import KyotakuText
import SwiftUI

/// P02 初期登録 and P03 端末名の設定.
struct RegistrationScreen: View {
    @Environment(\.texts) private var texts
    let model: RegistrationModel

    var body: some View {
        content
            .navigationTitle(texts(title))
            .navigationBarTitleDisplayMode(.inline)
            .goingBack(isOffered: mayGoBack) { model.send(.backChosen) }
    }

    private var title: TextKey {
        switch model.state.step {
        case .entering, .registering: .registrationTitle
        case .naming, .registered: .deviceNameTitle
        }
    }

    private var mayGoBack: Bool {
        switch model.state.step {
        case .entering, .naming: true
        case .registering, .registered: false
        }
    }

    @ViewBuilder
    private var content: some View {
        switch model.state.step {
        case .entering: RegistrationForm(model: model)
        case .naming: naming
        case .registering: ScrollingPage { WorkingView(texts(.registrationRegistering)) }
        case .registered(let phone): registered(phone)
        }
    }

    private var naming: some View {
        ActionPage {
            if model.state.isUnanswered {
                Notice(kind: .warning, title: texts(.registrationUnanswered))
            }
            ProblemNotice(model.state.problem)
            FieldRow(
                texts(.deviceNameField),
                text: Binding(
                    get: { model.state.deviceName },
                    set: { model.send(.deviceNameTyped($0)) }
                ),
                prompt: texts(.deviceNameExample),
                hint: texts(.deviceNameHint)
            )
            .submitLabel(.done)
        } actions: {
            PrimaryButton(texts(.registrationSubmit)) { model.send(.submitted) }
        }
    }

    private func registered(_ phone: RegisteredPhone) -> some View {
        ActionPage {
            Notice(
                kind: .success,
                title: texts(.deviceNameRegistered),
                text: texts(.deviceNameInstitution, .text(phone.institutionName))
            )
            if let name = phone.deviceName { FactRow(texts(.deviceNameField), name) }
        } actions: {
            PrimaryButton(texts(.deviceNameNext)) { model.send(.continued) }
        }
        .announcing(texts(.deviceNameRegistered))
    }
}
