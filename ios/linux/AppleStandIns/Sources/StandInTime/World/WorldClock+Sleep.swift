import Foundation

extension WorldClock {
    /// Stand-in only: waits until then, or throws as soon as the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let waiter = Waiter()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiter.wait(continuation)
                waiter.keep(schedule(at: deadline) { waiter.resume(.success(())) })
            }
        } onCancel: {
            waiter.resume(.failure(CancellationError()))
        }
    }
}

/// The continuation of one sleep, resumed by its appointment or by cancellation, whichever is first.
private final class Waiter: @unchecked Sendable {
    private let lock = NSLock()
    private var continuation: CheckedContinuation<Void, any Error>?
    private var outcome: Result<Void, any Error>?
    private var appointment: WorldClock.Appointment?

    func wait(_ continuation: CheckedContinuation<Void, any Error>) {
        let early = lock.withLock {
            if outcome == nil {
                self.continuation = continuation
            }
            return outcome
        }
        if let early {
            continuation.resume(with: early)
        }
    }

    /// Remembers what to cancel; cancels it at once when the sleep is over already.
    func keep(_ appointment: WorldClock.Appointment) {
        let isOver = lock.withLock {
            self.appointment = appointment
            return outcome != nil
        }
        if isOver {
            appointment.cancel()
        }
    }

    func resume(_ result: Result<Void, any Error>) {
        let (waiting, appointment) = lock.withLock {
            defer { continuation = nil }
            outcome = outcome ?? result
            return (continuation, self.appointment)
        }
        appointment?.cancel()
        waiting?.resume(with: result)
    }
}
