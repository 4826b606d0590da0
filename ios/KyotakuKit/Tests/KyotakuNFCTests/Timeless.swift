import Foundation
import KyotakuModels
import StandInTime

/// A conversation of the core, whose requests to a real server take no virtual time.
struct Timeless: CardConversation {
    let conversation: any CardConversation
    let clock: WorldClock
    /// Is called when the server is about to be asked.
    var asking: @Sendable () -> Void = {}

    func begin() throws -> CardStep {
        try conversation.begin()
    }

    func resume(_ event: CardEvent) throws -> CardStep {
        try conversation.resume(event)
    }

    func relay() async throws -> CardStep {
        let hold = clock.hold()
        defer { hold.release() }
        asking()
        return try await conversation.relay()
    }

    func cancel() {
        conversation.cancel()
    }
}
