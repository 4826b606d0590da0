import KyotakuCore
import Observation

/// P80 お知らせ.
@MainActor
@Observable
public final class NoticesModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = NoticesState()

    private let board: NoticeBoard
    private let exit: @MainActor (NoticesExit) -> Void
    private let work = Work()
    private let marking = Work()

    /// An empty list.
    public init(
        reading: any NoticeReading,
        marking: any NoticeMarking,
        exit: @escaping @MainActor (NoticesExit) -> Void
    ) {
        board = NoticeBoard(reading: reading, marking: marking)
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: NoticesAction) {
        switch action {
        case .appeared:
            if state.notices == nil { fetch() }
        case .retried: fetch()
        case .noticeChosen(let id): open(id)
        case .noticeClosed: state.opened = nil
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
        await marking.settled()
    }

    /// Ends what is under way. Called when the screen is left.
    public func stop() {
        work.cancel()
        state.isFetching = false
        state.opened = nil
    }

    private func fetch() {
        let board = board
        let begun = work.begin {
            try await board.notices()
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
        guard begun else { return }
        state.isFetching = true
        state.problem = nil
    }

    private func answered(_ result: Result<[NoticeLine], Problem>) {
        state.isFetching = false
        switch result {
        case .success(let notices): state.notices = notices
        case .failure(let problem):
            state.problem = problem
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }

    private func open(_ id: String) {
        guard let place = state.notices?.firstIndex(where: { $0.id == id }) else { return }
        state.notices?[place].isRead = true
        state.opened = state.notices?[place]
        keepRead()
    }

    /// A mark that cannot be kept shows the notice as new once more, which does no harm.
    private func keepRead() {
        let read = Set((state.notices ?? []).lazy.filter(\.isRead).map(\.id))
        let board = board
        marking.begin {
            try await board.marking.keepReadNotices(read)
        } onEnd: { [weak self] _ in
            let now = Set((self?.state.notices ?? []).lazy.filter(\.isRead).map(\.id))
            // Another one was opened meanwhile.
            if now != read { self?.keepRead() }
        }
    }
}

/// The notices of the institution, with the marks of this phone.
public struct NoticeBoard: Sendable {
    let reading: any NoticeReading
    let marking: any NoticeMarking

    /// The notices of one, with the marks of the other.
    public init(reading: any NoticeReading, marking: any NoticeMarking) {
        self.reading = reading
        self.marking = marking
    }

    /// All notices, newest first.
    public func notices() async throws -> [NoticeLine] {
        let notices = try await reading.notices()
        let read = await marking.readNotices()
        return notices.map { NoticeLine($0, isRead: read.contains($0.id)) }
    }

    /// How many nobody has read on this phone.
    public func unreadCount() async throws -> Int {
        try await notices().filter { !$0.isRead }.count
    }
}
