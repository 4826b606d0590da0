import CoreNFC
import Foundation
import KyotakuModels
import KyotakuNFC
import KyotakuText
import StandInTime
import Testing

/// A phone in virtual time, with the reader under test.
///
/// A tap that waits for something that never comes does not hang: the clock says ``Stalled``.
final class World: Sendable {
    let clock = WorldClock()
    let phone: VirtualReader
    let reader: CardReader<WorldClock>

    init() {
        phone = VirtualReader(clock: clock, selectIdentifiers: ["D392F000260100000001"])
        reader = CardReader(clock: clock)
    }

    private let current = Box<Task<Result<Void, TapFailure>, Never>?>(nil)

    /// Lets something happen to the tap that is under way.
    func now(_ event: Event) {
        if let tap = current.value {
            event.act(phone, tap)
        }
    }

    /// Taps, while what is `meanwhile` scheduled happens.
    func tap(
        _ conversation: any CardConversation = ScriptedConversation(),
        meanwhile: [Event] = []
    ) async throws -> Result<Void, TapFailure> {
        try await VirtualReader.$current.withValue(phone) {
            try await clock.run { [self] in
                let tap = Task(executorPreference: clock) { [self] in
                    await result(of: conversation)
                }
                current.value = tap
                defer { current.value = nil }
                for event in meanwhile {
                    clock.schedule(after: event.time) { [phone] in event.act(phone, tap) }
                }
                return await tap.value
            }
        }
    }

    func result(of conversation: any CardConversation) async -> Result<Void, TapFailure> {
        do throws(TapFailure) {
            try await reader.tap(conversation, messages: .keys)
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// What holds after every tap, however it ended.
    func expectOrder(
        after conversation: ScriptedConversation,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        clock.advance(by: .seconds(5))
        let began = phone.history.count { $0 == .began }
        let ended = phone.history.count { if case .ended = $0 { true } else { false } }
        #expect(began == ended, "each session ends once", sourceLocation: sourceLocation)
        #expect(phone.sessionObjects == 0, "nothing is kept", sourceLocation: sourceLocation)
        #expect(phone.sheet == nil, sourceLocation: sourceLocation)
        #expect(conversation.isOver, "the conversation was told", sourceLocation: sourceLocation)
        #expect(!conversation.calledWrongly, sourceLocation: sourceLocation)
        #expect(conversation.interruptions.count <= 1, sourceLocation: sourceLocation)
    }
}

/// Something that happens at a time of a tap.
struct Event: Sendable {
    let time: Duration
    let act: @Sendable (VirtualReader, Task<Result<Void, TapFailure>, Never>) -> Void
}

extension [Event] {
    static func at(
        _ time: Duration,
        _ act: @escaping @Sendable (VirtualReader) -> Void
    ) -> Self {
        [Event(time: time) { phone, _ in act(phone) }]
    }

    static func cancelling(at time: Duration) -> Self {
        [Event(time: time) { _, tap in tap.cancel() }]
    }
}

/// A card that has JPKI, and answers everything with the instruction and 9000.
final class FixedCard: VirtualTag, @unchecked Sendable {
    let technology: VirtualTechnology
    let identifier = Data([1, 2, 3, 4])
    private let lock = NSLock()
    private var seen: [Data] = []

    init(_ technology: VirtualTechnology = .typeB(applicationData: Data())) {
        self.technology = technology
    }

    var commands: [Data] { lock.withLock { seen } }

    func powerOn() {}

    func powerOff() {}

    func transmit(_ command: Data) throws -> Data {
        lock.withLock { seen.append(command) }
        return Data([command[1], 0x90, 0x00])
    }
}

extension VirtualReader {
    /// The texts that the sheet has shown.
    var messages: [String] {
        history.compactMap { if case .message(let text) = $0 { text } else { nil } }
    }

    /// How the last session ended on the sheet.
    var lastEnding: Sheet.Ending? {
        history.reversed().lazy
            .compactMap { if case .ended(_, let ending) = $0 { ending } else { nil } }
            .first
    }

    func count(_ entry: HistoryEntry) -> Int {
        history.count { $0 == entry }
    }
}

extension Result<Void, TapFailure> {
    /// What ended the tap; `nil` when nothing did.
    var cause: TapFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}

extension TapMessages {
    /// The keys in the place of their texts.
    static let keys = TapMessages(
        text: { $0.rawValue },
        progress: { "\($0.phase) \($0.received)" }
    )
}
