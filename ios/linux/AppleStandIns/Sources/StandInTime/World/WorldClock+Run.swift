import Foundation

/// Stand-in only: everything waits, and nothing will ever happen again.
public struct Stalled: Error, Equatable {
    /// Stand-in only: the only one there is.
    public init() {}
}

extension WorldClock: TaskExecutor {
    /// Stand-in only: makes one step of a task, after all that were here before. While there is one,
    /// no time passes.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        perform(on: steps) {
            job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}

extension WorldClock {
    /// Stand-in only: does `work` on the clock, with time jumping whenever all is at rest.
    ///
    /// At the real pace it only awaits `work`.
    ///
    /// - Throws: What `work` throws, or ``Stalled`` when it can never end.
    public func run<Outcome: Sendable>(
        _ work: @escaping @Sendable () async throws -> Outcome
    ) async throws -> Outcome {
        guard pace == .virtual else { return try await work() }
        return try await withCheckedThrowingContinuation { continuation in
            let ending = Ending(continuation)
            let number = begin { ending.end(with: .failure(Stalled())) }
            Task(executorPreference: self) {
                let result: Result<Outcome, any Error>
                do {
                    result = .success(try await work())
                } catch {
                    result = .failure(error)
                }
                self.end(run: number)
                ending.end(with: result)
            }
        }
    }
}

/// Resumes the caller of a run once, with whatever comes first.
private final class Ending<Outcome: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var continuation: CheckedContinuation<Outcome, any Error>?

    init(_ continuation: CheckedContinuation<Outcome, any Error>) {
        self.continuation = continuation
    }

    func end(with result: Result<Outcome, any Error>) {
        let waiting = lock.withLock {
            defer { continuation = nil }
            return continuation
        }
        waiting?.resume(with: result)
    }
}
