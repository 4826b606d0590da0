import Foundation
import KyotakuCore
import KyotakuKitTesting
import KyotakuTesting
import StandInPhone
import XCTest
import os

@testable import KyotakuVault

/// A test with a new phone in hand, whose Secure Enclave computes for real. A process has one phone
/// in hand, so these are XCTests, of which one runs after the other. One that hangs ends the run.
class VaultTestCase: XCTestCase {
    static let key = Data(repeating: 7, count: 32)
    static let message = Data("message".utf8)

    private(set) var phone = VirtualPhone()
    private(set) var enclave = SoftwareEnclave()
    private var watchdog: Watchdog?

    override func setUp() {
        super.setUp()
        watchdog = Watchdog(name)
        pickUpNewPhone()
        VirtualLog.clear()
    }

    override func tearDown() {
        watchdog = nil
        super.tearDown()
    }

    @discardableResult
    func pickUpNewPhone() -> VirtualPhone {
        phone = VirtualPhone()
        enclave = SoftwareEnclave()
        phone.enclave.engine = enclave
        phone.pickUp()
        return phone
    }

    /// The vault of the app, as a process that has just started has it.
    func vault() -> KeychainVault {
        KeychainVault(service: "kyotaku")
    }

    /// A vault with a device key and a key of the store.
    func filledVault() throws -> KeychainVault {
        let vault = vault()
        try vault.newDeviceKey()
        try vault.keepStoreKey(key: Self.key)
        return vault
    }

    /// Asserts that the vault does not serve, and why.
    func assertThrows<T>(
        _ expected: VaultError,
        _ message: String = "",
        line: UInt = #line,
        _ call: () throws -> T
    ) {
        XCTAssertThrowsError(try call(), message, line: line) { error in
            XCTAssertEqual(error as? VaultError, expected, message, line: line)
        }
    }
}

/// Ends the run of a test that hangs, and says which it was.
final class Watchdog {
    private let bite: DispatchWorkItem

    init(_ name: String, patience: TimeInterval = 120) {
        bite = DispatchWorkItem { fatalError("\(name) hangs") }
        DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: bite)
    }

    deinit {
        bite.cancel()
    }
}
