import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension Handset {
    /// Does something on the screen of the visit that must be there.
    func visit<Model>(
        _ page: (VisitPage) -> Model?,
        at location: SourceLocation = #_sourceLocation,
        _ act: (Model) -> Void
    ) async throws {
        let visit = try #require(try app.visit, sourceLocation: location)
        let uppermost = try #require(visit.pages.last, sourceLocation: location)
        let model = try #require(
            page(uppermost),
            "it is at \(uppermost.screen)",
            sourceLocation: location
        )
        act(model)
        try await app.settled()
    }

    /// From the first screen of a visit until the patient is to be recognised.
    func identify(_ name: String = "T01") async throws {
        if try app.visit?.path.last == .careKind {
            try await visit(\.careKind) { $0.send(.chosen(.homeVisit)) }
        }
        try await visit(\.method) { $0.send(.chosen(.pin)) }
        try await visit(\.handover) { $0.send(.started) }
        try await visit(\.pin) { pad in
            Bedside.pin.forEach { pad.send(.digit($0)) }
            pad.send(.submitted)
        }
        try await visit(\.handBack) { $0.send(.received) }
        reader.hold(try EmulatedCard(name: name))
        try await visit(\.tap) { $0.send(.started) }
    }

    /// The patient agrees to all; without a network, staff leave the rest for later.
    func agreeAndLeave() async throws {
        try await visit(\.person) { $0.send(.same) }
        try await visit(\.handover) { $0.send(.started) }
        try await visit(\.consent) { $0.send(.agreedToAll) }
        if try app.visit?.path.last == .prescription {
            try await visit(\.prescription) { model in
                guard let first = model.state.draft?.prescriptions.first else { return }
                model.send(.chosen(first.code))
                model.send(.submitted)
            }
        }
        try await visit(\.review) { $0.send(.submitted) }
        try await visit(\.handBack) { $0.send(.received) }
        guard try app.visit?.path.last == .exchange else { return }
        try app.visit?.send(.backChosen)
        try app.visit?.send(.leftForLater)
        try await app.settled()
    }

    /// What whoever is signed in has done, newest first.
    func history() async throws -> [String] {
        let phone = try #require(try app.phone)
        return try await phone.history(after: nil).entries.map(\.action)
    }
}
