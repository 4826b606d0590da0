import Foundation
import KyotakuCore
import StandInPhone
import XCTest

@testable import KyotakuVault

/// The process is killed before each of the calls that a call of the vault makes to the system, and
/// once after the last. What the next process finds is as before or as after, and never in between.
final class KilledProcessTests: VaultTestCase {
    func testANewDeviceKeyIsThereWhollyOrNotAtAll() throws {
        try killEverywhere {
            try $0.newDeviceKey()
        } check: { vault, before, isDone in
            let point = try vault.devicePublicKey()
            XCTAssertEqual(point != before.point, isDone)
            XCTAssertEqual(
                try vault.sign(message: Self.message),
                try self.enclave.signature(of: Self.message, by: point)
            )
            XCTAssertEqual(try vault.storeKey(), Self.key)
        }
    }

    func testTheFirstDeviceKeyIsThereWhollyOrNotAtAll() throws {
        try killEverywhere(isEmpty: true) {
            try $0.newDeviceKey()
        } check: { vault, _, isDone in
            if isDone {
                XCTAssertNoThrow(try vault.sign(message: Self.message))
            } else {
                self.assertThrows(.KeyLost) { try vault.devicePublicKey() }
                self.assertThrows(.KeyLost) { try vault.sign(message: Self.message) }
            }
            try vault.newDeviceKey()
            XCTAssertNoThrow(try vault.devicePublicKey())
        }
    }

    func testAStoreKeyIsThereWithItsGenerationOrNotAtAll() throws {
        try killEverywhere(isEmpty: true) {
            try $0.keepStoreKey(key: Self.key)
        } check: { vault, _, isDone in
            if isDone {
                XCTAssertEqual(try vault.storeKey(), Self.key)
                XCTAssertEqual(try vault.generation(), 0)
            } else {
                self.assertThrows(.KeyLost) { try vault.storeKey() }
                self.assertThrows(.KeyLost) { try vault.generation() }
                XCTAssertNoThrow(try vault.keepStoreKey(key: Self.key))
            }
        }
    }

    func testAGenerationIsTheOneBeforeOrTheNewOne() throws {
        try killEverywhere {
            try $0.setGeneration(generation: 4)
        } check: { vault, _, isDone in
            XCTAssertEqual(try vault.generation(), isDone ? 4 : 3)
            XCTAssertEqual(try vault.storeKey(), Self.key)
        }
    }

    func testErasingIsFinishedByTheNextProcess() throws {
        var left: [Int] = []
        try killEverywhere {
            try $0.erase()
        } check: { vault, _, isDone in
            left.append(self.phone.keychain.items.count)
            if self.phone.keychain.items.count == 1 {
                self.assertThrows(.KeyLost) { try vault.storeKey() }
                XCTAssertNoThrow(try vault.devicePublicKey())
            }
            XCTAssertEqual(isDone, self.phone.keychain.items.isEmpty)
            try vault.erase()
            XCTAssertEqual(self.phone.keychain.items, [])
        }
        XCTAssertEqual(left, [2, 1, 0])
    }

    func testReadingChangesNothingWhereverItEnds() throws {
        for call in [Call.devicePublicKey, .sign, .storeKey, .generation] {
            try killEverywhere {
                try call.make($0)
            } check: { vault, before, _ in
                XCTAssertEqual(self.phone.keychain.items, before.items)
                XCTAssertEqual(try vault.devicePublicKey(), before.point)
            }
        }
    }

    private struct Before {
        let items: [KeychainRecord]
        let point: Data?
    }

    /// Kills the process before its first call, before its second, and so on, each time on a new
    /// phone, until it is not killed any more.
    private func killEverywhere(
        isEmpty: Bool = false,
        _ change: @escaping @Sendable (KeychainVault) throws -> Void,
        check: (KeychainVault, Before, _ isDone: Bool) throws -> Void
    ) throws {
        for index in 0..<10 {
            let phone = pickUpNewPhone()
            let killed = isEmpty ? vault() : try filledVault()
            if !isEmpty {
                try killed.setGeneration(generation: 3)
            }
            let before = Before(
                items: phone.keychain.items,
                point: isEmpty ? nil : try killed.devicePublicKey()
            )
            let wasKilled = phone.calls.killing(beforeCall: index) {
                do {
                    try change(killed)
                } catch {
                    XCTFail("\(error)")
                }
            }
            try check(vault(), before, XCTUnwrap(wasKilled, "it hangs at call \(index)") == false)
            if wasKilled == false {
                XCTAssertGreaterThan(index, 0, "nothing was ever called")
                return
            }
        }
        XCTFail("there are more calls than expected")
    }
}
