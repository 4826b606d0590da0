import Foundation

/// Stand-in only: the time in which the stand-ins live.
///
/// At the virtual pace nothing waits for real: time stands still until ``advance(by:)`` moves it,
/// or, inside ``run(_:)``, jumps to the next appointment as soon as everything that the clock can
/// see has come to rest. What happens, and in which order, does not depend on the machine. At the
/// real pace the clock follows the wall, for a preview that people look at.
///
/// The clock sees the tasks that prefer it as their executor, and the calls it makes itself. Work
/// elsewhere, such as on the main actor or in a foreign thread, takes a ``hold()`` while time must
/// stand still.
public final class WorldClock: Clock, @unchecked Sendable {
    /// Stand-in only: how time passes.
    public enum Pace: Sendable {
        /// Stand-in only: by jumps, when everything is at rest.
        case virtual
        /// Stand-in only: as on the wall.
        case real
    }

    /// Stand-in only: a point of the clock's time, counted from its making.
    public struct Instant: InstantProtocol {
        /// Stand-in only: how long after the clock was made.
        public let offset: Duration

        /// Stand-in only: the point this long after.
        public func advanced(by duration: Duration) -> Instant {
            Instant(offset: offset + duration)
        }

        /// Stand-in only: how long from here to the other point.
        public func duration(to other: Instant) -> Duration {
            other.offset - offset
        }

        /// Stand-in only: whether this point comes first.
        public static func < (one: Instant, other: Instant) -> Bool {
            one.offset < other.offset
        }
    }

    /// Stand-in only: something that happens later unless it is cancelled.
    public struct Appointment: Sendable {
        fileprivate let number: UInt64
        fileprivate let clock: WorldClock

        /// Stand-in only: it will not happen. Harmless when it has.
        public func cancel() {
            clock.cancel(self)
        }
    }

    private struct Entry {
        let at: Instant
        let number: UInt64
        let action: @Sendable () -> Void
    }

    /// Stand-in only: how time passes.
    public let pace: Pace

    private let beginning = ContinuousClock.now
    private let state = NSCondition()
    private let moves = DispatchQueue(label: "StandInTime.moves")
    let steps = DispatchQueue(label: "StandInTime.steps")
    private var virtualNow = Instant(offset: .zero)
    private var entries: [Entry] = []
    private var numbers: UInt64 = 0
    private var busy = 0
    private var holds = 0
    private var runs: [UInt64: @Sendable () -> Void] = [:]

    /// Stand-in only: a clock at zero.
    public init(pace: Pace = .virtual) {
        self.pace = pace
    }

    /// Stand-in only: the time now.
    public var now: Instant {
        switch pace {
        case .virtual: state.withLock { virtualNow }
        case .real: Instant(offset: beginning.duration(to: .now))
        }
    }

    /// Stand-in only: the smallest step, which has no meaning here.
    public var minimumResolution: Duration { .nanoseconds(1) }

    /// Stand-in only: has `action` happen after `delay`, between other things and never within one.
    @discardableResult
    public func schedule(
        after delay: Duration,
        _ action: @escaping @Sendable () -> Void
    ) -> Appointment {
        schedule(at: now.advanced(by: max(delay, .zero)), action)
    }

    /// Stand-in only: calls `action` on `queue`; no time passes before it has returned.
    public func perform(on queue: DispatchQueue, _ action: @escaping @Sendable () -> Void) {
        enter()
        let errand = Errand(action)
        queue.async {
            errand.run()
            self.leave()
        }
    }

    /// Stand-in only: lets virtual time pass by hand, with everything that happens in it.
    ///
    /// Waits after each appointment until the work that it caused has come to rest.
    public func advance(by duration: Duration) {
        precondition(pace == .virtual, "the wall clock cannot be moved")
        let goal = now.advanced(by: duration)
        while let errand = nextErrand(until: goal) {
            errand.run()
            leave()
        }
    }

    @discardableResult
    func schedule(
        at time: Instant,
        _ action: @escaping @Sendable () -> Void
    ) -> Appointment {
        let entry = state.withLock {
            numbers += 1
            let entry = Entry(at: time, number: numbers, action: action)
            let place = entries.firstIndex { $0.at > time } ?? entries.endIndex
            entries.insert(entry, at: place)
            return entry
        }
        let appointment = Appointment(number: entry.number, clock: self)
        switch pace {
        case .virtual:
            moveIfAtRest()
        case .real:
            let delay = now.duration(to: time) / .seconds(1)
            moves.asyncAfter(deadline: .now() + max(delay, 0)) { self.keep(appointment) }
        }
        return appointment
    }

    /// At the real pace: does what is due, unless it has been cancelled.
    private func keep(_ appointment: Appointment) {
        let entry = state.withLock { take { $0.number == appointment.number } }
        entry?.action()
    }

    private func cancel(_ appointment: Appointment) {
        _ = state.withLock { take { $0.number == appointment.number } }
    }

    /// Takes the first entry of that kind out of the calendar. Call with the lock held.
    private func take(where isWanted: (Entry) -> Bool) -> Entry? {
        entries.firstIndex(where: isWanted).map { entries.remove(at: $0) }
    }

    private func nextErrand(until goal: Instant) -> Errand? {
        state.withLock {
            precondition(runs.isEmpty, "time moves by itself while something runs")
            let patience = Date(timeIntervalSinceNow: 60)
            while busy > 0 {
                precondition(state.wait(until: patience), "the world does not come to rest")
            }
            guard let entry = take(where: { $0.at <= goal }) else {
                virtualNow = max(virtualNow, goal)
                return nil
            }
            virtualNow = max(virtualNow, entry.at)
            busy += 1
            return Errand(entry.action)
        }
    }

    // MARK: - Rest and movement

    func enter() {
        state.withLock { busy += 1 }
    }

    func leave() {
        state.withLock {
            busy -= 1
            state.broadcast()
        }
        moveIfAtRest()
    }

    func changeHolds(by change: Int) {
        state.withLock { holds += change }
        moveIfAtRest()
    }

    func begin(run: @escaping @Sendable () -> Void) -> UInt64 {
        state.withLock {
            numbers += 1
            runs[numbers] = run
            return numbers
        }
    }

    func end(run number: UInt64) {
        state.withLock { runs[number] = nil }
    }

    private func moveIfAtRest() {
        guard pace == .virtual, state.withLock({ isAtRest }) else { return }
        moves.async { self.move() }
    }

    private var isAtRest: Bool { busy == 0 && holds == 0 && !runs.isEmpty }

    /// Jumps to the next appointment. Where there is none, nothing will ever happen again, and
    /// whoever waits is told.
    private func move() {
        let errand: Errand? = state.withLock {
            guard isAtRest else { return nil }
            busy += 1
            guard let entry = take(where: { _ in true }) else {
                let stalled = Array(runs.values)
                runs.removeAll()
                return Errand { stalled.forEach { $0() } }
            }
            virtualNow = max(virtualNow, entry.at)
            return Errand(entry.action)
        }
        guard let errand else { return }
        errand.run()
        leave()
    }
}

/// Something to do once. What it needed is released before it counts as done, so that at rest nothing
/// is kept that a test could find.
private final class Errand: @unchecked Sendable {
    private var action: (@Sendable () -> Void)?

    init(_ action: @escaping @Sendable () -> Void) {
        self.action = action
    }

    func run() {
        let action = action
        self.action = nil
        action?()
    }
}
