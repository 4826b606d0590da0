import KyotakuModels
import KyotakuText
import SwiftUI

/// P64 再照会 of one patient, without the card.
struct RequeryScreen: View {
    @Environment(\.texts) private var texts
    let model: RequeryModel

    var body: some View {
        ActionPage {
            Text(texts(.requeryLead))
            switch model.state.phase {
            case .ready: NoteList([texts(.requeryCondition)])
            case .asking: WorkingView(texts(.requeryAsking))
            case .answered(let answer): RequeryAnswerView(answer: answer)
            case .failed(let problem): ProblemNotice(problem)
            }
        } actions: {
            switch model.state.phase {
            case .ready:
                PrimaryButton(texts(.requerySubmit), systemImage: "arrow.triangle.2.circlepath") {
                    model.send(.submitted)
                }
            case .asking: EmptyView()
            case .answered:
                PrimaryButton(texts(.completeViewResult), systemImage: "doc.text.magnifyingglass") {
                    model.send(.resultChosen)
                }
            case .failed where model.state.offersCard:
                PrimaryButton(texts(.requeryByCard), systemImage: "creditcard") {
                    model.send(.cardChosen)
                }
            case .failed:
                PrimaryButton(texts(.actionRetry), systemImage: "arrow.clockwise") {
                    model.send(.submitted)
                }
            }
        }
        .navigationTitle(texts(.requeryTitle))
    }
}

/// What a 再照会 has found: how it stands, and what is other than before.
struct RequeryAnswerView: View {
    @Environment(\.texts) private var texts
    let answer: RequeryAnswer

    var body: some View {
        Band(band: answer.band)
        CodeNotice(texts.error(answer.code))
        if !answer.differences.isEmpty {
            Card {
                SectionTitle(texts(.requeryChanges))
                ForEach(Array(answer.differences.enumerated()), id: \.offset) { _, difference in
                    DifferenceView(difference: difference)
                }
            }
            .privacySensitive()
        }
    }
}

/// One thing that has changed, before and now.
private struct DifferenceView: View {
    @Environment(\.texts) private var texts
    let difference: Difference

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Label(texts(difference.label), systemImage: "arrow.left.arrow.right")
                .fontWeight(.semibold)
            if !difference.before.isEmpty || !difference.now.isEmpty {
                FactRow(texts(.requeryBefore), said(difference.before))
                FactRow(texts(.requeryNow), said(difference.now))
            }
        }
        .accessibilityElement(children: .combine)
    }

    private func said(_ values: [ShownValue]) -> String {
        guard !values.isEmpty else { return texts(.commonNone) }
        return values.map { texts.value($0) }.joined(separator: " ")
    }
}
