import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class PhoneTests: CoreTestCase {
    func testANewPhoneBelongsToNobody() async throws {
        let phone = try openClinic().phone().start()
        let overview = try phone.overview()
        XCTAssertNil(phone.stateReset())
        XCTAssertNil(overview.registration)
        XCTAssertEqual(overview.activation, .unregistered)
        XCTAssertEqual(overview.account, .signedOut)
        XCTAssertEqual(overview.longCommands, .unknown)
        XCTAssertEqual(overview.visualRefused, "MKA-E1111")
        XCTAssertEqual(try phone.waiting(), [])
        XCTAssertEqual(libraryVersion(), "0.1.0")
    }

    func testAStateIsOpenedOnceOnly() async throws {
        let installation = try openClinic().phone()
        let phone = try installation.start()
        await expect("MKA-E0011") { _ = try installation.start() }
        XCTAssertEqual(try phone.overview().waiting, 0)
    }

    func testAServerAddressThatIsNoneIsAFaultOfTheConfiguration() async throws {
        let installation = try openClinic().phone()
        var wrong = installation.config
        wrong = PhoneConfig(
            directory: wrong.directory,
            server: "http://localhost",
            serverRoots: wrong.serverRoots,
            cardAuthorities: wrong.cardAuthorities,
            referenceWorld: true,
            appVersion: "0.1.0",
            requestSeconds: 5
        )
        await expect("MKA-E0013") {
            _ = try Phone.open(config: wrong, vault: installation.vault, clock: installation.clock)
        }
        await expect("MKA-E0013") { try beginAnew(config: wrong, vault: installation.vault) }
    }

    func testTheServerSaysHowItStandsOrIsNotReached() async throws {
        let clinic = try openClinic()
        let phone = try clinic.phone().start()
        try await phone.checkServer(cancellation: Cancellation())
        try clinic.clinic.cutNetwork()
        let error = await failure { try await phone.checkServer(cancellation: Cancellation()) }
        XCTAssertEqual(error, .Offline(code: "MKA-E5001"))
    }

    func testAClockThatIsWrongSaysByHowMuch() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        let late = try PhoneClock.described(description: "2026-11-20T01:00:00Z")
        XCTAssertEqual(late.now(), Date(timeIntervalSince1970: 1_795_136_400))
        let phone = try Phone.open(
            config: installation.config,
            vault: installation.vault,
            clock: late
        )
        let error = await failure { try await phone.checkServer(cancellation: Cancellation()) }
        XCTAssertEqual(error, .ClockWrong(code: "MKA-E5006", aheadSeconds: -3600))
        await expect("MKA-E6011") { _ = try PhoneClock.described(description: "noon") }
        XCTAssertLessThan(abs(PhoneClock.system().now().timeIntervalSinceNow), 5)
    }

    func testAFixedClockGoesWhenItIsAdvanced() throws {
        let clock = try PhoneClock.described(description: "2026-11-20T00:00:00Z")
        let before = clock.now()
        clock.advance(seconds: 90)
        XCTAssertEqual(clock.now().timeIntervalSince(before), 90)
    }

    func testAPhoneWhoseKeyIsLostBeginsAnew() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        var phone: Phone? = try await installation.registered()
        XCTAssertNotNil(try phone?.overview().registration)
        phone = nil
        installation.vault.loseStoreKey()
        let error = await failure { _ = try installation.start() }
        XCTAssertEqual(error, .Activate(code: "MKA-E0009"))
        try beginAnew(config: installation.config, vault: installation.vault)
        XCTAssertNil(try installation.start().overview().registration)
    }

    func testAnInstallationWithLeftOverKeysStartsEmptyAndSaysSo() async throws {
        let installation = try openClinic().phone()
        var phone: Phone? = try await installation.registered()
        XCTAssertNotNil(phone)
        phone = nil
        try FileManager.default.removeItem(atPath: installation.config.directory)
        let again = try installation.start()
        XCTAssertEqual(again.stateReset(), .reinstalled)
        XCTAssertNil(try again.overview().registration)
    }

    func testADeviceCheckLearnsWhatThePhonePasses() async throws {
        let phone = try await openClinic().phone().signedIn()
        let outcome = try await card().hold(for: phone.checkDevice())
        XCTAssertEqual(outcome, .learned(longResponses: .yes, longCommands: .yes))
        XCTAssertEqual(try phone.overview().longCommands, .yes)
        let other = try await card("not-my-number").hold(for: phone.checkDevice())
        guard case .cardUnsuitable(let code, nil) = other else { return XCTFail("\(other)") }
        XCTAssertEqual(code, "MKA-E2003")
    }
}
