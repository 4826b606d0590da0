import Foundation
import KyotakuCore

extension EmulatedCard {
    /// Holds the card to a phone for one tap, in the place of CoreNFC, and takes it away again.
    ///
    /// When a fault takes the card out of the field, the tap is told so and comes to its outcome; hold
    /// the card again for the next tap. Throws what the tap throws, and `TestingError` for a card that
    /// does not come into the field.
    ///
    /// - Parameters:
    ///   - tap: The tap, which has not begun.
    ///   - cancellation: Ends the request that a tap of 目視 makes of the server.
    ///   - moved: Is told of each step that moves bytes to the card or the server, before it does.
    public func hold(
        for tap: CardTap,
        cancellation: Cancellation = Cancellation(),
        moved: (TapProgress) -> Void = { _ in }
    ) async throws -> TapOutcome {
        try powerOn()
        defer { powerOff() }
        var step = try tap.begin()
        while true {
            switch step {
            case .transmit(let command, let progress):
                moved(progress)
                step = try tap.resume(event: answer(to: command))
            case .relay(let progress):
                moved(progress)
                step = try await tap.relay(cancellation: cancellation)
            case .done(let outcome):
                return outcome
            }
        }
    }

    /// What a reader makes of one command.
    private func answer(to command: Data) throws -> TapEvent {
        do {
            return .response(bytes: try transmit(command: command))
        } catch TestingError.CardLost {
            return .interrupted(cause: .tagLost)
        }
    }
}
