import KyotakuModels
import KyotakuText
import SwiftUI

/// P60 メニュー.
struct MenuScreen: View {
    @Environment(\.texts) private var texts
    let model: MenuModel

    var body: some View {
        StaffList(problem: model.state.problem, retry: { model.send(.appeared) }) {
            if let account = model.state.account {
                Section {
                    VStack(alignment: .leading, spacing: 2) {
                        Text(account.name).font(.headline)
                        if let institution = account.institutionName {
                            Text(institution).foregroundStyle(.quiet)
                        }
                    }
                    .accessibilityElement(children: .combine)
                }
            }
            Section {
                ForEach(MenuEntry.allCases, id: \.self) { entry in
                    EntryRow(
                        texts(entry.title),
                        detail: mark(on: entry),
                        systemImage: entry.symbol
                    ) {
                        model.send(.chosen(entry))
                    }
                }
            }
            if model.state.isSigningOut { Section { WorkingView(texts(.commonWorking)) } }
        }
        .disabled(model.state.isSigningOut)
        .navigationTitle(texts(.menuTitle))
        .onAppear { model.send(.appeared) }
        .question(
            texts(.menuSignOutTitle),
            isAsked: model.state.question != nil,
            message: consequences
        ) {
            Button(texts(.actionCancel), role: .cancel) { model.send(.signOutDeclined) }
            Button(texts(.menuSignOut), role: .destructive) { model.send(.signOutConfirmed) }
        }
    }

    private func mark(on entry: MenuEntry) -> String? {
        model.state.mark(on: entry).map { texts(.homeNoticeCount, .number($0)) }
    }

    private var consequences: String? {
        let said = model.state.question?.consequences.map { texts($0) } ?? []
        return said.isEmpty ? nil : said.joined(separator: "\n")
    }
}

extension MenuEntry {
    /// Its icon.
    fileprivate var symbol: String {
        switch self {
        case .account: "person.crop.circle"
        case .security: "lock.shield"
        case .notices: "megaphone"
        case .guide: "book"
        case .network: "antenna.radiowaves.left.and.right"
        case .devices: "iphone"
        case .language: "globe"
        case .about: "info.circle"
        case .signOut: "rectangle.portrait.and.arrow.right"
        }
    }
}
