import KyotakuModels
import KyotakuText
import SwiftUI

/// P20 ホーム.
struct HomeScreen: View {
    @Environment(\.texts) private var texts
    let model: HomeModel

    var body: some View {
        ScrollingPage {
            VStack(alignment: .leading, spacing: 4) {
                // Nothing until it is known.
                if !model.state.institution.isEmpty {
                    Text(model.state.institution)
                        .font(.headline)
                        .accessibilityAddTraits(.isHeader)
                }
                if !model.state.userName.isEmpty {
                    Text(texts(.homeSignedInAs, .text(model.state.userName)))
                        .foregroundStyle(.quiet)
                }
                Text(texts(.homeDestination, .text(model.state.destination)))
                    .font(.subheadline)
                    .foregroundStyle(.quiet)
                ConnectionLine(connection: model.state.connection)
            }
            ProblemNotice(model.state.problem) { model.send(.refreshed) }
            HomeBanners(state: model.state, send: model.send)
            HomeOffers(offers: model.state.offers, send: model.send)
            HomePatients(patients: model.state.patients, send: model.send)
        }
        .refreshable { @MainActor in
            model.send(.refreshed)
            await model.settled()
        }
        .navigationTitle(texts(.homeTitle))
        .navigationBarTitleDisplayMode(.inline)
        .toolbar {
            ToolbarItem(placement: .topBarTrailing) {
                Button(texts(.menuTitle), systemImage: "gearshape") { model.send(.menuChosen) }
                    .labelStyle(.iconOnly)
                    .accessibilityLabel(texts(.spokenHomeGear))
            }
        }
        .onAppear { model.send(.appeared) }
    }
}

/// The way to the server.
private struct ConnectionLine: View {
    @Environment(\.texts) private var texts
    let connection: HomeState.Connection

    var body: some View {
        HStack {
            if let failure {
                Label(failure, systemImage: "exclamationmark.icloud")
                    .fontWeight(.semibold)
            } else if connection == .online {
                Label(texts(.homeOnline), systemImage: "checkmark.icloud")
                    .foregroundStyle(.quiet)
            }
        }
        .font(.subheadline)
        .announcing(failure, of: .warning)
    }

    private var failure: String? {
        switch connection.obstacle {
        case .maintenance(let until?):
            texts(.homeMaintenance, .text(texts.dayAndTime(at: until)))
        case .maintenance(nil): texts(.homeMaintenanceOpen)
        case .offline: texts(.homeOffline)
        case .other(let code): texts.error(code).title
        case nil: nil
        }
    }
}
