import CoreNFC
import Foundation
import KyotakuModels
import StandInTime
import Testing

@testable import KyotakuNFC

@Suite(.timeLimit(.minutes(1))) struct TapSessionTests {
    @Test func theFirstReasonForTheEndIsTheReason() async throws {
        let world = World()
        try await VirtualReader.$current.withValue(world.phone) {
            try await world.clock.run {
                let session = TapSession()
                _ = await session.start(saying: "")
                session.cancel()
                world.phone.takeOver()
                #expect(session.reason == .cancelled)
            }
        }
        let other = World()
        try await VirtualReader.$current.withValue(other.phone) {
            try await other.clock.run {
                let session = TapSession()
                _ = await session.start(saying: "")
                other.phone.takeOver()
                await session.ended()
                session.cancel()
                session.succeed(saying: "")
                #expect(session.reason == .unexplained)
            }
        }
        #expect(other.phone.lastEnding == VirtualReader.Sheet.Ending.none)
    }

    @Test func aSessionThatIsOverWaitsForNothing() async throws {
        let world = World()
        try await VirtualReader.$current.withValue(world.phone) {
            try await world.clock.run {
                let session = TapSession()
                session.cancel()
                for signal in [
                    await session.start(saying: ""), await session.found(),
                    await session.connect(), await session.transmit(Data()),
                ] {
                    guard case .ended(.cancelled) = signal else {
                        Issue.record("it waited: \(signal)")
                        continue
                    }
                }
            }
        }
        #expect(world.phone.history.isEmpty)
    }

    @Test func whatIsNoCommandIsNotSent() async throws {
        let world = World()
        world.phone.place(FixedCard())
        let sent = try await VirtualReader.$current.withValue(world.phone) {
            try await world.clock.run {
                let session = TapSession()
                _ = await session.start(saying: "")
                _ = await session.found()
                _ = await session.connect()
                defer { session.cancel() }
                return await session.transmit(Data([0x00, 0xB0]))
            }
        }
        guard case .answered(.failure(let failure)) = sent else {
            Issue.record("it was sent: \(sent)")
            return
        }
        #expect(failure.interruption == .other(code: 3))
    }

    @Test func aCancelledTaskDoesNotWaitForTheEnd() async throws {
        let world = World()
        try await VirtualReader.$current.withValue(world.phone) {
            try await world.clock.run {
                let session = TapSession()
                _ = await session.start(saying: "")
                let waiter = Task(executorPreference: world.clock) {
                    withUnsafeCurrentTask { $0?.cancel() }
                    await session.ended()
                }
                await waiter.value
                #expect(world.clock.now.offset < .seconds(1))
                session.cancel()
            }
        }
    }

    /// Cancellation reaches the request before it reaches the session, or after.
    @Test func aRequestThatIsCancelledBeforeItsSessionIsACancelledTap() async throws {
        let world = World()
        world.phone.place(FixedCard())
        let conversation = ScriptedConversation([
            .relay { throw CancellationError() }
        ])
        let failure = try await VirtualReader.$current.withValue(world.phone) {
            try await world.clock.run { () -> TapFailure? in
                let session = TapSession()
                _ = await session.start(saying: "")
                _ = await session.found()
                _ = await session.connect()
                let tap = Task(executorPreference: world.clock) { () -> TapFailure? in
                    withUnsafeCurrentTask { $0?.cancel() }
                    do throws(TapFailure) {
                        try await Talk(conversation, .keys).hold(in: session, clock: world.clock)
                        return nil
                    } catch {
                        return error
                    }
                }
                return await tap.value
            }
        }
        #expect(failure == .cancelled)
        #expect(conversation.interruptions == [.cancelled] && conversation.timesCancelled == 0)
        world.expectOrder(after: conversation)
    }
}
