import Foundation
import KyotakuCore
import KyotakuModels
import KyotakuTesting
import Network
import StandInPhone
import XCTest

@testable import Kyotaku

/// The app put together on a virtual phone, with the real core and a clinic to talk to.
final class DependenciesTests: XCTestCase {
    private let device = VirtualPhone()

    override func setUp() {
        super.setUp()
        device.pickUp()
    }

    /// What a reference build has for this clinic.
    private func values(of clinic: TestClinic) throws -> [String: Any] {
        let authorities = Certificates.pem(try cardAuthorities())
        return [
            "server": try clinic.clinic.url(),
            "serverRoots": String(decoding: try clinic.clinic.rootCertificate(), as: UTF8.self),
            "cardAuthorities": String(decoding: authorities, as: UTF8.self),
        ]
    }

    private func dependencies(
        _ values: [String: Any],
        clock: PhoneClock = .system()
    ) -> AppDependencies {
        .ofThisPhone(
            Result { () throws(ConfigurationFault) in
                try AppConfiguration(values, isReferenceWorld: true)
            },
            container: device.container,
            clock: clock,
            openSettings: {}
        )
    }

    private func code(_ body: () throws -> OpenedPhone) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return Problem(error)?.code
        }
    }

    func testTheAppKnowsThePageToUpdateItOnWhereOneIsSet() throws {
        var values = try values(of: try TestClinic())
        XCTAssertNil(dependencies(values).updatePage)
        values["updatePage"] = "https://apps.example.jp"
        XCTAssertEqual(dependencies(values).updatePage?.host(), "apps.example.jp")
    }

    func testTheAppOpensAndReachesItsServer() async throws {
        let clinic = try TestClinic()
        let own = dependencies(try values(of: clinic), clock: clinic.clock)
        let opened = try own.opening()
        XCTAssertNil(opened.reset)
        try await opened.phone.checkServer()
        let overview = try await opened.phone.overview()
        XCTAssertNil(overview.registration)
        XCTAssertEqual(own.facts.appVersion, libraryVersion())
        XCTAssertFalse(own.facts.model.isEmpty)
        XCTAssertEqual(own.server, try clinic.clinic.url())
        XCTAssertTrue(own.isReferenceWorld)
        try clinic.close()
    }

    func testAServerWithOtherRootsIsNotTalkedTo() async throws {
        let clinic = try TestClinic()
        var values = try values(of: clinic)
        values["serverRoots"] = values["cardAuthorities"]
        let opened = try dependencies(values, clock: clinic.clock).opening()
        do {
            try await opened.phone.checkServer()
            XCTFail("a server was believed that the configuration does not know")
        } catch {
            XCTAssertEqual(Problem(error)?.reaction, .offline)
        }
        try clinic.close()
    }

    func testCertificatesThatAreNoneAreAConfigurationThatCannotBeUsed() throws {
        let clinic = try TestClinic()
        let none = "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----"
        for key in ["serverRoots", "cardAuthorities"] {
            var values = try values(of: clinic)
            values[key] = none
            XCTAssertEqual(code(dependencies(values).opening), "MKA-E0013", key)
        }
        try clinic.close()
    }

    func testAnAppThatIsNotConfiguredSaysSoWhereItWouldOpen() async throws {
        let state = await Self.opening(of: dependencies([:]))
        XCTAssertEqual(state?.phase, .failed(Problem(code: "MKA-E0013", reaction: .refused)))
        XCTAssertEqual(state?.offersAnew, false)
    }

    /// What the app shows once it has started, if that is the opening.
    @MainActor
    private static func opening(of dependencies: AppDependencies) async -> OpeningState? {
        let app = AppModel(dependencies)
        app.send(.started)
        await app.settled()
        guard case .opening(let model) = app.stage else { return nil }
        return model.state
    }

    func testAContainerThatCannotBeMadeIsAFaultOfTheStorage() throws {
        let clinic = try TestClinic()
        try Data().write(to: device.container)
        XCTAssertEqual(code(dependencies(try values(of: clinic)).opening), "MKA-E0011")
        try FileManager.default.removeItem(at: device.container)
        try clinic.close()
    }

    func testAPhoneThatBeginsAnewHasNotForgottenItsTerms() async throws {
        let clinic = try TestClinic()
        let own = dependencies(try values(of: clinic), clock: clinic.clock)
        _ = try own.opening()
        try await own.marks.acceptTerms(version: 1)
        try own.beginAnew()
        XCTAssertNil(try own.opening().reset)
        let kept = await own.marks.acceptedTerms()
        XCTAssertEqual(kept, 1)
        try clinic.close()
    }

    func testTheNetworkIsToldAsTheSystemTellsIt() async {
        let network = SystemNetwork()
        VirtualNetwork.connect(by: .wifi, .cellular)
        var path = await network.path()
        XCTAssertEqual(path, .wiFi)
        VirtualNetwork.connect(by: .cellular)
        path = await network.path()
        XCTAssertEqual(path, .mobile)
        VirtualNetwork.connect(by: .wiredEthernet)
        path = await network.path()
        XCTAssertEqual(path, .other)
        VirtualNetwork.connect()
        path = await network.path()
        XCTAssertEqual(path, .none)
        VirtualNetwork.connect(by: .wifi)
    }

    func testChangesOfTheNetworkAreToldAndNothingElse() async {
        VirtualNetwork.connect(by: .wifi)
        var changes = SystemNetwork().changes().makeAsyncIterator()
        // The monitor has to have told of the present one, which is no change.
        for _ in 0..<50 { await Task.yield() }
        try? await Task.sleep(for: .milliseconds(100))
        VirtualNetwork.connect()
        var path = await changes.next()
        XCTAssertEqual(path, NetworkPath.none)
        // Another network of the same kind.
        VirtualNetwork.connect(by: .cellular)
        path = await changes.next()
        XCTAssertEqual(path, .mobile)
        VirtualNetwork.connect(by: .cellular)
        path = await changes.next()
        XCTAssertEqual(path, .mobile)
        VirtualNetwork.connect(by: .wifi)
    }
}
