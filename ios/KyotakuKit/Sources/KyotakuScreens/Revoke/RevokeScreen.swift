import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P51 すべての同意を取り消す.
struct RevokeScreen: View {
    @Environment(\.texts) private var texts
    let model: RevokeModel

    var body: some View {
        Form {
            Section {
                Text(texts(.revokeLead, .text(model.state.institution)))
                Text(texts(.revokeCareGoesOn))
                Text(texts(.revokeRecordsStay))
            }
            if model.state.problem != nil { Section { ProblemNotice(model.state.problem) } }
            Section {
                kind
                reason
                respondent
            }
        }
        .disabled(model.state.isBusy)
        .navigationTitle(texts(.revokeTitle))
        .safeAreaInset(edge: .bottom) {
            BottomActions {
                DestructiveButton(texts(.revokeSubmit), isBusy: model.state.isBusy) {
                    model.send(.submitted)
                }
            }
        }
        .question(
            texts(.revokeConfirmTitle),
            isAsked: model.state.asksAgain,
            message: texts(.revokeConfirmBody)
        ) {
            Button(texts(.revokeKeep), role: .cancel) { model.send(.kept) }
            Button(texts(.revokeConfirm), role: .destructive) { model.send(.confirmed) }
        }
    }

    private var kind: some View {
        Picker(
            texts(.revokeKind),
            selection: Binding(
                get: { model.state.kind },
                set: { model.send(.kindChosen($0)) }
            )
        ) {
            ForEach(model.state.choices, id: \.self) { kind in
                Text(kind.map { texts.label($0.code, of: .careKind) } ?? texts(.revokeAllKinds))
                    .tag(kind)
            }
        }
        .pickerStyle(.menu)
    }

    private var reason: some View {
        Picker(
            texts(.revokeReason),
            selection: Binding(
                get: { model.state.reason },
                set: { model.send(.reasonChosen($0)) }
            )
        ) {
            ForEach(RevokeState.reasons, id: \.self) { reason in
                Text(texts.label(reason.code, of: .revocationReason)).tag(reason)
            }
        }
        .pickerStyle(.menu)
    }

    private var respondent: some View {
        Picker(
            texts(.revokeRequester),
            selection: Binding(
                get: { model.state.respondent },
                set: { model.send(.respondentChosen($0)) }
            )
        ) {
            ForEach(Respondent.all, id: \.self) { respondent in
                Text(texts.respondent(respondent)).tag(respondent)
            }
        }
        .pickerStyle(.menu)
    }
}
