import Observation

/// P41 項目ごとの同意.
@MainActor
@Observable
public final class ItemsModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: ItemsState

    private let exit: @MainActor (ItemsExit) -> Void

    /// A question for each item; at first they are answered as they are now.
    public init(_ draft: ConsentDraft, exit: @escaping @MainActor (ItemsExit) -> Void) {
        var draft = draft
        if let current = draft.asBefore, !draft.items.isAnything {
            let isProvided = draft[.limit]
            draft.items = current
            draft[.limit] = isProvided
        }
        state = ItemsState(draft: draft)
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: ItemsAction) {
        guard let draft = state.draft else { return }
        switch action {
        case .toggled(let item):
            if item.isMedical, let code = draft.medicalRefused {
                state.problem = Problem(code: code, reaction: .correctInput)
            } else {
                state.draft?[item].toggle()
                state.problem = nil
            }
        case .submitted:
            if draft.items.isAnything {
                exit(.answered(draft))
            } else {
                // Who agrees to nothing says so in so many words, on the screen before.
                state.problem = Problem(code: Codes.consentEmpty, reaction: .correctInput)
            }
        case .backChosen: exit(.back(draft))
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Forgets the answer.
    public func stop() {
        state = ItemsState()
    }
}
