import KyotakuModels
import KyotakuText
import SwiftUI

/// P40 情報提供の同意, in the patient's hands: one question for everything, and three answers of which
/// none is harder to give, or to see, than another.
struct ConsentScreen: View {
    @Environment(\.texts) private var texts
    let model: ConsentModel

    var body: some View {
        if let draft = model.state.draft {
            ScrollingPage {
                StepHeader(
                    texts(.consentTitle),
                    lead: texts(.consentLead, .text(draft.institution))
                )
                NoteList([texts(.consentNoteCare)])
                if let code = model.state.notice { CodeNotice(texts.error(code)) }
                ConsentItemList(items: draft.offered)
                if let code = draft.medicalRefused { CodeNotice(texts.error(code)) }
                Text(texts(.consentPurpose))
                ConsentLimit(isProvided: draft[.limit]) { model.send(.limitToggled) }
                NoteList(notes(on: draft))
                RespondentChoice(
                    title: texts(.respondentTitle),
                    chosen: draft.respondent
                ) { model.send(.respondentChosen($0)) }
                answers(to: draft)
            }
        }
    }

    /// After all there is to know, and all alike.
    private func answers(to draft: ConsentDraft) -> some View {
        VStack(spacing: 12) {
            SecondaryButton(texts(.consentAgreeAll)) { model.send(.agreedToAll) }
            SecondaryButton(texts(.consentChoose)) { model.send(.itemsChosen) }
            SecondaryButton(texts(.consentDecline)) { model.send(.declined) }
            if draft.asBefore != nil {
                SecondaryButton(texts(.consentKeepAsBefore)) { model.send(.keptAsBefore) }
            }
        }
    }

    private func notes(on draft: ConsentDraft) -> [String] {
        [
            texts(draft.period, .text(draft.institution)), texts(.consentNoteRevoke),
            texts(.consentHowRevoke, .text(draft.institution)),
        ]
    }
}

/// What would be seen, and on request what that contains.
private struct ConsentItemList: View {
    @Environment(\.texts) private var texts
    let items: [ConsentItem]

    var body: some View {
        Card {
            ForEach(items, id: \.self) { item in
                Label(texts(item.title), systemImage: "doc.text")
                    .font(.headline)
            }
            DisclosureGroup(texts(.actionDetails)) {
                VStack(alignment: .leading, spacing: 12) {
                    ForEach(items, id: \.self) { item in
                        VStack(alignment: .leading, spacing: 4) {
                            Text(texts(item.title)).font(.headline)
                            ForEach(item.details, id: \.self) { Text(texts($0)) }
                        }
                        .frame(maxWidth: .infinity, alignment: .leading)
                        .accessibilityElement(children: .combine)
                    }
                }
                .padding(.top, 8)
            }
            .frame(minHeight: 44)
        }
    }
}

/// 限度額 is provided without a question, which is said; whoever objects has it left out.
private struct ConsentLimit: View {
    @Environment(\.texts) private var texts
    let isProvided: Bool
    let toggle: @MainActor () -> Void

    var body: some View {
        NoticeCard(kind: .info) {
            Text(texts(isProvided ? .consentLimitNotice : .consentLimitDeclined))
            Button(
                texts(isProvided ? .consentLimitDecline : .consentLimitProvide),
                action: toggle
            )
            .buttonStyle(.bordered)
            .controlSize(.large)
        }
    }
}
