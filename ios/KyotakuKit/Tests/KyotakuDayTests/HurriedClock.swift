/// The clock of the wall, but nobody waits on it for long: what would take two seconds or more takes a
/// twentieth of a second. Shorter waits are limits that a busy machine may need.
struct HurriedClock: Clock {
    typealias Instant = ContinuousClock.Instant

    var now: Instant { ContinuousClock.now }
    var minimumResolution: Duration { ContinuousClock().minimumResolution }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let wait = now.duration(to: deadline)
        let short = wait >= .seconds(2) ? .milliseconds(50) : wait
        try await ContinuousClock().sleep(for: short)
    }
}
