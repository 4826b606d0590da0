/// The one piece of work that a screen's model waits for.
///
/// A model that is at work takes up nothing else: a second tap on a button does nothing. Work that
/// was cancelled reports nothing any more, so nothing old can overwrite what the screen shows since.
@MainActor
public final class Work {
    private var task: Task<Void, Never>?
    private var round = 0

    /// No work.
    public init() {}

    /// Whether something is under way.
    public var isUnderWay: Bool { task != nil }

    /// Begins, unless something is under way.
    ///
    /// - Parameter onEnd: Called on the main actor with what came of it, unless it was cancelled.
    /// - Returns: Whether it was begun.
    @discardableResult
    public func begin<T: Sendable>(
        _ body: @escaping @Sendable () async throws -> T,
        onEnd: @escaping @MainActor (Result<T, Problem>) -> Void
    ) -> Bool {
        guard task == nil else { return false }
        round += 1
        let mine = round
        task = Task { [weak self] in
            let result: Result<T, Problem>
            do {
                result = .success(try await body())
            } catch {
                // Who cancels hears no more of it, so this is not to be left unsaid.
                result = .failure(Problem(error) ?? .internalFault)
            }
            guard let self, self.round == mine else { return }
            self.task = nil
            onEnd(result)
        }
        return true
    }

    /// Ends what is under way. Nothing comes of it any more.
    public func cancel() {
        task?.cancel()
        task = nil
        round += 1
    }

    /// Asks what is under way to come to its end, which is still reported.
    public func interrupt() {
        task?.cancel()
    }

    /// Returns when nothing is under way, what was begun meanwhile included.
    public func settled() async {
        while let task {
            await task.value
        }
    }
}
