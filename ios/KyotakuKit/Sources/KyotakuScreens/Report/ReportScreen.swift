import KyotakuModels
import KyotakuText
import SwiftUI

/// サポート用の情報: what became of the taps, to be read or copied by hand.
struct ReportScreen: View {
    @Environment(\.texts) private var texts
    let report: SupportReport

    var body: some View {
        List {
            Section {
                Text(texts(.reportLead))
                Text(texts(.reportContains))
                Text(texts(.reportContainsNot))
            }
            Section {
                if report.entries.isEmpty { Text(texts(.reportEmpty)) }
                Text(report.text)
                    .font(.footnote)
                    .fontDesign(.monospaced)
                    .textSelection(.enabled)
            }
        }
        .listStyle(.insetGrouped)
        .navigationTitle(texts(.reportTitle))
    }
}
