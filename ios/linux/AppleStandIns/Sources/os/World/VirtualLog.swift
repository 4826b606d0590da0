import Synchronization

/// Stand-in only: the log of the phone, which others may read.
public enum VirtualLog {
    /// Stand-in only: an entry.
    public struct Entry: Sendable, Equatable {
        /// Stand-in only: whose entry it is.
        public let subsystem: String
        /// Stand-in only: what it is about.
        public let category: String
        /// Stand-in only: how grave it is.
        public let level: OSLogType
        /// Stand-in only: as everybody sees it.
        public let publicText: String
        /// Stand-in only: as the app wrote it.
        public let fullText: String
    }

    private static let stored = Mutex<[Entry]>([])

    /// Stand-in only: the entries since the last ``clear()``.
    public static var entries: [Entry] {
        stored.withLock { $0 }
    }

    /// Stand-in only: forgets all entries.
    public static func clear() {
        stored.withLock { $0 = [] }
    }

    static func append(_ entry: Entry) {
        stored.withLock { $0.append(entry) }
    }
}
