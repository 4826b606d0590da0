import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P02: the four inputs. A two-dimensional code gives two of them.
struct RegistrationForm: View {
    @Environment(\.texts) private var texts
    @FocusState private var focus: FormField?
    let model: RegistrationModel

    var body: some View {
        ActionPage {
            Text(texts(.registrationLead))
            ProblemNotice(model.state.problem)
            if CodeScanner.isSupported {
                SecondaryButton(texts(.registrationScanCode), systemImage: "qrcode.viewfinder") {
                    model.send(.scanChosen)
                }
            }
            fields
            Text(texts(.registrationFirstSignIn))
                .font(.subheadline)
                .foregroundStyle(.quiet)
        } actions: {
            PrimaryButton(texts(.actionContinue)) { model.send(.submitted) }
        }
        .onSubmit { goOn() }
        .onChange(of: model.state.fieldProblems) { focus = model.state.firstWrong ?? focus }
        .fullPanel(isPresented: isScanning) { CodeScannerScreen(model: model) }
        .announcing(faults: faults)
    }

    private var isScanning: Binding<Bool> {
        Binding(get: { model.state.scan != .off }, set: { if !$0 { model.send(.scanLeft) } })
    }

    private var faults: [String] {
        let error = { (field: FormField) in
            model.state.fieldProblems[field].map { texts.error(inField: $0) }
        }
        return texts.faults([
            .registrationInstitution: error(.institution),
            .registrationActivationCode: error(.activationCode),
            .registrationUserID: error(.userId),
            .registrationPassword: error(.password),
        ])
    }

    @ViewBuilder
    private var fields: some View {
        FieldRow(
            texts(.registrationInstitution),
            text: typed(\.institution) { .institutionTyped($0) },
            hint: texts(.registrationInstitutionHint),
            problem: model.state.fieldProblems[.institution]
        )
        .keyboardType(.numbersAndPunctuation)
        .focused($focus, equals: .institution)
        .submitLabel(.next)
        code
        UserIDRow(
            texts(.registrationUserID),
            text: typed(\.userID) { .userIDTyped($0) },
            hint: texts(.registrationUserIDHint),
            problem: model.state.fieldProblems[.userId]
        )
        .focused($focus, equals: .userId)
        .submitLabel(.next)
        PasswordRow(
            texts(.registrationPassword),
            isFilled: model.state.hasPassword,
            problem: model.state.fieldProblems[.password]
        ) { model.send(.passwordTyped($0)) }
        .focused($focus, equals: .password)
        .submitLabel(.done)
    }

    @ViewBuilder
    private var code: some View {
        if model.state.code == .scanned {
            VStack(alignment: .leading, spacing: 8) {
                Notice(kind: .success, title: texts(.registrationCodeScanned))
                SecondaryButton(texts(.codeScannerTypeInstead)) { model.send(.scanDiscarded) }
            }
        } else {
            SecretFieldRow(
                texts(.registrationActivationCode),
                isFilled: model.state.code != .none,
                isVisible: true,
                hint: texts(.registrationActivationCodeHint),
                problem: model.state.fieldProblems[.activationCode]
            ) { model.send(.codeTyped($0)) }
            .keyboardType(.asciiCapable)
            .focused($focus, equals: .activationCode)
            .submitLabel(.next)
        }
    }

    private func typed(
        _ text: KeyPath<RegistrationState, String>,
        _ action: @escaping @MainActor (String) -> RegistrationAction
    ) -> Binding<String> {
        Binding(get: { model.state[keyPath: text] }, set: { model.send(action($0)) })
    }

    /// To the next field, and from the last one on.
    private func goOn() {
        guard let focus, let index = RegistrationState.fields.firstIndex(of: focus),
            index + 1 < RegistrationState.fields.count
        else { return model.send(.submitted) }
        self.focus = RegistrationState.fields[index + 1]
    }
}
