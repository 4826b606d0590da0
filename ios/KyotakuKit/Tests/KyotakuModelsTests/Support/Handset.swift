import Foundation
import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// The whole app on a phone of a real clinic, without its views.
@MainActor
final class Handset {
    let clinic: TestClinic
    let phone: TestPhone
    let reader = CardInHand()
    let owner = FixedOwner()
    let pauses = HeldPauses()
    private(set) var settingsOpened = 0
    private var running: AppModel?

    init(_ options: ClinicOptions = ClinicOptions()) throws {
        clinic = try TestClinic(options)
        phone = try clinic.phone()
    }

    /// The app.
    var app: AppModel {
        get throws { try #require(running) }
    }

    /// Starts the app, or ends it and starts it again.
    func start() async throws {
        running = nil
        running = AppModel(dependencies)
        try await send(.started)
    }

    /// Something happens to the app.
    func send(_ action: AppAction) async throws {
        try app.send(action)
        try await app.settled()
    }

    /// The phone is registered, and the nurse signed in, before the app is started; P01 is passed.
    func startAtHome() async throws {
        try await MarksFile(at: marks).acceptTerms(version: StartModel.terms)
        var core: Phone? = try await phone.registered()
        _ = core
        core = nil
        try await start()
        try await signIn(as: clinic.nurse)
    }

    /// Signs in at P10.
    func signIn(as staff: StaffAccount) async throws {
        try await at(\.signIn) { form in
            form.send(.userIDTyped(staff.id))
            form.send(.passwordTyped(TypedSecret(staff.password)))
            form.send(.submitted)
        }
        if case .signIn(let form) = try app.stage {
            form.send(.continued)
            try await app.settled()
        }
    }

    /// The app goes away for so long, and comes back.
    func goAway(seconds: UInt32) async throws {
        try await send(.phaseChanged(.inactive))
        try await send(.phaseChanged(.background))
        try clinic.advance(seconds: seconds)
        try await send(.phaseChanged(.inactive))
        try await send(.phaseChanged(.active))
    }

    /// Nobody does anything for so long, after which the app looks at the clock.
    func letPass(seconds: UInt32) async throws {
        try clinic.advance(seconds: seconds)
        try await waitUntil { pauses.count > 0 }
        pauses.pass()
        try await waitUntil { pauses.count > 0 }
        try await app.settled()
    }

    /// The stage, which must be this one; with what is done there.
    func at<Model>(
        _ stage: (AppStage) -> Model?,
        at location: SourceLocation = #_sourceLocation,
        _ act: (Model) -> Void = { _ in }
    ) async throws {
        let now = try app.stage
        let model = try #require(stage(now), "it is at \(now)", sourceLocation: location)
        act(model)
        try await app.settled()
    }

    /// The uppermost screen, which must be this one; with what is done there.
    func on<Model>(
        _ page: (AppPage) -> Model?,
        at location: SourceLocation = #_sourceLocation,
        _ act: (Model) -> Void = { _ in }
    ) async throws {
        let uppermost = try #require(try app.pages.last, sourceLocation: location)
        let model = try #require(page(uppermost), "\(uppermost)", sourceLocation: location)
        act(model)
        try await app.settled()
    }

    /// The marks, beside the phone's state.
    var marks: URL { phone.home.appending(path: "marks.json") }

    private var dependencies: AppDependencies {
        AppDependencies(
            config: phone.config,
            vault: phone.vault,
            clock: phone.clock,
            reader: reader,
            owner: owner,
            pausing: pauses,
            marks: MarksFile(at: marks),
            network: FixedPath(.wiFi),
            facts: DeviceFacts(model: "iPhone16,1", systemVersion: "18.1", appVersion: "0.1.0"),
            openSettings: { [weak self] in self?.settingsOpened += 1 }
        )
    }
}

extension AppStage {
    var opening: OpeningModel? { if case .opening(let model) = self { model } else { nil } }
    var start: StartModel? { if case .start(let model) = self { model } else { nil } }
    var passcode: PasscodeModel? { if case .passcode(let model) = self { model } else { nil } }
    var registration: RegistrationModel? {
        if case .registration(let model) = self { model } else { nil }
    }
    var signIn: SignInModel? { if case .signIn(let model) = self { model } else { nil } }
    var locked: LockModel? { if case .locked(let model) = self { model } else { nil } }
    var home: HomeModel? { if case .home(let model) = self { model } else { nil } }
    var update: Problem? { if case .update(let problem) = self { problem } else { nil } }
}

extension AppPage {
    var menu: MenuModel? { if case .menu(let model) = self { model } else { nil } }
    var security: SecurityModel? { if case .security(let model) = self { model } else { nil } }
    var search: SearchModel? { if case .search(let model) = self { model } else { nil } }
    var result: ResultModel? { if case .result(let model) = self { model } else { nil } }
    var patients: PatientsModel? { if case .patients(let model) = self { model } else { nil } }
    var waiting: WaitingModel? { if case .waiting(let model) = self { model } else { nil } }
}
