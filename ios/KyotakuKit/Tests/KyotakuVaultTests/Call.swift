import Foundation
import KyotakuCore
import StandInPhone
import os

@testable import KyotakuVault

/// The calls of a vault that has its keys.
enum Call: CaseIterable {
    case devicePublicKey, sign, newDeviceKey, storeKey, generation, setGeneration, erase

    /// What it asks the Keychain first.
    var firstOfKeychain: PhoneCall {
        switch self {
        case .devicePublicKey, .sign, .storeKey, .generation: .keychainCopy
        case .newDeviceKey, .setGeneration: .keychainUpdate
        case .erase: .keychainDelete
        }
    }

    func make(_ vault: KeychainVault) throws {
        switch self {
        case .devicePublicKey: _ = try vault.devicePublicKey()
        case .sign: _ = try vault.sign(message: VaultTestCase.message)
        case .newDeviceKey: try vault.newDeviceKey()
        case .storeKey: _ = try vault.storeKey()
        case .generation: _ = try vault.generation()
        case .setGeneration: try vault.setGeneration(generation: 5)
        case .erase: try vault.erase()
        }
    }
}

/// Counts, from whichever thread.
final class SoftwareCounter: Sendable {
    private let count = OSAllocatedUnfairLock(initialState: 0)

    var value: Int {
        count.withLock { $0 }
    }

    func increment() {
        count.withLock { $0 += 1 }
    }
}
