import KyotakuCore

/// Gives a call of the core a cancellation that follows the task's. The call then ends with an error
/// that ``Problem`` takes as no problem; what it had kept is kept.
func cancellable<T: Sendable>(
    _ body: @Sendable (Cancellation) async throws -> T
) async throws -> T {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
        try await body(cancellation)
    } onCancel: {
        cancellation.cancel()
    }
}

/// Makes a call that may write to the disk where it does not hold up the screen. A call that has
/// begun is not cancelled.
func offMain<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await Task.detached(operation: body).value
}
