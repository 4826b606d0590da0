import KyotakuModels
import KyotakuText
import SwiftUI

/// P44 登録完了: the number, and the short way to the result.
struct DoneScreen: View {
    @Environment(\.texts) private var texts
    @State private var isShown = false
    let model: DoneModel

    var body: some View {
        ActionPage {
            Label {
                Text(texts(title))
                    .font(.title2)
                    .bold()
            } icon: {
                Image(systemName: "checkmark.circle.fill")
                    .font(.largeTitle)
                    .foregroundStyle(.good)
                    .accessibilityHidden(true)
            }
            // The bar says it too, and it is announced.
            .accessibilityHidden(true)
            switch model.state.outcome {
            case .registered(let registered): RegisteredVisit(registered: registered)
            case .changed(let code): DoneNotice(code: code)
            case .unchanged: EmptyView()
            }
        } actions: {
            if case .registered = model.state.outcome {
                PrimaryButton(texts(.completeViewResult), systemImage: "doc.text.magnifyingglass") {
                    model.send(.resultChosen)
                }
            }
            SecondaryButton(texts(.completeNextPatient)) { model.send(.nextChosen) }
            SecondaryButton(texts(.completeHome)) { model.send(.homeChosen) }
        }
        .navigationTitle(texts(title))
        .announcing(texts(title))
        .sensoryFeedback(.success, trigger: isShown)
        .onAppear { isShown = true }
    }

    private var title: TextKey { model.state.title }
}

/// A visit that the server has registered.
private struct RegisteredVisit: View {
    @Environment(\.texts) private var texts
    let registered: DoneState.Registered

    var body: some View {
        Card {
            Text(texts(.completeReceptionNumber))
                .foregroundStyle(.quiet)
                .accessibilityHidden(true)
            Text(texts.receptionNumber(registered.receptionNumber))
                .font(.title)
                .bold()
                .monospacedDigit()
                .accessibilityLabel(
                    texts(
                        .commonLabelValue,
                        .text(texts(.completeReceptionNumber)),
                        .text(texts.receptionNumber(registered.receptionNumber))
                    )
                )
                .speechSpellsOutCharacters()
            if let moment = registered.confirmedAt {
                FactRow(texts(.completeRegisteredAt), texts.dayAndTime(at: moment))
            }
            if let form = registered.prescription {
                FactRow(texts(.completePrescription), texts.label(form, of: .prescription))
            }
        }
        if let items = registered.items {
            Card {
                SectionTitle(texts(.completeItems))
                AgreedItems(items: items)
            }
        }
        if let code = registered.code { DoneNotice(code: code) }
    }
}

/// The message of the server.
private struct DoneNotice: View {
    @Environment(\.texts) private var texts
    let code: String

    var body: some View {
        let text = texts.error(code)
        CodeNotice(text, saysNext: !text.leadsToResult)
    }
}
