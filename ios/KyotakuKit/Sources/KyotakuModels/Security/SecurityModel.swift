import KyotakuCore
import Observation

/// P61 セキュリティ設定: the password first, then what it protects.
@MainActor
@Observable
public final class SecurityModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = SecurityState()
    /// The password, until it was right.
    public private(set) var gate: PasswordGateModel?

    private let searching: any ResultSearching
    private let exit: @MainActor (SecurityExit) -> Void

    /// Closed.
    public init(
        searching: any ResultSearching,
        exit: @escaping @MainActor (SecurityExit) -> Void
    ) {
        self.searching = searching
        self.exit = exit
    }

    /// What can be chosen now.
    public var entries: [SecurityEntry] {
        if state.isOpen { return SecurityEntry.allCases }
        switch gate?.state.problem?.reaction {
        case .offline, .maintenance, .clockWrong:
            return SecurityEntry.allCases.filter(\.worksWithoutServer)
        default: return []
        }
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: SecurityAction) {
        switch action {
        case .appeared:
            if !state.isOpen, gate == nil { openGate() }
        case .chosen(let entry):
            if entries.contains(entry) { exit(.entry(entry)) }
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await gate?.settled()
    }

    /// Closes it. Called when the screen is left for the menu.
    public func stop() {
        gate?.stop()
        gate = nil
        state.isOpen = false
        searching.closeResults()
    }

    private func openGate() {
        gate = PasswordGateModel(searching: searching) { [weak self] exit in
            self?.gateLeft(exit)
        }
        gate?.uses.tell(uses)
    }

    private func gateLeft(_ gateExit: PasswordGateExit) {
        gate = nil
        switch gateExit {
        case .opened: state.isOpen = true
        case .cancelled: exit(.back)
        case .detour(let detour): exit(.detour(detour))
        }
    }
}
