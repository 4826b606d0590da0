import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P50 同意内容の照会・更新: staff and patient look together at what was agreed to.
struct ConsentsScreen: View {
    @Environment(\.texts) private var texts
    let model: ConsentsModel

    var body: some View {
        ActionPage {
            StepHeader(texts(.consentsCurrent))
            if let code = model.state.refused { CodeNotice(texts.error(code)) }
            if model.state.isBusy { WorkingView(texts(.commonLoading)) }
            ProblemNotice(model.state.problem) { model.send(.retried) }
            if let consents = model.state.consents {
                if consents.isEmpty { Text(texts(.consentsNone)) }
                ForEach(consents, id: \.careKind) { consent in
                    ConsentCard(consent: consent, isBusy: model.state.isBusy) {
                        model.send(.changeChosen(consent.careKind))
                    }
                }
            }
        } actions: {
            PrimaryButton(texts(.consentsKeep)) { model.send(.kept) }
                .disabled(model.state.isBusy)
            if !model.state.holding.isEmpty {
                DestructiveButton(texts(.consentsRevokeAll)) { model.send(.revokeChosen) }
                    .disabled(model.state.isBusy)
            }
        }
        .navigationTitle(texts(.consentsTitle))
        .onAppear { model.send(.appeared) }
    }
}

/// The newest consent to a kind of care.
private struct ConsentCard: View {
    @Environment(\.texts) private var texts
    let consent: ShownConsent
    let isBusy: Bool
    let change: @MainActor () -> Void

    var body: some View {
        Card {
            SectionTitle(kind)
            if let ended = consent.ended {
                Label(said(of: ended), systemImage: "xmark.circle")
            } else {
                AgreedItems(items: consent.items)
            }
            FactRow(texts(.confirmRespondent), texts.respondent(consent.respondent))
            FactRow(texts(.consentsConsentedAt), texts.dayAndTime(at: consent.consentedAt))
            if consent.ended == nil {
                FactRow(texts(.consentsUntil), texts.day(at: consent.until))
                SecondaryButton(texts(.consentsChange), action: change)
                    .accessibilityLabel(
                        texts(.commonLabelValue, .text(texts(.consentsChange)), .text(kind))
                    )
                    .disabled(isBusy)
            }
        }
    }

    private var kind: String { texts.label(consent.careKind.code, of: .careKind) }

    private func said(of ended: EndedConsent) -> String {
        texts(
            .consentsEnded,
            .text(texts.day(at: ended.at)),
            .text(texts.label(ended.reason.code, of: .consentEndReason))
        )
    }
}
