import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P50 同意内容の照会・更新.
struct ConsentsScreen: View {
    @Environment(\.texts) private var texts
    let model: ConsentsModel

    var body: some View {
        StaffList(problem: model.state.problem, retry: { model.send(.retried) }) {
            if let code = model.state.refused {
                ProblemNotice(Problem(code: code, reaction: .refused))
            }
            if model.state.isBusy { WorkingView(texts(.commonLoading)) }
            if let consents = model.state.consents {
                if consents.isEmpty { Text(texts(.consentsNone)) }
                ForEach(consents, id: \.careKind) { consent in
                    ConsentSection(consent: consent) {
                        model.send(.changeChosen(consent.careKind))
                    }
                }
            }
        }
        .disabled(model.state.isBusy)
        .navigationTitle(texts(.consentsTitle))
        .safeAreaInset(edge: .bottom) {
            BottomActions {
                PrimaryButton(texts(.consentsKeep)) { model.send(.kept) }
                if !model.state.holding.isEmpty {
                    DestructiveButton(texts(.consentsRevokeAll)) { model.send(.revokeChosen) }
                }
            }
            .disabled(model.state.isBusy)
        }
        .onAppear { model.send(.appeared) }
    }
}

private struct ConsentSection: View {
    @Environment(\.texts) private var texts
    let consent: ShownConsent
    let change: () -> Void

    var body: some View {
        Section(texts.label(consent.careKind.code, of: .careKind)) {
            ForEach(ConsentItem.allCases, id: \.self) { item in
                FactRow(
                    texts(item.label),
                    texts(
                        consent.items.agreed.contains(item)
                            ? .consentItemsOn : .consentItemsOff
                    )
                )
            }
            FactRow(texts(.consentsConsentedAt), texts.dayAndTime(at: consent.consentedAt))
            if let ended = consent.ended {
                Text(
                    texts(
                        .consentsEnded,
                        .text(texts.dayAndTime(at: ended.at)),
                        .text(texts.label(ended.reason.code, of: .consentEndReason))
                    )
                )
            } else {
                FactRow(texts(.consentsUntil), texts.day(at: consent.until))
                Button(texts(.consentsChange), action: change).frame(minHeight: 44)
            }
        }
    }
}
