import KyotakuModels
import KyotakuText
import SwiftUI

/// アプリ情報・ライセンス.
struct AboutScreen: View {
    @Environment(\.texts) private var texts
    let model: AboutModel

    var body: some View {
        List {
            Section {
                FactRow(texts(.aboutVersion), model.state.appVersion)
                FactRow(texts(.aboutCoreVersion), model.state.coreVersion)
                FactRow(texts(.aboutServer), model.state.serverName)
            }
            Section {
                ForEach(model.state.statements, id: \.self) { Text(texts($0)) }
            }
            Section {
                EntryRow(texts(.aboutTerms)) { model.send(.termsChosen) }
                EntryRow(texts(.aboutLicences)) { model.send(.licencesChosen) }
                EntryRow(texts(.aboutReport)) { model.send(.reportChosen) }
            }
        }
        .listStyle(.insetGrouped)
        .navigationTitle(texts(.aboutTitle))
    }
}
