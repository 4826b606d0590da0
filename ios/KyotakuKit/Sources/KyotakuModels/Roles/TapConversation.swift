import Foundation
import KyotakuCore
import KyotakuText

/// A conversation with a card that remembers what it came to, for the model that began it.
public protocol TapConversing: CardConversation {
    /// What it came to; nothing while it goes on, and when it was cut off.
    var result: TapResult? { get }
}

/// What a conversation came to.
public enum TapResult: Equatable, Sendable {
    /// The core's outcome.
    case outcome(TapOutcome)
    /// The core could not go on, for example because the proof could not be kept.
    case problem(Problem)
}

/// A tap of the core as a conversation.
///
/// An error of the core ends the conversation with a cross, so that whoever moves the bytes knows
/// endings only; what it was is in ``result``.
final class TapConversation: TapConversing {
    private let tap: CardTap
    private let remembered = Remembered()

    init(_ tap: CardTap) {
        self.tap = tap
    }

    var result: TapResult? { remembered.result }

    func begin() throws -> CardStep {
        try step { try tap.begin() }
    }

    func resume(_ event: CardEvent) throws -> CardStep {
        try step { try tap.resume(event: TapEvent(event)) }
    }

    func relay() async throws -> CardStep {
        let tap = tap
        let next: Result<TapStep, any Error>
        do {
            next = .success(try await cancellable { try await tap.relay(cancellation: $0) })
        } catch {
            next = .failure(error)
        }
        return try step { try next.get() }
    }

    func cancel() {
        tap.cancel()
    }

    private func step(_ advance: () throws -> TapStep) throws -> CardStep {
        do {
            switch try advance() {
            case .transmit(let command, let progress):
                return .transmit(command: command, progress: TapProgress(progress))
            case .relay(let progress):
                return .relay(progress: TapProgress(progress))
            case .done(let outcome):
                remembered.result = .outcome(outcome)
                return .done(TapEnding(outcome))
            }
        } catch {
            // A cancelled relay leaves the tap where it was.
            guard let problem = Problem(error) else { throw CancellationError() }
            remembered.result = .problem(problem)
            return .done(TapEnding(succeeded: false, text: .tapEndingFailed))
        }
    }

    /// A result behind a lock: set where the bytes are moved, read on the main actor.
    private final class Remembered: @unchecked Sendable {
        private let lock = NSLock()
        private var last: TapResult?

        var result: TapResult? {
            get { lock.withLock { last } }
            set { lock.withLock { last = newValue } }
        }
    }
}
