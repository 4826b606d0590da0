import Foundation
import KyotakuCore
import KyotakuText

/// P60 メニュー, with アカウント情報.
public struct MenuState: Equatable, Sendable {
    /// Who is signed in; nothing until it is known.
    public var account: AccountCard?
    /// Notices that nobody has read on this phone; nothing where that is not known.
    public var unreadNotices: Int?
    /// The question before signing out, while it is asked.
    public var question: SignOutQuestion?
    /// Whether somebody signs out.
    public var isSigningOut = false
    /// Why the phone's state could not be read.
    public var problem: Problem?

    /// How many new notices the entry speaks of; nothing where there is none.
    public func mark(on entry: MenuEntry) -> Int? {
        guard entry == .notices, let count = unreadNotices, count > 0 else { return nil }
        return count
    }

    /// What would become of things.
    public struct SignOutQuestion: Equatable, Sendable {
        /// Deliveries that wait, and can be sent by whoever signs in next.
        public var waitingCount: Int
        /// Whether a visit is under way, which is given up.
        public var endsVisit: Bool

        /// What is said of all that.
        public var consequences: [TextKey] {
            (endsVisit ? [.menuSignOutVisit] : [])
                + (waitingCount > 0 ? [.menuSignOutWaiting] : [])
        }
    }
}

/// アカウント情報.
public struct AccountCard: Equatable, Sendable {
    /// ユーザーID.
    public var id: String
    /// ユーザ名.
    public var name: String
    /// 権限区分.
    public var role: ShownValue
    /// Whether it may confirm identities by sight.
    public var visual: Bool
    /// 機関名.
    public var institutionName: String?
    /// 機関コード.
    public var institutionCode: String?
    /// When the session ends.
    public var sessionEnds: Date?

    init(_ profile: AccountProfile, in overview: PhoneOverview) {
        id = profile.id
        name = profile.name
        role = .code(.role, profile.role == .medicalViewer ? "medicalViewer" : "general")
        visual = profile.visual
        institutionName = overview.registration?.institution.name
        institutionCode = overview.registration?.institution.code
        sessionEnds = overview.sessionExpiresAt
    }
}

extension AccountCard: Unprintable {}

/// The entries, in their order.
public enum MenuEntry: Equatable, Sendable, CaseIterable {
    /// アカウント情報.
    case account
    /// セキュリティ設定, and behind it 資格確認結果検索.
    case security
    /// お知らせ.
    case notices
    /// 操作ガイド.
    case guide
    /// 通信環境の確認.
    case network
    /// 対応端末.
    case devices
    /// The language of the staff's screens.
    case language
    /// アプリ情報・ライセンス.
    case about
    /// ログアウト.
    case signOut

    /// Its label.
    public var title: TextKey {
        switch self {
        case .account: .menuAccount
        case .security: .menuSecurity
        case .notices: .menuNotices
        case .guide: .menuGuide
        case .network: .menuNetwork
        case .devices: .menuDevices
        case .language: .menuStaffLanguage
        case .about: .menuAbout
        case .signOut: .menuSignOut
        }
    }
}

/// What somebody does on P60.
public enum MenuAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// An entry; ログアウト asks first.
    case chosen(MenuEntry)
    /// Sign out indeed.
    case signOutConfirmed
    /// Stay signed in.
    case signOutDeclined
    /// Back to the home screen.
    case backChosen
}

/// How P60 is left.
public enum MenuExit: Equatable, Sendable {
    /// Back to the home screen.
    case back
    /// To the screen of an entry.
    case entry(MenuEntry)
    /// Nobody is signed in any more.
    case signedOut
    /// Elsewhere.
    case detour(Detour)
}
