import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

/// What becomes of each thing that a vault can throw, and of the vault itself.
final class VaultTests: CoreTestCase {
    func testAVaultThatThrowsItsErrorIsBelieved() async throws {
        let installation = try openClinic().phone()
        installation.vault.trouble(.locked)
        let locked = await failure { _ = try installation.start() }
        XCTAssertEqual(locked, .DeviceLocked(code: "MKA-E0007"))
        installation.vault.trouble(.faulty)
        let faulty = await failure { _ = try installation.start() }
        XCTAssertEqual(faulty, .Internal(code: "MKA-E5005"))
        installation.vault.trouble(nil)
        XCTAssertNoThrow(try installation.start())
    }

    func testAVaultThatThrowsSomethingElseIsFaulty() async throws {
        let installation = try openClinic().phone()
        installation.vault.trouble(.unexpected)
        let error = await failure { _ = try installation.start() }
        XCTAssertEqual(error, .Internal(code: "MKA-E5005"))
    }

    func testAVaultThatGivesNonsenseIsFaulty() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        let error = await failure {
            _ = try Phone.open(
                config: installation.config,
                vault: NonsenseVault(),
                clock: installation.clock
            )
        }
        XCTAssertEqual(error, .Internal(code: "MKA-E5005"))
    }

    func testADeviceThatLocksWhileTlsSignsIsToldFromADeadNetwork() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        var phone: Phone? = try await installation.registered()
        XCTAssertNotNil(phone)
        phone = nil
        let again = try installation.start()
        installation.vault.troubles = [.sign: .locked]
        let error = await failure {
            _ = try await again.signIn(
                userId: "staff11",
                password: clinic.nurse.secret,
                cancellation: Cancellation()
            )
        }
        XCTAssertEqual(error, .DeviceLocked(code: "MKA-E0007"))
        installation.vault.troubles = [.sign: .keyLost]
        let lost = await failure {
            _ = try await again.signIn(
                userId: "staff11",
                password: clinic.nurse.secret,
                cancellation: Cancellation()
            )
        }
        XCTAssertEqual(lost, .Activate(code: "MKA-E0009"))
        installation.vault.trouble(nil)
        _ = try await again.signIn(
            userId: "staff11",
            password: clinic.nurse.secret,
            cancellation: Cancellation()
        )
    }

    func testAVaultIsReleasedWithItsPhone() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        weak var released: NonsenseVault?
        do {
            let vault = NonsenseVault()
            released = vault
            XCTAssertThrowsError(
                try Phone.open(
                    config: installation.config,
                    vault: vault,
                    clock: installation.clock
                )
            )
        }
        XCTAssertNil(released)
        weak var held: SharedVault?
        do {
            let vault = SharedVault(vault: installation.vault)
            held = vault
            var phone: Phone? = try Phone.open(
                config: installation.config,
                vault: vault,
                clock: installation.clock
            )
            try await phone?.checkServer(cancellation: Cancellation())
            XCTAssertNotNil(held)
            phone = nil
        }
        // A connection that is being closed on a worker may hold it a moment longer.
        try await until("the vault is released") { held == nil }
    }
}

/// Gives bytes that are neither keys nor signatures.
private final class NonsenseVault: KeyVault {
    func devicePublicKey() throws -> Data { Data([4, 5, 6]) }
    func sign(message: Data) throws -> Data { Data([1]) }
    func newDeviceKey() throws {}
    func storeKey() throws -> Data { Data([7]) }
    func keepStoreKey(key: Data) throws {}
    func generation() throws -> UInt64 { 1 }
    func setGeneration(generation: UInt64) throws {}
    func erase() throws {}
}

/// Another vault's, held for one phone.
private final class SharedVault: KeyVault {
    private let vault: SoftwareVault

    init(vault: SoftwareVault) {
        self.vault = vault
    }

    func devicePublicKey() throws -> Data { try vault.devicePublicKey() }
    func sign(message: Data) throws -> Data { try vault.sign(message: message) }
    func newDeviceKey() throws { try vault.newDeviceKey() }
    func storeKey() throws -> Data { try vault.storeKey() }
    func keepStoreKey(key: Data) throws { try vault.keepStoreKey(key: key) }
    func generation() throws -> UInt64 { try vault.generation() }
    func setGeneration(generation: UInt64) throws {
        try vault.setGeneration(generation: generation)
    }
    func erase() throws { try vault.erase() }
}
