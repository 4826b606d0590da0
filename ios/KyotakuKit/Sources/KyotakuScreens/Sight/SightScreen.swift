import KyotakuModels
import KyotakuText
import SwiftUI

/// P32 目視確認: what staff do, what they state, and whose name stands for it.
struct SightScreen: View {
    @Environment(\.texts) private var texts
    let model: SightModel

    var body: some View {
        ActionPage {
            Text(texts(.visualLead))
            if let code = model.state.because {
                SectionTitle(texts(.visualAgain))
                CodeNotice(texts.error(code))
            }
            StepList([
                .visualStepReceive, .visualStepCompare, .visualStepInspect, .visualStepScan,
            ])
            VStack(spacing: 12) {
                statement(.visualCheckPhoto, model.state.photoMatchesFace, .photoToggled)
                statement(.visualCheckTampering, model.state.noSignOfTampering, .tamperingToggled)
            }
            ProblemNotice(model.state.problem)
            Label(
                texts(.visualVerifier, .text(model.state.verifier)),
                systemImage: "person.crop.circle"
            )
            NoteList([texts(.visualRecorded)])
        } actions: {
            PrimaryButton(
                texts(.visualConfirm),
                systemImage: "checkmark",
                isBusy: model.state.isBusy
            ) {
                model.send(.confirmed)
            }
            .disabled(!model.state.isComplete)
            .accessibilityHint(
                model.state.isComplete
                    ? "" : texts(.spokenVisualLeft, .number(model.state.openCount))
            )
            SecondaryButton(texts(.visualDeny)) { model.send(.denied) }
                .disabled(model.state.isBusy)
        }
        .navigationTitle(texts(.visualTitle))
        .panel(isPresented: isDenying) { SightDenial(model: model) }
    }

    private func statement(
        _ key: TextKey,
        _ isChecked: Bool,
        _ action: SightAction
    ) -> some View {
        CheckRow(
            texts(key),
            isChecked: isChecked,
            spoken: texts(.spokenVisualCheck, .text(texts(key)))
        ) {
            model.send(action)
        }
        .disabled(model.state.isBusy)
    }

    private var isDenying: Binding<Bool> {
        Binding(
            get: { model.state.denial != nil },
            set: { if !$0 { model.send(.denialCancelled) } }
        )
    }
}

/// Why it could not be confirmed. Nothing is registered then.
private struct SightDenial: View {
    @Environment(\.texts) private var texts
    let model: SightModel

    var body: some View {
        ActionPage {
            StepHeader(texts(.visualDenyTitle))
            if let denial = model.state.denial {
                CheckRow(texts(.visualDenyFace), isChecked: denial.faceDiffers) {
                    model.send(.faceDiffersToggled)
                }
                CheckRow(texts(.visualDenyTampering), isChecked: denial.tampered) {
                    model.send(.tamperedToggled)
                }
            }
            ProblemNotice(model.state.problem)
            NoteList([texts(.visualDenyNote)])
        } actions: {
            DestructiveButton(texts(.actionStop), isBusy: model.state.isBusy) {
                model.send(.denialConfirmed)
            }
            .disabled(model.state.denial?.isComplete != true)
            SecondaryButton(texts(.actionBack)) { model.send(.denialCancelled) }
                .disabled(model.state.isBusy)
        }
        .interactiveDismissDisabled(model.state.isBusy)
    }
}
