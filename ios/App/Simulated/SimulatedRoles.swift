import Foundation
import KyotakuModels

extension SystemRoles {
    /// Those of the simulator, where only fictional people are: cards that a program of the same Mac
    /// holds, keys in a file, and an owner who always agrees.
    ///
    /// - Parameters:
    ///   - container: The directory of what the app keeps.
    ///   - port: Where the cards are.
    static func ofSimulator(
        container: URL,
        port: UInt16 = SimulatedReader.port
    ) -> SystemRoles {
        SystemRoles(
            vault: SimulatedVault(at: container.appending(path: "keys.plist")),
            reader: SimulatedReader(port: port),
            owner: SimulatedOwner()
        )
    }
}

/// An owner who always agrees. Whether the simulator asks for one, and how, differs between versions.
struct SimulatedOwner: OwnerChecking {
    var availability: OwnerCheckAvailability { .available(biometry: nil) }

    var biometry: OwnerBiometry? { nil }

    func confirm(reason _: String) async throws(OwnerCheckFailure) {
        if Task.isCancelled { throw .cancelled }
    }
}
