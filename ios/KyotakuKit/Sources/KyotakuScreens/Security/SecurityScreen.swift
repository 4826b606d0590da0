import KyotakuModels
import KyotakuText
import SwiftUI

/// P61 セキュリティ設定: the password first, then what it protects. Where no server can tell whether
/// the password is right, what needs neither is offered below it.
struct SecurityScreen: View {
    @Environment(\.texts) private var texts
    let model: SecurityModel

    var body: some View {
        content
            .navigationTitle(texts(.securityTitle))
            .onAppear { model.send(.appeared) }
    }

    @ViewBuilder
    private var content: some View {
        if let gate = model.gate {
            PasswordGateScreen(model: gate) {
                if !model.entries.isEmpty { Card { entries } }
            }
        } else {
            List { Section { entries } }
                .listStyle(.insetGrouped)
        }
    }

    private var entries: some View {
        ForEach(model.entries, id: \.self) { entry in
            EntryRow(texts(entry.title), systemImage: entry.symbol) {
                model.send(.chosen(entry))
            }
        }
    }
}

extension SecurityEntry {
    /// Its icon.
    fileprivate var symbol: String {
        switch self {
        case .search: "magnifyingglass"
        case .history: "clock.arrow.circlepath"
        case .device: "iphone"
        case .deregister: "minus.circle"
        }
    }
}
