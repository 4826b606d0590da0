import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P51 すべての同意を取り消す: asked twice, because it cannot be taken back.
struct RevokeScreen: View {
    @Environment(\.texts) private var texts
    let model: RevokeModel

    var body: some View {
        ActionPage {
            Text(texts(.revokeLead, .text(model.state.institution)))
            if model.state.choices.count > 1 {
                Card {
                    SectionTitle(texts(.revokeKind))
                    Picker(texts(.revokeKind), selection: kind) {
                        ForEach(model.state.choices, id: \.self) { kind in
                            Text(name(of: kind)).tag(kind)
                        }
                    }
                    .pickerStyle(.menu)
                    .frame(minHeight: 44)
                }
            }
            Card {
                SectionTitle(texts(.revokeReason))
                Picker(texts(.revokeReason), selection: reason) {
                    ForEach(RevokeState.reasons, id: \.self) { reason in
                        Text(texts.label(reason.code, of: .revocationReason)).tag(reason)
                    }
                }
                .pickerStyle(.menu)
                .frame(minHeight: 44)
            }
            RespondentChoice(title: texts(.revokeRequester), chosen: model.state.respondent) {
                model.send(.respondentChosen($0))
            }
            NoteList([texts(.revokeCareGoesOn), texts(.revokeRecordsStay)])
            ProblemNotice(model.state.problem)
        } actions: {
            DestructiveButton(texts(.revokeSubmit), isBusy: model.state.isBusy) {
                model.send(.submitted)
            }
            SecondaryButton(texts(.revokeKeep)) { model.send(.backChosen) }
                .disabled(model.state.isBusy)
        }
        .navigationTitle(texts(.revokeTitle))
        .question(
            texts(.revokeConfirmTitle),
            isAsked: model.state.asksAgain,
            message: texts(.revokeConfirmBody)
        ) {
            Button(texts(.revokeKeep), role: .cancel) { model.send(.kept) }
            Button(texts(.revokeConfirm), role: .destructive) { model.send(.confirmed) }
        }
    }

    private func name(of kind: CareKind?) -> String {
        kind.map { texts.label($0.code, of: .careKind) } ?? texts(.revokeAllKinds)
    }

    private var kind: Binding<CareKind?> {
        Binding(get: { model.state.kind }, set: { model.send(.kindChosen($0)) })
    }

    private var reason: Binding<RevocationReason> {
        Binding(get: { model.state.reason }, set: { model.send(.reasonChosen($0)) })
    }
}
