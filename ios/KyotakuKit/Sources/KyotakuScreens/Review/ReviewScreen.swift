import KyotakuModels
import KyotakuText
import SwiftUI

/// P43 入力内容の確認, in the patient's hands: all of it once more, before it counts.
struct ReviewScreen: View {
    @Environment(\.texts) private var texts
    let model: ReviewModel

    var body: some View {
        if let draft = model.state.draft {
            ActionPage {
                StepHeader(
                    texts(.confirmTitle),
                    lead: texts(draft.isChange ? .consentsUpdateConfirm : .confirmLead)
                )
                Card {
                    FactRow(texts(.confirmInstitution), draft.institution)
                    FactRow(texts(.confirmRespondent), texts.respondent(draft.respondent))
                }
                ReviewedItems(draft: draft)
                Card {
                    FactRow(
                        texts(.confirmLimit),
                        texts(draft[.limit] ? .confirmProvided : .confirmNotProvided)
                    )
                    if let form = draft.prescription {
                        FactRow(texts(.confirmPrescription), texts.label(form, of: .prescription))
                    }
                }
                Card {
                    SectionTitle(texts(.confirmPeriod))
                    Text(texts(draft.period, .text(draft.institution)))
                    Text(texts(.consentNoteRevoke))
                }
                ProblemNotice(model.state.problem)
                if model.state.isBusy { WorkingView(texts(.confirmRegistering)) }
            } actions: {
                PrimaryButton(
                    texts(draft.isChange ? .consentsUpdate : .confirmSubmit),
                    systemImage: "checkmark",
                    isBusy: model.state.isBusy
                ) {
                    model.send(.submitted)
                }
                SecondaryButton(texts(.actionBack)) { model.send(.backChosen) }
                    .disabled(model.state.isBusy)
            }
        }
    }
}

/// What is agreed to, and what is not: in words and signs.
private struct ReviewedItems: View {
    @Environment(\.texts) private var texts
    let draft: ConsentDraft

    var body: some View {
        Card {
            SectionTitle(texts(.confirmItems))
            if draft.agreed.isEmpty {
                Text(texts(.confirmNothing))
            } else {
                ForEach(draft.agreed, id: \.self) { item in
                    Label(texts(item.label), systemImage: "checkmark.circle.fill")
                }
            }
        }
        if !draft.declined.isEmpty {
            Card {
                SectionTitle(texts(.confirmDeclinedItems))
                ForEach(draft.declined, id: \.self) { item in
                    Label(texts(item.label), systemImage: "minus.circle")
                }
            }
        }
    }
}
