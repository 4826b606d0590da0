import KyotakuCore
import Observation

/// P21 診療区分の選択: only what the institution uses.
@MainActor
@Observable
public final class CareKindModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: CareKindState

    private let exit: @MainActor (CareKindExit) -> Void

    /// What can be chosen under these settings.
    public init(
        settings: InstitutionSettings,
        exit: @escaping @MainActor (CareKindExit) -> Void
    ) {
        let offered = settings.careKinds
        state = CareKindState(
            offered: offered,
            refused: offered.isEmpty ? Codes.homeVisitDisabled : nil
        )
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: CareKindAction) {
        switch action {
        case .chosen(let kind):
            guard state.offered.contains(kind) else { return }
            exit(.chosen(kind))
        case .backChosen: exit(.back)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Does nothing: nothing is about a person.
    public func stop() {}
}
