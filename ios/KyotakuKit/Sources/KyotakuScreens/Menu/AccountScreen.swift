import KyotakuModels
import KyotakuText
import SwiftUI

/// アカウント情報.
struct AccountScreen: View {
    @Environment(\.texts) private var texts
    let model: MenuModel

    var body: some View {
        StaffList(problem: model.state.problem, retry: { model.send(.appeared) }) {
            if let account = model.state.account {
                Section {
                    FactRow(texts(.accountUserID), account.id)
                    FactRow(texts(.accountName), account.name)
                    FactRow(texts(.accountRole), texts.value(account.role))
                    FactRow(
                        texts(.accountVisual),
                        texts(account.visual ? .accountVisualYes : .accountVisualNo)
                    )
                }
                Section {
                    if let name = account.institutionName {
                        FactRow(texts(.accountInstitution), name)
                    }
                    if let code = account.institutionCode {
                        FactRow(texts(.accountInstitutionCode), code)
                    }
                    if let ends = account.sessionEnds {
                        FactRow(
                            texts(.accountSessionEnds),
                            texts(.commonUntil, .text(texts.dayAndTime(at: ends)))
                        )
                    }
                }
            }
            Section { Text(texts(.accountChangePassword)) }
        }
        .navigationTitle(texts(.accountTitle))
    }
}
