import CoreNFC
import Foundation
import KyotakuModels
import KyotakuNFC
import StandInTime
import Testing

/// Ends taps in real time and from other threads, where calls really meet each other.
@Suite(.timeLimit(.minutes(2))) struct RaceTests {
    @Test(arguments: Cut.allCases)
    func aTapThatIsEndedFromAnotherThreadEndsOnceAndKeepsNothing(cut: Cut) async throws {
        var failures: Set<TapFailure?> = []
        for round in 0..<50 {
            try await withThrowingTaskGroup(of: TapFailure?.self) { group in
                for place in 0..<4 {
                    let delay = Double(round) / 2000 + Double(place) / 8000
                    group.addTask {
                        try await Self.tap(
                            cut,
                            after: delay,
                            asking: place.isMultiple(of: 2),
                            answeringAfterEnd: round.isMultiple(of: 2)
                        )
                    }
                }
                for try await failure in group {
                    failures.insert(failure)
                }
            }
        }
        // An app in the background finds the system busy.
        let allowed: Set<TapFailure?> = [nil, cut.failure]
        #expect(failures.isSubset(of: cut == .background ? allowed.union([.busy]) : allowed))
        let hasBeenCut = failures.contains(cut.failure)
        #expect(hasBeenCut)
    }

    /// A tap by sight, whose server answers after a moment or at once.
    private static func tap(
        _ cut: Cut,
        after delay: TimeInterval,
        asking takesTime: Bool,
        answeringAfterEnd answersAfterEnd: Bool
    ) async throws -> TapFailure? {
        let phone = VirtualReader(
            clock: WorldClock(pace: .real),
            selectIdentifiers: ["D392F000260100000001"],
            timings: .hasty
        )
        phone.answersAfterEnd = answersAfterEnd
        phone.place(FixedCard())
        let conversation = ScriptedConversation(
            .visual {
                if takesTime {
                    try await Task.sleep(for: .milliseconds(2))
                }
            }
        )
        let failure = await VirtualReader.$current.withValue(phone) {
            let begun = AsyncStream.makeStream(of: Void.self)
            let tap = Task {
                begun.continuation.finish()
                return await Self.failure(of: conversation)
            }
            for await _ in begun.stream {}
            DispatchQueue.global().asyncAfter(deadline: .now() + delay) {
                cut.event(at: .zero).first?.act(phone, tap)
            }
            return await tap.value.cause
        }
        #expect(conversation.isOver && !conversation.calledWrongly)
        try await expectRest(of: phone)
        return failure
    }

    private static func failure(
        of conversation: ScriptedConversation
    ) async -> Result<Void, TapFailure> {
        do throws(TapFailure) {
            try await CardReader().tap(conversation, messages: .keys)
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// Soon nothing is left: no session, no sheet, no object.
    private static func expectRest(of phone: VirtualReader) async throws {
        for _ in 0..<1000 where phone.sessionObjects > 0 || phone.sheet != nil {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(phone.sessionObjects == 0 && phone.sheet == nil)
        let ended = phone.history.count { if case .ended = $0 { true } else { false } }
        #expect(phone.count(.began) == ended)
    }
}

extension VirtualReader.Timings {
    fileprivate static var hasty: Self {
        var timings = Self()
        timings.activation = .milliseconds(1)
        timings.refusal = .milliseconds(1)
        timings.detection = .milliseconds(1)
        timings.connection = .milliseconds(1)
        timings.exchange = .milliseconds(2)
        timings.closing = .milliseconds(1)
        return timings
    }
}
