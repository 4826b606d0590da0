import Foundation
import KyotakuModels
import KyotakuText

/// A conversation that says the same whatever the card answers, and ends at the first interruption.
///
/// It has the manners of the core's: a call at the wrong time throws, and is remembered.
final class ScriptedConversation: CardConversation, @unchecked Sendable {
    /// What it does in its turn.
    enum Line: Sendable {
        case send([UInt8], TapPhase)
        /// Asks the server by this, and goes on when it returns.
        case relay(@Sendable () async throws -> Void)
        /// Throws, as the core does when it cannot keep a proof.
        case fail
    }

    struct Mistake: Error {}

    private enum State {
        case made, waiting, relaying, over
    }

    private let lock = NSLock()
    private let lines: [Line]
    private let ending: TapEnding
    private var next = 0
    private var state = State.made
    private var heard: [CardEvent] = []
    private var mistakes = 0
    private var cancellations = 0

    init(_ lines: [Line] = .certificate, ending: TapEnding = .read) {
        self.lines = lines
        self.ending = ending
    }

    var answers: [Data] {
        lock.withLock {
            heard.compactMap { if case .response(let data) = $0 { data } else { nil } }
        }
    }

    var interruptions: [CardInterruption] {
        lock.withLock {
            heard.compactMap { if case .interrupted(let cause) = $0 { cause } else { nil } }
        }
    }

    var calledWrongly: Bool { lock.withLock { mistakes > 0 } }
    var isOver: Bool { lock.withLock { state == .over } }
    var timesCancelled: Int { lock.withLock { cancellations } }

    func begin() throws -> CardStep {
        try lock.withLock {
            try expect(.made)
            return try advance()
        }
    }

    func resume(_ event: CardEvent) throws -> CardStep {
        try lock.withLock {
            switch event {
            case .response: try expect(.waiting)
            case .interrupted: try expect(.waiting, .relaying)
            }
            heard.append(event)
            if case .interrupted = event {
                state = .over
                return .done(.lost)
            }
            return try advance()
        }
    }

    func relay() async throws -> CardStep {
        let line = try lock.withLock {
            try expect(.relaying)
            return lines[next - 1]
        }
        if case .relay(let ask) = line {
            try await ask()
        }
        return try lock.withLock {
            try expect(.relaying)
            return try advance()
        }
    }

    func cancel() {
        lock.withLock {
            cancellations += 1
            state = .over
        }
    }

    private func expect(_ states: State...) throws {
        guard states.contains(state) else {
            mistakes += 1
            throw Mistake()
        }
    }

    private func advance() throws -> CardStep {
        guard next < lines.count else {
            state = .over
            return .done(ending)
        }
        let line = lines[next]
        next += 1
        switch line {
        case .send(let command, let phase):
            state = .waiting
            return .transmit(command: Data(command), progress: TapProgress(phase: phase))
        case .relay:
            state = .relaying
            return .relay(progress: TapProgress(phase: .authenticatingTerminal))
        case .fail:
            state = .over
            throw Mistake()
        }
    }
}

extension TapEnding {
    static let read = TapEnding(succeeded: true, text: .tapEndingRead)
    static let lost = TapEnding(succeeded: false, text: .tapEndingFailed)
}

extension [ScriptedConversation.Line] {
    /// The commands of a tap with a PIN, in their order and of their lengths.
    static let certificate: Self = [
        .send(select, .selecting),
        .send([0x00, 0xB0, 0x8A, 0x00, 0x00], .readingCertificate),
        .send([0x00, 0xB0, 0x01, 0x00, 0x00], .readingCertificate),
        .send([0x00, 0x20, 0x00, 0x98], .askingTries),
        .send([0x00, 0x20, 0x00, 0x98, 0x04, 0x31, 0x32, 0x33, 0x34], .verifyingPin),
        .send([0x80, 0x2A, 0x00, 0x97, 0x01, 0x00, 0x00], .signing),
    ]

    /// A tap by sight, with one question to the server.
    static func visual(asking server: @escaping @Sendable () async throws -> Void) -> Self {
        [
            .send(select, .selecting),
            .send([0x00, 0x84, 0x00, 0x00, 0x10], .authenticatingTerminal),
            .relay(server),
            .send([0x00, 0x82, 0x00, 0x00, 0x01, 0x00], .authenticatingTerminal),
            .send([0x80, 0x2A, 0x00, 0x97, 0x01, 0x00, 0x00], .signing),
        ]
    }

    private static let select: [UInt8] =
        [0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01]
}
