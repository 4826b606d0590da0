import KyotakuModels
import KyotakuText
import SwiftUI

/// P02 初期登録, and on it P03 端末名の設定. The form stays below, with what was typed: what was refused is
/// compared with the slip.
struct RegistrationScreen: View {
    @Environment(\.texts) private var texts
    let model: RegistrationModel

    var body: some View {
        NavigationStack(path: path) {
            RegistrationForm(model: model)
                .navigationTitle(texts(.registrationTitle))
                .navigationBarTitleDisplayMode(.inline)
                .goingBack { model.send(.backChosen) }
                .navigationDestination(for: Page.self) { _ in
                    RegistrationNaming(model: model)
                        .navigationBarTitleDisplayMode(.inline)
                        .goingBack(isOffered: model.state.mayGoBack) {
                            model.send(.backChosen)
                        }
                }
        }
    }

    /// What lies on the form.
    private enum Page: Hashable {
        case naming
    }

    private var path: Binding<[Page]> {
        Binding(
            get: { model.state.step == .entering ? [] : [.naming] },
            set: { if $0.isEmpty { model.send(.backChosen) } }
        )
    }
}

/// P03: the name of the phone, then what became of the registration.
private struct RegistrationNaming: View {
    @Environment(\.texts) private var texts
    let model: RegistrationModel

    var body: some View {
        content.navigationTitle(texts(.deviceNameTitle))
    }

    @ViewBuilder
    private var content: some View {
        switch model.state.step {
        case .entering, .naming: naming
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
