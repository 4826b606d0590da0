import KyotakuModels
import KyotakuText
import SwiftUI

/// P64 再照会 of several patients at once.
struct RequeryBatchScreen: View {
    @Environment(\.texts) private var texts
    let model: RequeryBatchModel

    var body: some View {
        ActionPage {
            Text(texts(.requeryLead))
            switch model.state.phase {
            case .ready:
                Text(texts(.patientsSelectedCount, .number(model.state.count)))
                    .font(.headline)
                NoteList([texts(.requeryCondition)])
            case .asking: WorkingView(texts(.requeryAsking))
            case .answered(let outcomes):
                RequeryCounts(state: model.state)
                VStack(spacing: 12) {
                    ForEach(outcomes) { outcome in
                        OutcomeRow(outcome: outcome) { model.send(.patientChosen(outcome.id)) }
                    }
                }
                .privacySensitive()
            case .failed(let problem): ProblemNotice(problem)
            }
        } actions: {
            switch model.state.phase {
            case .ready:
                PrimaryButton(texts(.requerySubmit), systemImage: "arrow.triangle.2.circlepath") {
                    model.send(.submitted)
                }
            case .asking, .answered: EmptyView()
            case .failed:
                PrimaryButton(texts(.actionRetry), systemImage: "arrow.clockwise") {
                    model.send(.submitted)
                }
            }
        }
        .navigationTitle(texts(.requeryTitle))
    }
}

/// How many are done, changed and refused.
private struct RequeryCounts: View {
    @Environment(\.texts) private var texts
    let state: RequeryBatchState

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(texts(.requeryDoneCount, .number(state.doneCount))).font(.headline)
            if state.changedCount > 0 {
                Label(
                    texts(.requeryChangedCount, .number(state.changedCount)),
                    systemImage: "arrow.left.arrow.right"
                )
            }
            if state.refusedCount > 0 {
                Label(
                    texts(.requeryRefusedCount, .number(state.refusedCount)),
                    systemImage: "exclamationmark.triangle"
                )
            }
        }
        .announcing(texts(.requeryDoneCount, .number(state.doneCount)))
    }
}

/// What became of one patient. A new result can be looked at; else it says why there is none.
private struct OutcomeRow: View {
    @Environment(\.texts) private var texts
    let outcome: PatientOutcome
    let choose: @MainActor () -> Void

    var body: some View {
        Card {
            Text(outcome.name).font(.headline)
            Text(outcome.kana).font(.subheadline).foregroundStyle(.quiet)
            switch outcome.outcome {
            case .answered(let answer):
                BandWord(band: answer.band)
                Text(changes(of: answer))
                SecondaryButton(texts(.completeViewResult), action: choose)
                    .accessibilityLabel(
                        texts(
                            .commonLabelValue,
                            .text(texts(.completeViewResult)),
                            .text(outcome.name)
                        )
                    )
            case .refused(let code): MessageText(texts.error(code))
            }
        }
    }

    private func changes(of answer: RequeryAnswer) -> String {
        guard !answer.differences.isEmpty else { return texts(.requeryUnchanged) }
        let fields = answer.differences.map { texts($0.label) }.joined(separator: " / ")
        return texts(.requeryChangedFields, .text(fields))
    }
}
