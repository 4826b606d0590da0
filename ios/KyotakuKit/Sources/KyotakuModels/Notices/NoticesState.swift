import Foundation
import KyotakuCore

/// P80 お知らせ: the list, and one of them.
public struct NoticesState: Equatable, Sendable {
    /// The notices, newest first; nothing before they are fetched.
    public var notices: [NoticeLine]?
    /// The one that is being read.
    public var opened: NoticeLine?
    /// Whether they are fetched.
    public var isFetching = false
    /// Why they could not be fetched.
    public var problem: Problem?

    /// How many nobody has read on this phone.
    public var unreadCount: Int { notices?.filter { !$0.isRead }.count ?? 0 }
}

/// A notice.
public struct NoticeLine: Equatable, Sendable, Identifiable {
    /// Its id.
    public var id: String
    /// When it was published.
    public var publishedAt: Date
    /// The title, in the institution's words.
    public var title: String
    /// The text.
    public var body: String
    /// Whether somebody has read it on this phone.
    public var isRead: Bool

    init(_ notice: Notice, isRead: Bool) {
        id = notice.id
        publishedAt = notice.publishedAt
        title = notice.title
        body = notice.body
        self.isRead = isRead
    }
}

extension NoticeLine: Unprintable {}

/// What somebody does on P80.
public enum NoticesAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Fetch them (again).
    case retried
    /// Read one.
    case noticeChosen(String)
    /// From one back to the list.
    case noticeClosed
    /// Back.
    case backChosen
}

/// How P80 is left.
public enum NoticesExit: Equatable, Sendable {
    /// Back.
    case back
    /// Elsewhere.
    case detour(Detour)
}
