import Foundation
import KyotakuCore
import KyotakuText

/// P70 操作履歴 of whoever is signed in; it can be read and nothing else.
public struct HistoryState: Equatable, Sendable {
    /// What is under way.
    public enum Activity: Equatable, Sendable {
        /// Nothing.
        case none
        /// The first page is fetched.
        case fetching
        /// The next page.
        case addingPage
    }

    /// The lines so far, newest first; nothing before they are fetched.
    public var lines: [HistoryLine]?
    /// Whether there are more.
    public var hasMore = false
    /// What is under way.
    public var activity = Activity.none
    /// Why it could not be fetched.
    public var problem: Problem?
}

/// A line of 操作履歴.
public struct HistoryLine: Equatable, Sendable {
    /// When.
    public var at: Date
    /// What, as a code of ``CodeList/action``.
    public var action: ShownValue
    /// On what, a number and never a name.
    public var subject: String?

    init(_ entry: HistoryEntry) {
        at = entry.at
        action = .code(.action, entry.action)
        subject = entry.subject
    }
}

extension HistoryLine: Unprintable {}

/// What somebody does on P70.
public enum HistoryAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Fetch it (again), from the newest.
    case retried
    /// The next page.
    case moreChosen
    /// Back.
    case backChosen
}

/// How P70 is left.
public enum HistoryExit: Equatable, Sendable {
    /// Back.
    case back
    /// Elsewhere.
    case detour(Detour)
}
