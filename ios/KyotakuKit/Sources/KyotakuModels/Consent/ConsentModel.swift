import KyotakuCore
import Observation

/// P40 情報提供の同意. The patient, or somebody in their place, is asked once for everything (包括同意),
/// and may go item by item instead.
@MainActor
@Observable
public final class ConsentModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: ConsentState

    private let exit: @MainActor (ConsentExit) -> Void

    /// A question.
    public init(
        _ draft: ConsentDraft,
        notice: String?,
        exit: @escaping @MainActor (ConsentExit) -> Void
    ) {
        state = ConsentState(draft: draft, notice: notice)
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: ConsentAction) {
        guard let draft = state.draft else { return }
        switch action {
        case .respondentChosen(let respondent): state.draft?.respondent = respondent
        case .limitToggled: state.draft?[.limit].toggle()
        case .agreedToAll: answer(draft.everything)
        case .itemsChosen: exit(.items(draft))
        case .declined: answer(draft.nothing)
        case .keptAsBefore: draft.asBefore.map(answer)
        case .backChosen: exit(.back)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Forgets the answer.
    public func stop() {
        state = ConsentState()
    }

    /// Goes on from what was chosen item by item.
    func takeBack(_ draft: ConsentDraft) {
        state.draft = draft
    }

    private func answer(_ items: ConsentItems) {
        state.draft?.items = items
        state.draft.map { exit(.answered($0)) }
    }
}
