import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P10 ログイン.
struct SignInScreen: View {
    @Environment(\.texts) private var texts
    @FocusState private var focus: FormField?
    let model: SignInModel

    var body: some View {
        ActionPage {
            if case .passwordExpires(let days) = model.state.step {
                Notice(
                    kind: .warning,
                    title: texts(.signInPasswordExpires, .number(days)),
                    text: texts(.accountChangePassword)
                )
            } else {
                form
            }
        } actions: {
            action
        }
        .navigationTitle(texts(.signInTitle))
        .navigationBarTitleDisplayMode(.inline)
        .onSubmit { if focus == .userId { focus = .password } else { model.send(.submitted) } }
        .onChange(of: model.state.fieldProblems) { focus = model.state.firstWrong ?? focus }
        .onAppear { model.send(.appeared) }
        .announcing(faults: faults)
    }

    private var faults: [String] {
        let error = { (field: FormField) in
            model.state.fieldProblems[field].map { texts.error(inField: $0) }
        }
        return texts.faults([
            .signInUserID: error(.userId), .signInPassword: error(.password),
        ])
    }

    @ViewBuilder
    private var form: some View {
        if model.state.waitingCount > 0 {
            Notice(kind: .info, title: texts(.signInWaiting))
        }
        ProblemNotice(model.state.problem)
        if model.state.remedy == .console { Text(texts(.signInChangePassword)) }
        if let institution = model.state.institutionName {
            FactRow(texts(.signInInstitution), institution)
        }
        UserIDRow(
            texts(.signInUserID),
            text: Binding(
                get: { model.state.userID },
                set: { model.send(.userIDTyped($0)) }
            ),
            hint: model.state.lastUserName.map { texts(.signInLastUser, .text($0)) },
            problem: model.state.fieldProblems[.userId]
        )
        .focused($focus, equals: .userId)
        .submitLabel(.next)
        PasswordRow(
            texts(.signInPassword),
            isFilled: model.state.hasPassword,
            problem: model.state.fieldProblems[.password]
        ) { model.send(.passwordTyped($0)) }
        .focused($focus, equals: .password)
        .submitLabel(.go)
        DisclosureGroup(
            texts(.signInForgotten),
            isExpanded: Binding(
                get: { model.state.explainsForgotten },
                set: { if $0 != model.state.explainsForgotten { model.send(.forgottenToggled) } }
            )
        ) {
            Text(texts(.signInForgottenBody))
                .frame(maxWidth: .infinity, alignment: .leading)
        }
    }

    @ViewBuilder
    private var action: some View {
        switch model.state.step {
        case .entering: PrimaryButton(texts(.signInSubmit)) { model.send(.submitted) }
        case .signingIn: PrimaryButton(texts(.signInSigningIn), isBusy: true) {}
        case .passwordExpires: PrimaryButton(texts(.actionContinue)) { model.send(.continued) }
        }
    }
}
