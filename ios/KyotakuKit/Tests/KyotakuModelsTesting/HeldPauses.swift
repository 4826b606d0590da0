import KyotakuModels
import KyotakuTesting

/// Pauses that end when a test says so.
final class HeldPauses: Pausing {
    private struct State {
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var next = 0
    }

    private let state = Guarded(State())

    /// How many wait.
    var count: Int { state.with { $0.waiting.count } }

    /// Ends all pauses.
    func pass() {
        let waiting = state.with { state in
            defer { state.waiting = [:] }
            return state.waiting.values.map { $0 }
        }
        waiting.forEach { $0.resume() }
    }

    func pause(for duration: Duration) async throws {
        let mine = state.with { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.with { $0.waiting[mine] = continuation }
                if Task.isCancelled { end(mine) }
            }
        } onCancel: {
            end(mine)
        }
    }

    private func end(_ pause: Int) {
        state.with { $0.waiting.removeValue(forKey: pause) }?.resume(throwing: CancellationError())
    }
}

/// Comes back when something has come true; the test runs out of time if it never does.
@MainActor
func waitUntil(_ isSo: @MainActor () -> Bool) async throws {
    while !isSo() {
        try Task.checkCancellation()
        await Task.yield()
    }
}
