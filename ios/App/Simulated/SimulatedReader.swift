import Foundation
import KyotakuModels
import os

/// The reader of a simulated phone: it carries commands and answers to the emulated card that a
/// program of the same Mac holds to it (`kyotaku-cardsim relay`), over loopback instead of air.
///
/// A simulator beside which no such program runs is a phone that has no reader, and the log says
/// what to do. There is no sheet of the system; the program's panel shows its text and its button.
struct SimulatedReader: CardTapping {
    /// Where the program serves phones.
    static let port: UInt16 = 8472

    private static let logger = Logger(subsystem: "kyotaku", category: "simulator")

    private let port: UInt16

    /// A reader of the cards that are served on this port of this machine.
    init(port: UInt16) {
        self.port = port
    }

    var availability: CardReaderAvailability {
        SimulatedLine(port: port) == nil ? .unsupported : .available
    }

    func tap(
        _ conversation: any CardConversation,
        messages: TapMessages
    ) async throws(TapFailure) {
        let line = SimulatedLine(port: port)
        if line == nil {
            let port = port
            Self.logger.error("no cards on port \(port, privacy: .public): start them by make run")
        }
        let talk = SimulatedTalk(conversation, messages, over: line)
        let failure = await withTaskCancellationHandler {
            await talk.hold()
        } onCancel: {
            line?.hangUp()
        }
        if let failure { throw failure }
    }
}
