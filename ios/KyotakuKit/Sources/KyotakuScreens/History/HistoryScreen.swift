import KyotakuModels
import KyotakuText
import SwiftUI

/// P70 操作履歴.
struct HistoryScreen: View {
    @Environment(\.texts) private var texts
    let model: HistoryModel

    var body: some View {
        StaffList(problem: model.state.problem, retry: { model.send(.retried) }) {
            Section { Text(texts(.historyLead)) }
            if model.state.activity == .fetching { WorkingView(texts(.commonLoading)) }
            if let lines = model.state.lines { listed(lines) }
        }
        .navigationTitle(texts(.historyTitle))
        .onAppear { model.send(.appeared) }
    }

    private func listed(_ lines: [HistoryLine]) -> some View {
        Section {
            if lines.isEmpty { Text(texts(.historyEmpty)) }
            ForEach(Array(lines.enumerated()), id: \.offset) { _, line in
                VStack(alignment: .leading, spacing: 4) {
                    Text(texts.value(line.action)).font(.headline)
                    Text(texts.dayAndTime(at: line.at))
                    if let subject = line.subject {
                        Text(
                            texts(.commonLabelValue, .text(texts(.historySubject)), .text(subject))
                        )
                        .foregroundStyle(.quiet)
                    }
                }
                .frame(minHeight: 44)
                .accessibilityElement(children: .combine)
            }
            if model.state.hasMore {
                Button(texts(.historyMore)) { model.send(.moreChosen) }
                    .disabled(model.state.activity == .addingPage)
                    .frame(minHeight: 44)
            }
        }
    }
}
