import KyotakuText

/// P61 セキュリティ設定, behind the password.
public struct SecurityState: Equatable, Sendable {
    /// Whether the password was right.
    public var isOpen = false
}

/// The entries, in their order.
public enum SecurityEntry: Equatable, Sendable, CaseIterable {
    /// 資格確認結果検索.
    case search
    /// 操作履歴.
    case history
    /// 端末情報.
    case device
    /// 登録を解除する.
    case deregister

    /// Its label.
    public var title: TextKey {
        switch self {
        case .search: .securitySearch
        case .history: .securityHistory
        case .device: .securityDevice
        case .deregister: .securityDeregister
        }
    }

    /// Whether it shows nothing of patients and needs no server: then it can be reached without the
    /// password too, while there is no server that could tell whether it is right.
    var worksWithoutServer: Bool { self == .device || self == .deregister }
}

/// What somebody does on P61.
public enum SecurityAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// An entry.
    case chosen(SecurityEntry)
    /// Back to the menu.
    case backChosen
}

/// How P61 is left.
public enum SecurityExit: Equatable, Sendable {
    /// Back to the menu.
    case back
    /// To the screen of an entry.
    case entry(SecurityEntry)
    /// Elsewhere.
    case detour(Detour)
}
