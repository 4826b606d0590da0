import Foundation
import KyotakuModels
import KyotakuText

/// A conversation with a card, over a line to the program that has the cards.
///
/// It is used by the tap's task alone.
final class SimulatedTalk {
    /// What ended the session under the conversation.
    private struct Cut {
        let interruption: CardInterruption
        let failure: TapFailure

        static let cancelled = Cut(interruption: .cancelled, failure: .cancelled)
        static let taken = Cut(interruption: .cancelled, failure: .takenOver)
        static let unsupported = Cut(interruption: .other(code: 1), failure: .unsupported)
    }

    private let conversation: any CardConversation
    private let messages: TapMessages
    private let line: SimulatedLine?
    private var heard: AsyncStream<SimulatedLine.Heard>.Iterator?
    private var cut: Cut?

    /// A conversation over a line; none where nobody has answered.
    init(_ conversation: any CardConversation, _ messages: TapMessages, over line: SimulatedLine?) {
        self.conversation = conversation
        self.messages = messages
        self.line = line
        heard = line?.heard().makeAsyncIterator()
        cut = line == nil ? .unsupported : nil
    }

    /// Waits for a card, and moves bytes until the conversation is over. Gives what cut it short, if
    /// anything did.
    func hold() async -> TapFailure? {
        defer { line?.hangUp() }
        do {
            await meetCard()
            var step = try conversation.begin()
            while true {
                switch step {
                case .transmit(let command, let progress):
                    line?.say(.message(messages.progress(progress)))
                    step = try conversation.resume(await exchange(command))
                case .relay:
                    say(.tapRelaying)
                    step = try await relay()
                case .done(let ending):
                    let message = messages.text(ending.text)
                    line?.say(.ended(succeeded: ending.succeeded, message: message))
                    return cut?.failure
                }
            }
        } catch {
            // The conversation was dropped by somebody else. Nothing can be told to it any more.
            conversation.cancel()
            return error is CancellationError ? .cancelled : .misconfigured
        }
    }

    /// Waits until a card is there, or the session is over.
    private func meetCard() async {
        guard cut == nil else { return }
        say(.tapBegin)
        guard let said = await hear() else { return }
        if said.found == true {
            say(.tapFound)
        } else {
            cut = .taken
        }
    }

    /// Sends a command, and says what came of it.
    private func exchange(_ command: Data) async -> CardEvent {
        if cut == nil {
            line?.say(.command(command))
            if let said = await hear() {
                return said.response.map { .response($0) } ?? .interrupted(.tagLost)
            }
        }
        return .interrupted((cut ?? .taken).interruption)
    }

    /// Has the server sign while the card is held. That somebody ends the session meanwhile is
    /// noticed at the next command; that the task is cancelled, at once.
    private func relay() async throws -> CardStep {
        do {
            if cut == nil { return try await conversation.relay() }
        } catch {
            guard Task.isCancelled else { throw error }
            cut = .cancelled
        }
        return try conversation.resume(.interrupted((cut ?? .taken).interruption))
    }

    /// The next that the program says; nothing where the session is over, and why is in `cut`.
    private func hear() async -> SimulatedLine.Heard? {
        let said = await heard?.next()
        if let said, said.over == nil { return said }
        cut = said?.over == .cancelled || Task.isCancelled ? .cancelled : .taken
        return nil
    }

    private func say(_ key: TextKey) {
        line?.say(.message(messages.text(key)))
    }
}
