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
            HomePatients(patients: model.state.patients) { model.send(.patientsChosen) }
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
            switch connection {
            case .unknown: EmptyView()
            case .online:
                Label(texts(.homeOnline), systemImage: "checkmark.icloud")
                    .foregroundStyle(.quiet)
            case .failed(let problem):
                Label(texts.wayToServer(problem), systemImage: "exclamationmark.icloud")
                    .fontWeight(.semibold)
            }
        }
        .font(.subheadline)
        .announcing(failure)
    }

    private var failure: String? {
        if case .failed(let problem) = connection { texts.wayToServer(problem) } else { nil }
    }
}

extension Texts {
    /// What is in the way to the server, in one line.
    fileprivate func wayToServer(_ problem: Problem) -> String {
        switch problem.reaction {
        case .maintenance:
            guard let until = problem.until else { return self(.homeMaintenanceOpen) }
            return self(.homeMaintenance, .text(dayAndTime(at: until)))
        case .offline: return self(.homeOffline)
        default: return error(problem.code).title
        }
    }
}
