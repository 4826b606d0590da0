import Foundation

@testable import KyotakuModels

/// A call of a role that answers as a test tells it.
///
/// Answers are given in the order in which they were told; where no other was told, the last one is
/// given again.
final class Scripted<Argument: Sendable, Answer: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var answers: [Result<Answer, Problem>] = []
    private var last: Result<Answer, Problem>?
    private var asked: [Argument] = []
    private var held = false

    /// What the call was made with, in order.
    var arguments: [Argument] { lock.withLock { asked } }

    /// How often the call was made.
    var count: Int { arguments.count }

    /// The next answers.
    func answer(_ next: Answer...) {
        lock.withLock { answers += next.map { .success($0) } }
    }

    /// The next answer is a problem.
    func fail(_ problem: Problem) {
        lock.withLock { answers.append(.failure(problem)) }
    }

    /// Every answer is this problem from now on.
    func restart(failing problem: Problem) {
        lock.withLock { answers = [.failure(problem)] }
    }

    /// Every answer is this one from now on.
    func restart(_ answer: Answer) {
        lock.withLock { answers = [.success(answer)] }
    }

    /// From now on calls do not return until they are let go, or cancelled.
    func hold() {
        lock.withLock { held = true }
    }

    /// Lets all calls go.
    func letGo() {
        lock.withLock { held = false }
    }

    /// Makes the call.
    func callAsFunction(_ argument: Argument) async throws -> Answer {
        lock.withLock { asked.append(argument) }
        while lock.withLock({ held }) {
            try await Task.sleep(for: .milliseconds(1))
        }
        return try lock.withLock {
            if !answers.isEmpty { last = answers.removeFirst() }
            guard let last else { throw Problem.internalFault }
            return try last.get()
        }
    }
}

extension Scripted where Answer == Void {
    /// The call succeeds from now on.
    func succeed() { answer(()) }
}

extension Scripted where Argument == Void {
    /// Makes the call.
    func callAsFunction() async throws -> Answer { try await self(()) }
}

extension Problem {
    /// One problem of each reaction, as the core would throw it.
    static let ofEachReaction = Reaction.allCases.map { reaction in
        Problem(code: "MKA-E9999", reaction: reaction)
    }
}
