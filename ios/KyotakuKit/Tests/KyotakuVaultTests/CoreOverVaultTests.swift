import Foundation
import KyotakuCore
import KyotakuTesting
import StandInPhone
import XCTest

@testable import KyotakuVault

/// The real core, with its keys in the Keychain and the Secure Enclave of a virtual phone.
final class CoreOverVaultTests: VaultTestCase {
    private func reaction<T>(of call: () async throws -> T) async -> KyotakuError? {
        do {
            _ = try await call()
            return nil
        } catch {
            return error as? KyotakuError
        }
    }

    func testAPhoneIsRegisteredBySignaturesOfItsEnclaveAndKnownWhenItStartsAgain() async throws {
        let clinic = try TestClinic()
        let app = try InstalledApp(on: phone, of: clinic)
        do {
            let first = try await app.registered()
            try await app.signIn(first)
        }
        let again = try app.start()
        XCTAssertNil(again.stateReset())
        XCTAssertTrue(try again.isRegistered())
        XCTAssertTrue(phone.calls.made.contains(.enclaveSign))
        XCTAssertEqual(phone.owner.prompts, [])
        XCTAssertEqual(try clinic.clinic.devices().count, 1)
        try clinic.close()
    }

    func testBeforeTheFirstUnlockTheAppDoesNotStartAndNothingIsLost() async throws {
        let clinic = try TestClinic()
        let app = try InstalledApp(on: phone, of: clinic)
        do {
            _ = try await app.registered()
        }
        let items = phone.keychain.items
        phone.reboot()
        let locked = await reaction { try app.start() }
        XCTAssertEqual(locked, .DeviceLocked(code: "MKA-E0007"))
        phone.unlock()
        XCTAssertTrue(try app.start().isRegistered())
        XCTAssertEqual(phone.keychain.items, items)
        try clinic.close()
    }

    func testAKeyThatIsLockedInTheMiddleOfAHandshakeIsToldAsThat() async throws {
        let clinic = try TestClinic()
        let app = try InstalledApp(on: phone, of: clinic)
        let own = try await app.registered()
        phone.reboot()
        let locked = await reaction { try await app.signIn(own) }
        XCTAssertEqual(locked, .DeviceLocked(code: "MKA-E0007"))
        phone.unlock()
        let unlocked = await reaction { try await app.signIn(own) }
        XCTAssertNil(unlocked)
        try clinic.close()
    }

    func testAKeyThatTheEnclaveHasLostEndsTheRegistrationAndANewOneIsMade() async throws {
        let clinic = try TestClinic()
        for discovery in VirtualEnclave.Discovery.allCases {
            let device = pickUpNewPhone()
            device.enclave.discovery = discovery
            let app = try InstalledApp(on: device, of: clinic)
            let own = try await app.registered()
            device.enclave.reset()
            let lost = await reaction { try await app.signIn(own) }
            XCTAssertEqual(lost, .Activate(code: "MKA-E0009"))
            try await own.eraseWithoutServer()
            try await app.register(own)
            let renewed = await reaction { try await app.signIn(own) }
            XCTAssertNil(renewed)
        }
        try clinic.close()
    }

    func testAKeyThatWasLostBeforeTheFirstRegistrationIsReplacedByIt() async throws {
        let clinic = try TestClinic()
        for discovery in VirtualEnclave.Discovery.allCases {
            let device = pickUpNewPhone()
            device.enclave.discovery = discovery
            let app = try InstalledApp(on: device, of: clinic)
            let own = try app.start()
            // What a registration without an answer leaves behind.
            try vault().newDeviceKey()
            device.enclave.reset()
            try await app.register(own)
            XCTAssertTrue(try own.isRegistered())
        }
        try clinic.close()
    }

