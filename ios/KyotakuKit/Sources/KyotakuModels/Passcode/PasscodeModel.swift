import Observation

/// P04 パスコード・生体認証の確認: without a passcode the app cannot be used, because anybody who finds
/// the phone would be its owner.
@MainActor
@Observable
public final class PasscodeModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: PasscodeState

    private let owner: any OwnerChecking
    private let exit: @MainActor (PasscodeExit) -> Void

    /// What the phone says now.
    public init(owner: any OwnerChecking, exit: @escaping @MainActor (PasscodeExit) -> Void) {
        self.owner = owner
        self.exit = exit
        state = PasscodeState(
            availability: owner.availability,
            biometry: owner.biometry
        )
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: PasscodeAction) {
        switch action {
        case .appeared: state.availability = owner.availability
        case .rechecked:
            state.availability = owner.availability
            if state.availability != .passcodeMissing { exit(.passcodeSet) }
        case .settingsChosen: exit(.settings)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Does nothing: nothing is kept.
    public func stop() {}
}
