import Observation

/// 操作ガイド, which needs neither a server nor a registration.
@MainActor
@Observable
public final class GuideModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = GuideState()

    private let exit: @MainActor (GuideExit) -> Void

    /// The list of topics.
    public init(exit: @escaping @MainActor (GuideExit) -> Void) {
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: GuideAction) {
        switch action {
        case .topicChosen(let topic): state.opened = topic
        case .topicClosed: state.opened = nil
        case .backChosen: exit(.back)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Goes back to the list.
    public func stop() {
        state.opened = nil
    }
}
