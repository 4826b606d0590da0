import Foundation
import KyotakuModels
import KyotakuTesting

/// A reader with an emulated card held to it, in the place of CoreNFC.
final class CardInHand: CardTapping {
    private let held = Guarded<EmulatedCard?>(nil)
    private let failures = Guarded<[TapFailure]>([])

    var availability: CardReaderAvailability { .available }

    /// The card that is held to the phone from now on.
    func hold(_ card: EmulatedCard?) {
        held.with { $0 = card }
    }

    /// The next sheets end like this before any card is found.
    func fail(_ next: TapFailure...) {
        failures.with { $0 += next }
    }

    func tap(
        _ conversation: any CardConversation,
        messages: TapMessages
    ) async throws(TapFailure) {
        let failure = failures.with { $0.isEmpty ? nil : $0.removeFirst() }
        guard failure == nil, let card = held.with({ $0 }) else {
            throw (failure ?? .timedOut).told(to: conversation)
        }
        do {
            try card.powerOn()
            defer { card.powerOff() }
            var step = try conversation.begin()
            while true {
                switch step {
                case .transmit(let command, _):
                    step = try conversation.resume(answer(of: card, to: command))
                case .relay:
                    step = try await conversation.relay()
                case .done:
                    return
                }
            }
        } catch {
            conversation.cancel()
            throw .takenOver
        }
    }

    private func answer(of card: EmulatedCard, to command: Data) throws -> CardEvent {
        do {
            return .response(try card.transmit(command: command))
        } catch TestingError.CardLost {
            return .interrupted(.tagLost)
        }
    }
}

extension TapFailure {
    /// Ends a conversation that has not begun, as the reader does before it throws.
    func told(to conversation: any CardConversation) -> TapFailure {
        do {
            if case .done = try conversation.begin() { return self }
            _ = try conversation.resume(.interrupted(interruption))
        } catch {
            conversation.cancel()
        }
        return self
    }

    private var interruption: CardInterruption {
        switch self {
        case .cancelled, .takenOver, .busy: .cancelled
        case .timedOut: .sessionTimeout
        case .lostTooOften: .tagLost
        case .unsupported: .other(code: 1)
        case .radioOff: .other(code: 6)
        case .notPermitted: .other(code: 7)
        case .misconfigured: .other(code: 2)
        }
    }
}

/// An owner who answers as told.
final class FixedOwner: OwnerChecking {
    private let failure = Guarded<OwnerCheckFailure?>(nil)
    private let count = Guarded(0)
    private let isHeld = Guarded(false)

    private let means: OwnerBiometry?

    /// An owner whom the phone tells by this, and else by the passcode.
    init(biometry: OwnerBiometry? = .faceID) {
        means = biometry
    }

    var availability: OwnerCheckAvailability { .available(biometry: means) }
    var biometry: OwnerBiometry? { means }

    /// How often the owner was asked.
    var asked: Int { count.with { $0 } }

    /// What comes in the place of a confirmation from now on.
    func answer(_ next: OwnerCheckFailure?) {
        failure.with { $0 = next }
    }

    /// Answers only when let go.
    func hold() {
        isHeld.with { $0 = true }
    }

    /// Answers.
    func letGo() {
        isHeld.with { $0 = false }
    }

    func confirm(reason: String) async throws(OwnerCheckFailure) {
        count.with { $0 += 1 }
        while isHeld.with({ $0 }) { await Task.yield() }
        if let failure = failure.with({ $0 }) { throw failure }
    }
}
