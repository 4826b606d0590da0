import Foundation
import KyotakuText

@testable import KyotakuModels

/// A reader without a card, which ends every tap in the same way.
struct ScriptedReader: CardTapping {
    var availability = CardReaderAvailability.available
    /// What ends a tap before the conversation is over, if something does.
    var failure: TapFailure?

    func tap(
        _ conversation: any CardConversation,
        messages: TapMessages
    ) async throws(TapFailure) {
        if let failure { throw failure }
    }
}

/// A conversation that came to something, whatever a reader does.
struct FixedConversation: TapConversing {
    let result: TapResult?

    func begin() throws -> CardStep { .done(TapEnding(succeeded: true, text: .tapEndingRead)) }
    func resume(_ event: CardEvent) throws -> CardStep { try begin() }
    func relay() async throws -> CardStep { try begin() }
    func cancel() {}
}

/// An owner of the phone who answers as told.
final class ScriptedOwner: OwnerChecking, @unchecked Sendable {
    private let lock = NSLock()
    private var now: OwnerCheckAvailability
    /// What is built into the phone.
    let biometry: OwnerBiometry?
    private var failure: OwnerCheckFailure?
    private var given: [String] = []

    init(biometry: OwnerBiometry? = .faceID) {
        self.biometry = biometry
        now = .available(biometry: biometry)
    }

    var availability: OwnerCheckAvailability { lock.withLock { now } }
    /// What the owner was asked, in order.
    var reasons: [String] { lock.withLock { given } }

    func set(_ availability: OwnerCheckAvailability) {
        lock.withLock { now = availability }
    }

    func answer(_ failure: OwnerCheckFailure?) {
        lock.withLock { self.failure = failure }
    }

    func confirm(reason: String) async throws(OwnerCheckFailure) {
        let failure = lock.withLock {
            given.append(reason)
            return self.failure
        }
        if let failure { throw failure }
    }
}

/// Marks in memory, and whether they can be kept.
final class ScriptedMarks: TermsKeeping, NoticeMarking, @unchecked Sendable {
    private let lock = NSLock()
    private var terms: Int?
    private var notices: Set<String> = []
    private var problem: Problem?

    init(terms: Int? = nil) {
        self.terms = terms
    }

    func fail(_ problem: Problem?) {
        lock.withLock { self.problem = problem }
    }

    func acceptedTerms() async -> Int? { lock.withLock { terms } }

    func acceptTerms(version: Int) async throws {
        try lock.withLock {
            if let problem { throw problem }
            terms = version
        }
    }

    func readNotices() async -> Set<String> { lock.withLock { notices } }

    func keepReadNotices(_ ids: Set<String>) async throws {
        try lock.withLock {
            if let problem { throw problem }
            notices = ids
        }
    }
}

extension ScriptedMarks: LanguageKeeping {
    func staffLanguage() async -> Language? { nil }
    func keepStaffLanguage(_ language: Language) async throws {}
}
