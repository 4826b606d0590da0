import Foundation
import KyotakuCore
import KyotakuModels
import KyotakuTesting
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

    /// What `make run-server` and a reference build have in common.
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
    ) throws -> Dependencies {
        try Dependencies(
            AppConfiguration(values, isReferenceWorld: true),
            container: device.container,
            clock: clock
        )
    }

    func testTheAppOpensAndReachesItsServer() async throws {
        let clinic = try TestClinic()
        let own = try dependencies(values(of: clinic), clock: clinic.clock)
        let phone = try own.openPhone()
        XCTAssertNil(phone.stateReset())
        try await phone.checkServer(cancellation: Cancellation())
        XCTAssertNil(try phone.overview().registration)
        XCTAssertEqual(own.facts.appVersion, libraryVersion())
        XCTAssertEqual(own.facts.systemMajor, ProcessInfo.processInfo.operatingSystemVersion.majorVersion)
        XCTAssertFalse(own.facts.model.isEmpty)
        try clinic.close()
    }

    func testAServerWithOtherRootsIsNotTalkedTo() async throws {
        let clinic = try TestClinic()
        var values = try values(of: clinic)
        values["serverRoots"] = values["cardAuthorities"]
        let phone = try dependencies(values, clock: clinic.clock).openPhone()
        do {
            try await phone.checkServer(cancellation: Cancellation())
            XCTFail("a server was believed that the configuration does not know")
        } catch {
            XCTAssertEqual(Problem(error)?.reaction, .offline)
        }
        try clinic.close()
    }

    func testCertificatesThatAreNoneAreAConfigurationThatCannotBeUsed() throws {
        let clinic = try TestClinic()
        for key in ["serverRoots", "cardAuthorities"] {
            var values = try values(of: clinic)
            values[key] = AppConfigurationSample.certificate
            XCTAssertThrowsError(try dependencies(values).openPhone(), key) { error in
                XCTAssertEqual(Problem(error)?.code, "MKA-E0013", key)
            }
        }
        try clinic.close()
    }

    func testAnAppThatIsInstalledAnewBeginsAnew() async throws {
        let clinic = try TestClinic()
        let own = try dependencies(values(of: clinic), clock: clinic.clock)
        _ = try own.openPhone().overview()
        try await own.marks.acceptTerms(version: 1)
        try own.beginAnew()
        XCTAssertNil(try own.openPhone().overview().registration)
        let kept = await own.marks.acceptedTerms()
        XCTAssertEqual(kept, 1)
        try clinic.close()
    }
}

/// The form of a certificate around something that is none.
private enum AppConfigurationSample {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MAMCAQE=
        -----END CERTIFICATE-----
        """
}
