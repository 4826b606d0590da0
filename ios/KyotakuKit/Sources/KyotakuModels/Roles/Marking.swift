import Foundation
import KyotakuText

/// Which terms somebody has read and accepted on this phone.
public protocol TermsKeeping: Sendable {
    /// The version that was accepted; nothing where none was.
    func acceptedTerms() async -> Int?
    /// Keeps that a version was accepted.
    func acceptTerms(version: Int) async throws
}

/// Which notices somebody has read on this phone.
public protocol NoticeMarking: Sendable {
    /// The ids of those that were read.
    func readNotices() async -> Set<String>
    /// Keeps that these were read, and forgets all others.
    func keepReadNotices(_ ids: Set<String>) async throws
}

/// In which language staff use this phone.
public protocol LanguageKeeping: Sendable {
    /// The language; nothing where none was chosen.
    func staffLanguage() async -> Language?
    /// Keeps the language.
    func keepStaffLanguage(_ language: Language) async throws
}

/// A small file beside the phone's state, in the app's private container.
///
/// It holds no secret and nothing about a person, so it is neither sealed nor part of the state: a
/// phone that is registered anew has not forgotten that its terms were accepted, and an app that is
/// installed anew asks again.
public final class MarksFile: TermsKeeping, NoticeMarking, LanguageKeeping {
    private struct Marks: Codable {
        var terms: Int?
        var language: Language?
        var notices: Set<String> = []
    }

    private let url: URL
    private let lock = NSLock()

    /// The file at `url`, which need not exist yet.
    public init(at url: URL) {
        self.url = url
    }

    /// The version of the terms that was accepted.
    public func acceptedTerms() async -> Int? {
        lock.withLock { read().terms }
    }

    /// Keeps that a version of the terms was accepted.
    public func acceptTerms(version: Int) async throws {
        try change { $0.terms = version }
    }

    /// The ids of the notices that were read.
    public func readNotices() async -> Set<String> {
        lock.withLock { read().notices }
    }

    /// Keeps that these notices were read, and forgets all others.
    public func keepReadNotices(_ ids: Set<String>) async throws {
        try change { $0.notices = ids }
    }

    /// The language that staff have chosen.
    public func staffLanguage() async -> Language? {
        lock.withLock { read().language }
    }

    /// Keeps the language that staff have chosen.
    public func keepStaffLanguage(_ language: Language) async throws {
        try change { $0.language = language }
    }

    private func change(_ body: (inout Marks) -> Void) throws {
        try lock.withLock {
            var marks = read()
            body(&marks)
            do {
                try JSONEncoder().encode(marks).write(to: url, options: .atomic)
            } catch {
                throw Problem(code: Codes.stateUnusable, reaction: .storage)
            }
        }
    }

    /// What cannot be read was never kept: then somebody reads it once more.
    private func read() -> Marks {
        let data = try? Data(contentsOf: url)
        return data.flatMap { try? JSONDecoder().decode(Marks.self, from: $0) } ?? Marks()
    }
}
