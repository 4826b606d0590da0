import KyotakuCore
import Observation

/// P70 操作履歴, page by page.
@MainActor
@Observable
public final class HistoryModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = HistoryState()

    private let reading: any HistoryReading
    private let exit: @MainActor (HistoryExit) -> Void
    private let work = Work()
    private var cursor: String?

    /// An empty list.
    public init(reading: any HistoryReading, exit: @escaping @MainActor (HistoryExit) -> Void) {
        self.reading = reading
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: HistoryAction) {
        switch action {
        case .appeared:
            if state.lines == nil { fetch(after: nil) }
        case .retried: fetch(after: nil)
        case .moreChosen:
            if let cursor { fetch(after: cursor) }
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Forgets the lines. Called when the screen is left.
    public func stop() {
        work.cancel()
        cursor = nil
        state = HistoryState()
    }

    private func fetch(after cursor: String?) {
        let reading = reading
        let begun = work.begin {
            try await reading.history(after: cursor)
        } onEnd: { [weak self] result in
            self?.answered(result, after: cursor)
        }
        guard begun else { return }
        state.activity = cursor == nil ? .fetching : .addingPage
        state.problem = nil
    }

    private func answered(_ result: Result<History, Problem>, after cursor: String?) {
        state.activity = .none
        switch result {
        case .success(let page):
            let before = cursor == nil ? [] : state.lines ?? []
            state.lines = before + page.entries.map(HistoryLine.init)
            state.hasMore = page.nextCursor != nil
            self.cursor = page.nextCursor
        case .failure(let problem):
            state.problem = problem
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }
}
