import KyotakuCore
import Security
import StandInPhone
import XCTest
import os

@testable import KyotakuVault

/// What each status of the Keychain means to each call.
final class KeychainStatusTests: VaultTestCase {
    func testItemNotFoundMeansThatTheKeyIsLost() throws {
        for call in [Call.devicePublicKey, .sign, .storeKey, .generation, .setGeneration] {
            try check(errSecItemNotFound, means: .KeyLost, to: call)
        }
    }

    func testItemNotFoundIsNothingToErase() throws {
        let vault = try filledVault()
        phone.calls.fail(.keychainDelete, with: ScriptedStatus(errSecItemNotFound), times: 2)
        XCTAssertNoThrow(try vault.erase())
    }

    func testInteractionNotAllowedMeansThatTheDeviceIsLocked() throws {
        try checkAll(errSecInteractionNotAllowed, mean: .DeviceLocked)
    }

    func testUnimplementedIsFaulty() throws {
        try checkAll(errSecUnimplemented, mean: .Faulty)
    }

    func testDiskFullIsFaulty() throws {
        try checkAll(errSecDiskFull, mean: .Faulty)
    }

    func testIOIsFaulty() throws {
        try checkAll(errSecIO, mean: .Faulty)
    }

    func testParamIsFaulty() throws {
        try checkAll(errSecParam, mean: .Faulty)
    }

    func testAllocateIsFaulty() throws {
        try checkAll(errSecAllocate, mean: .Faulty)
    }

    func testUserCanceledIsFaulty() throws {
        try checkAll(errSecUserCanceled, mean: .Faulty)
    }

    func testNotAvailableIsFaulty() throws {
        try checkAll(errSecNotAvailable, mean: .Faulty)
    }

    func testAuthFailedIsFaulty() throws {
        try checkAll(errSecAuthFailed, mean: .Faulty)
    }

    func testDuplicateItemIsFaulty() throws {
        try checkAll(errSecDuplicateItem, mean: .Faulty)
    }

    func testNoSuchAttributeIsFaulty() throws {
        try checkAll(errSecNoSuchAttr, mean: .Faulty)
    }

    func testDecodeIsFaulty() throws {
        try checkAll(errSecDecode, mean: .Faulty)
    }

    func testMissingEntitlementIsFaulty() throws {
        try checkAll(errSecMissingEntitlement, mean: .Faulty)
    }

    func testAStatusThatNobodyHasHeardOfIsFaulty() throws {
        try checkAll(-99_999, mean: .Faulty)
    }

    func testAddingAnswersAsTheOtherCallsDo() throws {
        let meanings: [(OSStatus, VaultError)] = [
            (errSecInteractionNotAllowed, .DeviceLocked), (errSecDuplicateItem, .Faulty),
            (errSecNotAvailable, .Faulty), (errSecMissingEntitlement, .Faulty),
        ]
        let vault = vault()
        for (status, meaning) in meanings {
            phone.calls.fail(.keychainAdd, with: ScriptedStatus(status), times: 2)
            assertThrows(meaning, "\(status)") { try vault.newDeviceKey() }
            assertThrows(meaning, "\(status)") { try vault.keepStoreKey(key: Self.key) }
            XCTAssertEqual(phone.keychain.items, [])
        }
        XCTAssertNoThrow(try filledVault())
    }

    func testTheSecondHalfOfErasingFailsAsTheFirstDoesAndIsMadeUpFor() throws {
        let vault = try filledVault()
        // The first half is over when the second fails: nothing is left of the store.
        XCTAssertEqual(phone.calls.killing(beforeCall: 1) { try? vault.erase() }, true)
        phone.calls.forget()
        let next = self.vault()
        phone.calls.fail(.keychainDelete, with: ScriptedStatus(errSecNotAvailable), times: 1)
        assertThrows(.Faulty) { try next.erase() }
        XCTAssertNoThrow(try next.erase())
        XCTAssertEqual(phone.keychain.items, [])
    }

    private func checkAll(
        _ status: OSStatus,
        mean meaning: VaultError,
        line: UInt = #line
    ) throws {
        for call in Call.allCases {
            try check(status, means: meaning, to: call, line: line)
        }
    }

    /// Fails the first call to the Keychain, looks at what comes of it, and tries again.
    private func check(
        _ status: OSStatus,
        means meaning: VaultError,
        to call: Call,
        line: UInt = #line
    ) throws {
        let phone = pickUpNewPhone()
        let vault = try filledVault()
        let before = phone.keychain.items
        VirtualLog.clear()
        phone.calls.fail(call.firstOfKeychain, with: ScriptedStatus(status), times: 1)
        assertThrows(meaning, "\(call)", line: line) { try call.make(vault) }
        XCTAssertEqual(phone.keychain.items, before, "\(call)", line: line)
        let logged = VirtualLog.entries.filter { $0.publicText.hasSuffix("gives \(status)") }
        XCTAssertEqual(logged.count, meaning == .Faulty ? 1 : 0, "\(call)", line: line)
        XCTAssertNoThrow(try call.make(vault), "\(call)", line: line)
    }
}
