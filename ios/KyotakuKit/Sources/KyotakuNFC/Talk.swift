import Foundation
import KyotakuModels
import KyotakuText

/// A conversation with a card, and where it stands.
///
/// It is used by the tap's task alone.
final class Talk {
    let messages: TapMessages
    private let conversation: any CardConversation
    private var sheet = SheetText()
    /// What ended the session under the conversation, if anything did.
    private var cut: ReaderFailure?

    init(_ conversation: any CardConversation, _ messages: TapMessages) {
        self.conversation = conversation
        self.messages = messages
    }

    /// Shows a text on the session's sheet.
    func say(_ key: TextKey, in session: TapSession) {
        session.say(messages.text(key))
    }

    /// Tells a conversation that has not begun that there will be no card; what to throw.
    ///
    /// With a session, the sheet ends with what the conversation has to say to that.
    func end(because reason: ReaderFailure, in session: TapSession? = nil) -> TapFailure {
        do {
            let ending = try told(because: reason)
            if let ending, let session {
                // The conversation knows of no card; that one was there and lost is known here.
                let isLost = reason.failure == .lostTooOften
                let lost = TapEnding(succeeded: false, text: .tapEndingLostTooOften)
                show(isLost ? lost : ending, in: session)
            }
            return reason.failure
        } catch {
            return giveUp(after: error, in: session)
        }
    }

    private func told(because reason: ReaderFailure) throws -> TapEnding? {
        var step = try conversation.begin()
        if !step.isDone {
            step = try conversation.resume(.interrupted(reason.interruption))
        }
        if case .done(let ending) = step { return ending }
        return nil
    }

    /// Moves bytes between the conversation and the connected card until the conversation is over, and
    /// ends the session.
    func hold<Time: Clock>(
        in session: TapSession,
        clock: Time
    ) async throws(TapFailure) where Time.Duration == Duration {
        do {
            var step = try conversation.begin()
            while true {
                switch step {
                case .transmit(let command, let progress):
                    if sheet.changes(at: progress) {
                        session.say(messages.progress(progress))
                    }
                    let event = await exchange(command, in: session, clock: clock)
                    step = try conversation.resume(event)
                case .relay:
                    say(.tapRelaying, in: session)
                    step = try await relay(in: session)
                case .done(let ending):
                    show(ending, in: session)
                    if let cut { throw cut.failure }
                    return
                }
            }
        } catch let failure as TapFailure {
            throw failure
        } catch {
            throw giveUp(after: error, in: session)
        }
    }

    /// Sends a command, and says what came of it.
    private func exchange<Time: Clock>(
        _ command: Data,
        in session: TapSession,
        clock: Time
    ) async -> CardEvent where Time.Duration == Duration {
        switch await session.transmit(command) {
        case .answered(.success(let answer)):
            return .response(answer)
        case .answered(.failure(let failure)):
            return .interrupted(failure.interruption)
        case .ended(let failure):
            return interruption(by: failure)
        default:
            return interruption(by: await session.reasonOfEnd(clock: clock))
        }
    }

    /// Has the server sign, until that is done or the session ends; the card is held all the while.
    private func relay(in session: TapSession) async throws -> CardStep {
        let conversation = conversation
        let result = await withTaskGroup(of: Result<CardStep, any Error>?.self) { group in
            group.addTask {
                do {
                    return .success(try await conversation.relay())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                await session.ended()
                return nil
            }
            var result: Result<CardStep, any Error>?
            for await ended in group {
                group.cancelAll()
                result = result ?? ended
            }
            return result
        }
        switch result {
        case .success(let step):
            return step
        case .failure(let error):
            // A cancelled task may get here before its session has heard of it.
            guard let end = session.reason ?? (Task.isCancelled ? .cancelled : nil) else {
                throw error
            }
            return try conversation.resume(interruption(by: end))
        case nil:
            throw CancellationError()
        }
    }

    /// The session's end, for the conversation; and for the caller, when the conversation is over.
    private func interruption(by failure: ReaderFailure) -> CardEvent {
        cut = failure
        return .interrupted(failure.interruption)
    }

    private func show(_ ending: TapEnding, in session: TapSession) {
        let message = messages.text(ending.text)
        if ending.succeeded {
            session.succeed(saying: message)
        } else {
            session.fail(saying: message)
        }
    }

    /// The conversation has thrown: it was dropped by somebody else, or called wrongly. Nothing can be
    /// told to it any more.
    private func giveUp(after error: any Error, in session: TapSession?) -> TapFailure {
        conversation.cancel()
        session?.fail(saying: messages.text(.tapEndingFailed))
        return error is CancellationError ? .cancelled : .misconfigured
    }
}

extension CardStep {
    fileprivate var isDone: Bool {
        if case .done = self { true } else { false }
    }
}
