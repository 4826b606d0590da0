import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P42 処方箋の発行方法, in the patient's hands.
struct PrescriptionScreen: View {
    @Environment(\.texts) private var texts
    let model: PrescriptionModel

    var body: some View {
        if let draft = model.state.draft {
            ActionPage {
                StepHeader(texts(.prescriptionTitle), lead: texts(.prescriptionLead))
                VStack(spacing: 12) {
                    ForEach(draft.prescriptions, id: \.code) { form in
                        ChoiceCard(
                            texts.label(form.code, of: .prescription),
                            hint: model.state.hint(on: form.code).map { texts($0) },
                            systemImage: symbol(isElectronic: model.state.isElectronic(form.code)),
                            isChosen: draft.prescription == form.code
                        ) {
                            model.send(.chosen(form.code))
                        }
                    }
                }
                if model.state.isDecided { NoteList([texts(.prescriptionOnlyOne)]) }
                ProblemNotice(model.state.problem)
            } actions: {
                PrimaryButton(texts(.actionContinue)) { model.send(.submitted) }
                SecondaryButton(texts(.actionBack)) { model.send(.backChosen) }
            }
        }
    }

    private func symbol(isElectronic: Bool) -> String {
        isElectronic ? "iphone" : "doc.text"
    }
}
