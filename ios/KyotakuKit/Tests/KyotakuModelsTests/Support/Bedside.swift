import Foundation
import KyotakuCore
import KyotakuTesting
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// A nurse with a phone at a patient's bed: the real core, a real server, an emulated card.
@MainActor
final class Bedside {
    let clinic: TestClinic
    let phone: TestPhone
    let reader = CardInHand()
    let owner = FixedOwner()
    let log = TapLog()
    private var running: Phone?
    private(set) var exits: [VisitFlowExit] = []
    private var current: VisitFlowModel?

    init(_ options: ClinicOptions = ClinicOptions()) async throws {
        clinic = try TestClinic(options)
        phone = try clinic.phone()
        running = try await phone.signedIn()
    }

    /// The phone's core.
    var core: Phone {
        get throws { try #require(running) }
    }

    /// The visit.
    var flow: VisitFlowModel {
        get throws { try #require(current) }
    }

    /// Begins a visit, at the first screen.
    func begin(_ intent: VisitIntent = .visit) async throws {
        current = VisitFlowModel(
            intent,
            standing: try await core.overview(),
            roles: try roles,
            exit: { [weak self] in self?.exits.append($0) }
        )
        try flow.begin()
        try await flow.settled()
    }

    /// Takes up what the phone keeps.
    func resume() async throws {
        let waiting = try #require(try await core.waiting().first)
        current = VisitFlowModel(
            resuming: waiting.id,
            standing: try await core.overview(),
            roles: try roles,
            exit: { [weak self] in self?.exits.append($0) }
        )
        try flow.begin()
        try await flow.settled()
    }

    /// Ends the app and starts it again, with nobody signed in.
    func restart() throws {
        current = nil
        weak var before = running
        running = nil
        // The directory is one phone's at a time.
        try #require(before == nil, "something still holds the phone")
        running = try phone.start()
    }

    /// What the visit needs.
    var roles: VisitRoles {
        get throws { try makeRoles() }
    }

    private func makeRoles() throws -> VisitRoles {
        VisitRoles(
            phone: try core,
            reader: reader,
            owner: owner,
            texts: Texts(in: .japanese),
            log: log,
            facts: DeviceFacts(model: "iPhone16,1", systemVersion: "18.1", appVersion: "0.1.0"),
            now: { [clock = clinic.clock] in clock.now() }
        )
    }

    /// The screen to be seen, which must be this one; with what is done there.
    func on<Model>(
        _ page: (VisitPage) -> Model?,
        _ act: (Model) -> Void,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let uppermost = try #require(try flow.pages.last, sourceLocation: location)
        let model = try #require(
            page(uppermost),
            "it is at \(uppermost.screen)",
            sourceLocation: location
        )
        act(model)
        try await flow.settled()
    }

    /// Expects a screen.
    func expect(
        _ screen: VisitScreen,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let uppermost = try flow.path.last
        #expect(uppermost == screen, sourceLocation: location)
    }
}

extension VisitPage {
    var method: MethodModel? { if case .method(let model) = self { model } else { nil } }
    var careKind: CareKindModel? { if case .careKind(let model) = self { model } else { nil } }
    var sight: SightModel? { if case .sight(let model) = self { model } else { nil } }
    var handover: HandoverModel? { if case .handover(let model) = self { model } else { nil } }
    var handBack: HandoverModel? { if case .handBack(let model) = self { model } else { nil } }
    var pin: PinModel? { if case .pin(let model) = self { model } else { nil } }
    var tap: TapModel? { if case .tap(let model) = self { model } else { nil } }
    var exchange: ExchangeModel? { if case .exchange(let model) = self { model } else { nil } }
    var person: PersonModel? { if case .person(let model) = self { model } else { nil } }
    var consent: ConsentModel? { if case .consent(let model) = self { model } else { nil } }
    var items: ItemsModel? { if case .items(let model) = self { model } else { nil } }
    var prescription: PrescriptionModel? {
        if case .prescription(let model) = self { model } else { nil }
    }
    var review: ReviewModel? { if case .review(let model) = self { model } else { nil } }
    var consents: ConsentsModel? { if case .consents(let model) = self { model } else { nil } }
    var revoke: RevokeModel? { if case .revoke(let model) = self { model } else { nil } }
    var done: DoneModel? { if case .done(let model) = self { model } else { nil } }
    var stopped: StoppedModel? { if case .stopped(let model) = self { model } else { nil } }
}
