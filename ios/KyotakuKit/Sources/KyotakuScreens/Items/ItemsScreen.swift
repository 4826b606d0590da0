import KyotakuModels
import KyotakuText
import SwiftUI

/// P41 項目ごとの同意, in the patient's hands: a switch for each item, which says in words what it means.
struct ItemsScreen: View {
    @Environment(\.texts) private var texts
    let model: ItemsModel

    var body: some View {
        if let draft = model.state.draft {
            ActionPage {
                StepHeader(texts(.consentItemsTitle), lead: texts(.consentItemsLead))
                if let code = draft.medicalRefused { CodeNotice(texts.error(code)) }
                VStack(spacing: 12) {
                    ForEach(draft.offered, id: \.self) { item in
                        ItemSwitch(item: item, isOn: draft[item], words: consent) {
                            model.send(.toggled(item))
                        }
                    }
                }
                Text(texts(.consentItemsChosenCount, .number(model.state.chosenCount)))
                    .announcing(
                        texts(.consentItemsChosenCount, .number(model.state.chosenCount))
                    )
                ItemSwitch(item: .limit, isOn: draft[.limit], words: provision) {
                    model.send(.toggled(.limit))
                }
                ProblemNotice(model.state.problem)
            } actions: {
                PrimaryButton(texts(.actionContinue)) { model.send(.submitted) }
                SecondaryButton(texts(.actionBack)) { model.send(.backChosen) }
            }
        }
    }

    private func consent(_ isOn: Bool) -> TextKey { isOn ? .consentItemsOn : .consentItemsOff }

    private func provision(_ isOn: Bool) -> TextKey {
        isOn ? .confirmProvided : .confirmNotProvided
    }
}

/// One item: what it is, what it contains, and whether it may be seen.
private struct ItemSwitch: View {
    @Environment(\.texts) private var texts
    let item: ConsentItem
    let isOn: Bool
    let words: (Bool) -> TextKey
    let toggle: @MainActor () -> Void

    var body: some View {
        Card {
            Toggle(isOn: Binding(get: { isOn }, set: { _ in toggle() })) {
                VStack(alignment: .leading, spacing: 4) {
                    Text(texts(item.label)).font(.headline)
                    Text(texts(words(isOn))).fontWeight(.semibold)
                }
            }
            .frame(minHeight: 44)
            .accessibilityLabel(
                texts(.spokenConsentToggle, .text(texts(item.label)), .text(texts(words(isOn))))
            )
            .accessibilityHint(texts(.spokenConsentToggleHint))
            ForEach(item.details, id: \.self) { detail in
                Text(texts(detail)).foregroundStyle(.quiet)
            }
        }
    }
}
