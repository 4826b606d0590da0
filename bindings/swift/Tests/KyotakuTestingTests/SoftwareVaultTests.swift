import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class SoftwareVaultTests: XCTestCase {
    private let vault = SoftwareVault()

    func testANewVaultHoldsNothing() {
        assertVaultThrows(.KeyLost) { _ = try vault.devicePublicKey() }
        assertVaultThrows(.KeyLost) { _ = try vault.sign(message: Data()) }
        assertVaultThrows(.KeyLost) { _ = try vault.storeKey() }
        assertVaultThrows(.KeyLost) { _ = try vault.generation() }
        assertVaultThrows(.KeyLost) { try vault.setGeneration(generation: 1) }
        XCTAssertNoThrow(try vault.erase())
    }

    func testANewDeviceKeyReplacesTheFormerOne() throws {
        try vault.newDeviceKey()
        let former = try vault.devicePublicKey()
        XCTAssertEqual(try vault.devicePublicKey(), former)
        XCTAssertEqual(try vault.sign(message: Data([1])).first, 0x30)
        try vault.newDeviceKey()
        XCTAssertNotEqual(try vault.devicePublicKey(), former)
    }

    func testAStoreKeyIsNeverReplacedAndGoesWithItsGeneration() throws {
        let key = Data(repeating: 7, count: 32)
        assertVaultThrows(.Faulty) { try vault.keepStoreKey(key: Data()) }
        try vault.keepStoreKey(key: key)
        assertVaultThrows(.Faulty) { try vault.keepStoreKey(key: Data(count: 32)) }
        XCTAssertEqual(try vault.storeKey(), key)
        XCTAssertEqual(try vault.generation(), 0)
        try vault.setGeneration(generation: 3)
        XCTAssertEqual(try vault.generation(), 3)
        vault.loseStoreKey()
        assertVaultThrows(.KeyLost) { _ = try vault.generation() }
    }

    func testErasingLeavesNothing() throws {
        try vault.newDeviceKey()
        try vault.keepStoreKey(key: Data(count: 32))
        try vault.erase()
        assertVaultThrows(.KeyLost) { _ = try vault.devicePublicKey() }
        assertVaultThrows(.KeyLost) { _ = try vault.storeKey() }
    }

    func testATroubledCallThrowsAndChangesNothing() throws {
        try vault.newDeviceKey()
        let key = try vault.devicePublicKey()
        vault.troubles = [.newDeviceKey: .locked, .sign: .unexpected]
        assertVaultThrows(.DeviceLocked) { try vault.newDeviceKey() }
        XCTAssertThrowsError(try vault.sign(message: Data())) { error in
            XCTAssertTrue(error is SoftwareVault.Unexpected)
        }
        XCTAssertEqual(try vault.devicePublicKey(), key)
        vault.trouble(.faulty)
        assertVaultThrows(.Faulty) { _ = try vault.devicePublicKey() }
        vault.trouble(nil)
        XCTAssertEqual(try vault.devicePublicKey(), key)
    }

    func testCallsAreCountedWhateverBecomesOfThem() throws {
        XCTAssertEqual(vault.count(of: .newDeviceKey), 0)
        try vault.newDeviceKey()
        vault.trouble(.keyLost)
        assertVaultThrows(.KeyLost) { try vault.newDeviceKey() }
        XCTAssertEqual(vault.count(of: .newDeviceKey), 2)
        XCTAssertEqual(vault.count(of: .sign), 0)
    }

    func testManyThreadsMayUseItAtOnce() throws {
        try vault.keepStoreKey(key: Data(count: 32))
        DispatchQueue.concurrentPerform(iterations: 200) { [vault] number in
            try? vault.setGeneration(generation: UInt64(number))
        }
        XCTAssertEqual(vault.count(of: .setGeneration), 200)
    }

    private func assertVaultThrows(
        _ expected: VaultError,
        line: UInt = #line,
        _ call: () throws -> Void
    ) {
        XCTAssertThrowsError(try call(), line: line) { error in
            XCTAssertEqual(error as? VaultError, expected, line: line)
        }
    }
}
