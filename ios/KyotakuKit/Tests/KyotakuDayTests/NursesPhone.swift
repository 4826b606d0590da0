import CoreNFC
import Foundation
import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuNFC
import KyotakuTesting
import KyotakuVault
import StandInPhone
import StandInTime
import XCTest

/// A nurse's phone: the whole app, with the adapters that an iPhone has, on a virtual phone. The server
/// is a real one, over TLS.
@MainActor
final class NursesPhone {
    let clinic: TestClinic
    let device = VirtualPhone()
    let reader: VirtualReader
    private(set) var app: AppModel
    /// Hears whether the app is in front.
    var onPhase: @MainActor (AppPhase) -> Void = { _ in }

    private let dependencies: AppDependencies

    init() throws {
        clinic = try TestClinic()
        device.enclave.engine = SoftwareEnclave()
        device.pickUp()
        try device.installApp()
        var timings = VirtualReader.Timings()
        timings.activation = .milliseconds(2)
        timings.detection = .milliseconds(2)
        timings.connection = .zero
        timings.exchange = .zero
        timings.closing = .milliseconds(20)
        reader = VirtualReader(
            clock: WorldClock(pace: .real),
            selectIdentifiers: ["D392F000260100000001"],
            timings: timings
        )
        let config = PhoneConfig(
            directory: device.container.appending(path: "state").path,
            server: try clinic.clinic.url(),
            serverRoots: try clinic.clinic.rootCertificate(),
            cardAuthorities: try cardAuthorities(),
            referenceWorld: true,
            appVersion: "0.1.0",
            requestSeconds: 10
        )
        dependencies = AppDependencies(
            config: config,
            vault: KeychainVault(service: "kyotaku"),
            clock: clinic.clock,
            reader: CardReader(clock: HurriedClock()),
            owner: DeviceOwnerGate(),
            marks: MarksFile(at: device.container.appending(path: "marks.json")),
            network: FixedPath(),
            facts: DeviceFacts(model: "iPhone16,1", systemVersion: "18.1", appVersion: "0.1.0"),
            openSettings: {}
        )
        app = AppModel(dependencies)
        onPhase = { [weak self] in self?.app.send(.phaseChanged($0)) }
        // The reader's sheet takes the front from the app, as on a phone.
        reader.onSceneChange { [weak self] scene in
            let phase: AppPhase =
                switch scene {
                case .active: .active
                case .inactive: .inactive
                case .background: .background
                }
            Task { @MainActor in self?.onPhase(phase) }
        }
    }

    /// The process of the app has ended, and it is started again on the same phone.
    func restart() {
        app = AppModel(dependencies)
    }

    /// Does something on the phone, whose reader is the one in hand.
    func use(_ act: @MainActor () async throws -> Void) async throws {
        try await VirtualReader.$current.withValue(reader) {
            try await act()
        }
    }

    /// Something happens to the app.
    func send(_ action: AppAction) async {
        app.send(action)
        await app.settled()
    }

    /// What is to be seen must be this; with what is done there.
    func at<Model>(
        _ seen: (NursesPhone) -> Model?,
        line: UInt = #line,
        _ act: (Model) -> Void = { _ in }
    ) async throws {
        guard let model = seen(self) else {
            throw Elsewhere(line: line, place: place)
        }
        act(model)
        await app.settled()
    }

    /// Where the app is, in a word.
    var place: String {
        if let page = app.pages.last { return "\(page)" }
        if let visit = app.visit { return "\(visit.path)" }
        return "\(app.stage)"
    }

    /// The PIN of the cards, digit by digit.
    static let pin = cardPin().map { Int($0) - 0x30 }
}

/// The app is on another screen than it should be.
struct Elsewhere: Error, CustomStringConvertible {
    let line: UInt
    let place: String

    var description: String { "line \(line): the app is at \(place)" }
}

private struct FixedPath: NetworkPathReading {
    func path() async -> NetworkPath { .mobile }
}