    func testWhatAnEarlierInstallationLeftBehindIsErased() async throws {
        let clinic = try TestClinic()
        let app = try InstalledApp(on: phone, of: clinic)
        do {
            _ = try await app.registered()
        }
        let before = try (point: vault().devicePublicKey(), key: vault().storeKey())
        try phone.removeApp()
        XCTAssertEqual(phone.keychain.items.count, 2)

        try phone.installApp()
        let own = try app.start()
        XCTAssertEqual(own.stateReset(), .reinstalled)
        XCTAssertFalse(try own.isRegistered())
        assertThrows(.KeyLost) { try vault().devicePublicKey() }
        XCTAssertNotEqual(try vault().storeKey(), before.key)
        XCTAssertEqual(try vault().generation(), 0)

        try await app.register(own)
        XCTAssertNotEqual(try vault().devicePublicKey(), before.point)
        try clinic.close()
    }

    func testABackupOnAnotherPhoneBeginsAsANewPhone() async throws {
        let clinic = try TestClinic()
        do {
            _ = try await InstalledApp(on: phone, of: clinic).registered()
        }
        let backup = phone.backUp()
        let other = pickUpNewPhone()
        other.restore(backup)
        XCTAssertEqual(other.keychain.items, [])
        let app = try InstalledApp(on: other, of: clinic)
        let own = try app.start()
        XCTAssertNil(own.stateReset())
        XCTAssertFalse(try own.isRegistered())
        try await app.register(own)
        try clinic.close()
    }

    func testABackupOnTheSamePhoneAfterErasingItIsFoundToBeLeftOver() async throws {
        let clinic = try TestClinic()
        let app = try InstalledApp(on: phone, of: clinic)
        do {
            _ = try await app.registered()
        }
        let backup = phone.backUp()
        try phone.eraseAllContent()
        phone.restore(backup)
        XCTAssertEqual(phone.keychain.items.count, 2)
        assertThrows(.KeyLost) { try vault().sign(message: Self.message) }

        try phone.installApp()
        let own = try app.start()
        XCTAssertEqual(own.stateReset(), .reinstalled)
        XCTAssertEqual(phone.keychain.items.count, 1)
        try await app.register(own)
        try clinic.close()
    }

    func testErasingIsFinishedByTheNextStartWhereverTheAppIsKilled() async throws {
        let clinic = try TestClinic()
        var isRegistered: [Bool] = []
        var wasKilled: Bool? = true
        while wasKilled == true {
            let device = pickUpNewPhone()
            let app = try InstalledApp(on: device, of: clinic)
            let own = try await app.registered()
            wasKilled = device.calls.killing(beforeCall: isRegistered.count) {
                XCTAssertNil(Result { try own.eraseWithoutServer() }.failure)
            }
            let next = try app.afterKill()
            let phone = try next.start()
            XCTAssertNil(phone.stateReset())
            isRegistered.append(try phone.isRegistered())
            if isRegistered.last == false {
                assertThrows(.KeyLost) { try vault().devicePublicKey() }
                try await next.register(phone)
            }
        }
        XCTAssertEqual(wasKilled, false)
        XCTAssertEqual(isRegistered.prefix(3), [true, false, false])
        XCTAssertFalse(isRegistered.dropFirst().contains(true))
        try clinic.close()
    }

    func testTheFirstStartMayEndAnywhere() async throws {
        let clinic = try TestClinic()
        var wasKilled: Bool? = true
        var index = 0
        while wasKilled == true {
            let device = pickUpNewPhone()
            let app = try InstalledApp(on: device, of: clinic)
            wasKilled = device.calls.killing(beforeCall: index) {
                XCTAssertNil(Result { try app.start() }.failure)
            }
            let next = try app.afterKill()
            let own = try next.start()
            XCTAssertNil(own.stateReset(), "call \(index)")
            XCTAssertFalse(try own.isRegistered(), "call \(index)")
            index += 1
        }
        XCTAssertEqual(wasKilled, false)
        XCTAssertGreaterThan(index, 1)
        try clinic.close()
    }
}

extension Result {
    fileprivate var failure: Failure? {
        switch self {
        case .success: nil
        case .failure(let error): error
        }
    }
}
