import CryptoKit
import Foundation
import KyotakuCore
import KyotakuKitTesting
import Security
import StandInPhone
import XCTest
import os

@testable import KyotakuVault

/// What the errors of the Secure Enclave mean.
final class EnclaveKeyTests: VaultTestCase {
    /// What an enclave that fails is known to say, or may say.
    private static let failures: [any Error] = [
        CryptoKitError.incorrectKeySize,
        CryptoKitError.incorrectParameterSize,
        CryptoKitError.authenticationFailure,
        CryptoKitError.underlyingCoreCryptoError(error: -1),
        CryptoKitError.wrapFailure,
        CryptoKitError.unwrapFailure,
        CryptoKitError.invalidParameter,
        NSError(domain: "CryptoTokenKit", code: -3),
        NSError(domain: "CryptoTokenKit", code: -6),
        NSError(domain: NSOSStatusErrorDomain, code: Int(errSecParam)),
        NSError(domain: "another", code: Int(errSecInteractionNotAllowed)),
    ]

    /// What an enclave says whose key data protection does not give out.
    private static let locks: [any Error] = [
        NSError(domain: NSOSStatusErrorDomain, code: Int(errSecInteractionNotAllowed)),
        CryptoKitError.underlyingCoreCryptoError(error: errSecInteractionNotAllowed),
    ]

    func testALockedEnclaveMeansThatTheDeviceIsLocked() throws {
        let vault = try filledVault()
        let before = phone.keychain.items
        for lock in Self.locks {
            for call in [PhoneCall.enclaveRestore, .enclaveSign] {
                phone.calls.forget()
                phone.calls.fail(call, with: lock)
                assertThrows(.DeviceLocked) { try vault.sign(message: Self.message) }
                assertThrows(.DeviceLocked) { try vault.devicePublicKey() }
                XCTAssertFalse(phone.calls.made.contains(.enclaveGenerate))
            }
            phone.calls.fail(.enclaveGenerate, with: lock)
            assertThrows(.DeviceLocked) { try vault.newDeviceKey() }
        }
        XCTAssertEqual(phone.keychain.items, before)
        XCTAssertEqual(VirtualLog.entries, [])
    }

    func testAnEnclaveThatMakesNoKeyIsFaultyAndTheKeyBeforeStays() throws {
        let vault = try filledVault()
        let point = try vault.devicePublicKey()
        for failure in Self.failures {
            phone.calls.forget()
            phone.calls.fail(.enclaveGenerate, with: failure)
            assertThrows(.Faulty, "\(failure)") { try vault.newDeviceKey() }
        }
        phone.calls.forget()
        XCTAssertEqual(try vault.devicePublicKey(), point)
        XCTAssertEqual(VirtualLog.entries.count, Self.failures.count)
        XCTAssertEqual(
            VirtualLog.entries.last?.publicText,
            "the enclave does not make a key: another -25308"
        )
    }

    func testAnEnclaveThatSignsNothingIsFaulty() throws {
        let vault = try filledVault()
        for failure in Self.failures {
            phone.calls.forget()
            phone.calls.fail(.enclaveSign, with: failure)
            assertThrows(.Faulty, "\(failure)") { try vault.sign(message: Self.message) }
            assertThrows(.Faulty, "\(failure)") { try vault.devicePublicKey() }
        }
    }

    func testAFailureThatPassesIsNotNoticed() throws {
        let vault = try filledVault()
        let point = try vault.devicePublicKey()
        for failure in Self.failures {
            for call in [PhoneCall.enclaveRestore, .enclaveSign] {
                phone.calls.fail(call, with: failure, times: 1)
                XCTAssertEqual(
                    try vault.sign(message: Self.message),
                    try enclave.signature(of: Self.message, by: point)
                )
            }
        }
        XCTAssertEqual(phone.keychain.items.count, 2)
    }

    func testAKeyThatTheEnclaveRefusesWhileItTakesAnotherIsLost() throws {
        for discovery in VirtualEnclave.Discovery.allCases {
            let phone = pickUpNewPhone()
            let vault = try filledVault()
            phone.enclave.discovery = discovery
            phone.enclave.reset()
            assertThrows(.KeyLost, "\(discovery)") { try vault.sign(message: Self.message) }
            assertThrows(.KeyLost, "\(discovery)") { try vault.devicePublicKey() }
            XCTAssertEqual(try vault.storeKey(), Self.key)
            try vault.newDeviceKey()
            XCTAssertNoThrow(try vault.devicePublicKey())
        }
    }

    func testAPhoneThatLocksDuringTheTestOfTheEnclaveIsLockedAndHasLostNothing() throws {
        let vault = try filledVault()
        phone.calls.fail(.enclaveSign, with: CryptoKitError.wrapFailure, times: 1)
        // The second signature is that of the new key; the third says locked.
        let enclave = LockingEngine(phone: phone, after: 2, behind: enclave)
        phone.enclave.engine = enclave
        assertThrows(.DeviceLocked) { try vault.sign(message: Self.message) }
        phone.unlock()
        XCTAssertNoThrow(try vault.sign(message: Self.message))
    }

    func testWithoutAnEnclaveTheVaultIsFaulty() throws {
        phone.enclave.isAvailable = false
        let vault = vault()
        assertThrows(.Faulty) { try vault.newDeviceKey() }
        XCTAssertEqual(phone.keychain.items, [])
    }

    func testWhatIsLoggedIsPublicAndSaysNothingOfKeys() throws {
        let vault = try filledVault()
        phone.calls.fail(.enclaveSign, with: CryptoKitError.wrapFailure)
        assertThrows(.Faulty) { try vault.sign(message: Self.message) }
        XCTAssertFalse(VirtualLog.entries.isEmpty)
        for entry in VirtualLog.entries {
            XCTAssertEqual(entry.publicText, entry.fullText)
            XCTAssertEqual(entry.level, .error)
            XCTAssertEqual([entry.subsystem, entry.category], ["kyotaku", "vault"])
        }
    }
}

/// Reboots the phone at a signature, which then cannot be made.
private final class LockingEngine: EnclaveEngine {
    private let phone: VirtualPhone
    private let turn: Int
    private let engine: SoftwareEnclave
    private let count = SoftwareCounter()

    init(phone: VirtualPhone, after turn: Int, behind engine: SoftwareEnclave) {
        self.phone = phone
        self.turn = turn
        self.engine = engine
    }

    func generate() throws -> Data {
        try engine.generate()
    }

    func publicKey(of privateKey: Data) throws -> Data {
        try engine.publicKey(of: privateKey)
    }

    func sign(_ message: Data, with privateKey: Data) throws -> Data {
        count.increment()
        defer {
            if count.value == turn - 1 {
                phone.reboot()
            }
        }
        return try engine.sign(message, with: privateKey)
    }
}
