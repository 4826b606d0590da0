import KyotakuModels
import KyotakuText
import SwiftUI

/// The patients of continuing home visits, those of today first of all.
struct PatientsScreen: View {
    @Environment(\.texts) private var texts
    let model: PatientsModel

    var body: some View {
        ActionPage {
            Picker(texts(.patientsTitle), selection: scope) {
                ForEach(PatientsState.Scope.allCases, id: \.self) { scope in
                    Text(texts(scope.title)).tag(scope)
                }
            }
            .pickerStyle(.menu)
            .frame(minHeight: 44)
            .disabled(model.state.activity != .none)
            FieldRow(
                texts(.patientsFilterKana),
                text: kana,
                hint: texts(.searchKanaHint),
                error: kanaError
            )
            .announcing(faults: texts.faults([.patientsFilterKana: kanaError]))
            .autocorrectionDisabled()
            .submitLabel(.search)
            .onSubmit { model.send(.submitted) }
            ProblemNotice(model.state.problem) { model.send(.submitted) }
            if model.state.needsPassword { Label(texts(.homePatientsLocked), systemImage: "lock") }
            if model.state.activity == .fetching { WorkingView(texts(.commonLoading)) }
            if let listing = model.state.listing {
                PatientsList(model: model, listing: listing)
            }
        } actions: {
            PatientsActions(model: model)
        }
        .navigationTitle(texts(.patientsTitle))
        .gate(model.gate)
        .onAppear { model.send(.appeared) }
    }

    private var scope: Binding<PatientsState.Scope> {
        Binding(get: { model.state.scope }, set: { model.send(.scopeChosen($0)) })
    }

    private var kanaError: String? {
        model.state.kanaProblem.map { _ in texts(.searchKanaUnclear) }
    }

    private var kana: Binding<String> {
        Binding(get: { model.state.kana }, set: { model.send(.kanaTyped($0)) })
    }
}

/// What can be done with the list.
private struct PatientsActions: View {
    @Environment(\.texts) private var texts
    let model: PatientsModel

    var body: some View {
        if model.state.needsPassword {
            PrimaryButton(texts(.patientsUnlock), systemImage: "lock.open") {
                model.send(.unlockChosen)
            }
        } else if let selection = model.state.selection {
            PrimaryButton(
                texts(.patientsRequerySelected),
                systemImage: "arrow.triangle.2.circlepath"
            ) {
                model.send(.requeryChosen)
            }
            .disabled(selection.isEmpty)
            SecondaryButton(texts(.actionCancel)) { model.send(.selectingToggled) }
        } else if model.state.offersSelecting {
            SecondaryButton(texts(.patientsSelect), systemImage: "checklist") {
                model.send(.selectingToggled)
            }
        }
    }
}
