import Foundation
import StandInTime
import Testing

@Suite struct WorldClockTests {
    @Test func appointmentsHappenInTheirOrderAndNotBeforeTheirTime() {
        let clock = WorldClock()
        let seen = Log()
        clock.schedule(after: .seconds(2)) { seen.add("second") }
        clock.schedule(after: .seconds(1)) { seen.add("first") }
        clock.schedule(after: .seconds(2)) { seen.add("after second") }
        clock.advance(by: .milliseconds(1999))
        #expect(seen.lines == ["first"])
        clock.advance(by: .milliseconds(1))
        #expect(seen.lines == ["first", "second", "after second"])
        #expect(clock.now.offset == .seconds(2))
    }

    @Test func whatAnAppointmentSchedulesHappensInTheSameAdvance() {
        let clock = WorldClock()
        let seen = Log()
        clock.schedule(after: .seconds(1)) {
            seen.add("outer at \(clock.now.offset)")
            clock.schedule(after: .seconds(1)) { seen.add("inner at \(clock.now.offset)") }
        }
        clock.advance(by: .seconds(5))
        #expect(seen.lines == ["outer at 1.0 seconds", "inner at 2.0 seconds"])
    }

    @Test func aCancelledAppointmentDoesNotHappen() {
        let clock = WorldClock()
        let seen = Log()
        let appointment = clock.schedule(after: .seconds(1)) { seen.add("happened") }
        appointment.cancel()
        clock.advance(by: .seconds(2))
        #expect(seen.lines.isEmpty)
    }

    @Test func advancingWaitsForTheCallsThatItCaused() {
        let clock = WorldClock()
        let queue = DispatchQueue(label: "slow")
        let seen = Log()
        clock.schedule(after: .seconds(1)) {
            clock.perform(on: queue) {
                Thread.sleep(forTimeInterval: 0.02)
                seen.add("call")
            }
        }
        clock.schedule(after: .seconds(2)) { seen.add("later") }
        clock.advance(by: .seconds(3))
        #expect(seen.lines == ["call", "later"])
    }

    @Test func aRunJumpsOverEveryWait() async throws {
        let clock = WorldClock()
        let began = ContinuousClock.now
        let hours = try await clock.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for hours in [3, 1, 2] {
                    group.addTask { try await clock.sleep(for: .seconds(3600 * hours)) }
                }
                try await group.waitForAll()
            }
            return clock.now.offset
        }
        #expect(hours == .seconds(3 * 3600))
        #expect(began.duration(to: .now) < .seconds(60))
    }

    @Test func aRunThatCanNeverEndIsStalled() async {
        let clock = WorldClock()
        let forgotten = Log()
        await #expect(throws: Stalled()) {
            try await clock.run {
                await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in
                    forgotten.add("nobody resumes this")
                }
            }
        }
        #expect(forgotten.lines.count == 1)
    }

    @Test func aCancelledSleepEndsAtOnce() async throws {
        let clock = WorldClock()
        let left = try await clock.run {
            let sleeper = Task(executorPreference: clock) {
                try await clock.sleep(for: .seconds(100))
            }
            try await clock.sleep(for: .seconds(1))
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
            return clock.now.offset
        }
        #expect(left == .seconds(1))
    }

    @Test func aSleepOfACancelledTaskDoesNotBegin() async throws {
        let clock = WorldClock()
        try await clock.run {
            let sleeper = Task(executorPreference: clock) {
                withUnsafeCurrentTask { $0?.cancel() }
                try await clock.sleep(for: .seconds(100))
            }
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
        #expect(clock.now.offset == .zero)
    }

    @Test func timeStandsStillWhileItIsHeld() async throws {
        let clock = WorldClock()
        let seen = Log()
        try await clock.run {
            clock.schedule(after: .seconds(1)) { seen.add("virtual") }
            let hold = clock.hold()
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.03) {
                seen.add("real")
                hold.release()
                hold.release()
            }
            try await clock.sleep(for: .seconds(2))
        }
        #expect(seen.lines == ["real", "virtual"])
    }

    @Test func theRealPaceFollowsTheWall() async throws {
        let clock = WorldClock(pace: .real)
        let seen = Log()
        clock.schedule(after: .milliseconds(5)) { seen.add("kept") }
        clock.schedule(after: .milliseconds(5)) { seen.add("cancelled") }.cancel()
        try await clock.run { try await clock.sleep(for: .milliseconds(50)) }
        #expect(seen.lines == ["kept"])
        #expect(clock.now.offset >= .milliseconds(50))
    }
}

/// Lines from any thread.
final class Log: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String] = []

    var lines: [String] { lock.withLock { kept } }

    func add(_ line: String) {
        lock.withLock { kept.append(line) }
    }
}
