import KyotakuCore
import KyotakuText

/// P01 起動・確認: the terms once, then what the app needs, then what the institution needs.
public struct StartState: Equatable, Sendable {
    /// The steps, in their order.
    public enum Step: Equatable, Sendable {
        /// It is looked up whether the terms were accepted. Left by itself.
        case opening
        /// 利用規約・個人情報の取扱い. Left by accepting them.
        case terms
        /// What the app needs. Left by going on, and by itself where nothing is amiss.
        case checks
        /// What the administrator prepares before 初期登録. Left by going on.
        case preparations
    }

    /// The step.
    public var step = Step.opening
    /// What the app needs, in the order of ``StartCheck``.
    public var checks: [CheckLine] = StartCheck.allCases.map { CheckLine(check: $0) }
    /// Why the phone begins with an empty state, if it does (`MKA-E0005`).
    public var reset: StateReset?
    /// Preparations that somebody has ticked. They are a help, and keep nobody from going on.
    public var prepared: Set<Preparation> = []
    /// Why the acceptance of the terms could not be kept, or the state not be read.
    public var problem: Problem?
    /// Whether something is looked at.
    public var isChecking = false

    /// Whether something has to be done before anything else: going on leads there.
    public var isHeldUp: Bool {
        !isChecking && problem == nil && checks.contains(where: \.forbidsGoingOn)
    }

    /// Whether one may go on, to what has to be done first perhaps.
    public var offersGoingOn: Bool { mayProceed || isHeldUp }

    /// Whether something needs attention that the settings of the phone may have to do with.
    public var offersSettings: Bool { checks.contains(where: \.isFailed) }

    /// The code that says that the phone begins with an empty state, if it does.
    public var resetCode: String? { reset == nil ? nil : Codes.stateReset }

    /// Whether one may go on: everything was looked at, and nothing forbids it.
    public var mayProceed: Bool {
        !isChecking && problem == nil && !checks.contains { $0.isPending || $0.forbidsGoingOn }
    }
}

/// What the app needs.
public enum StartCheck: Equatable, Sendable, CaseIterable {
    /// The version of the app, which the server accepts or not.
    case app
    /// The version of iOS.
    case system
    /// The passcode of the phone.
    case passcode
    /// Reading cards.
    case nfc
    /// Long commands, which 目視 needs.
    case lengths
    /// The server.
    case network

    /// Its label.
    public var title: TextKey {
        switch self {
        case .app: .startCheckApp
        case .system: .startCheckSystem
        case .passcode: .startCheckPasscode
        case .nfc: .startCheckNFC
        case .lengths: .startCheckLengths
        case .network: .startCheckNetwork
        }
    }
}

/// A check with what came of it.
public struct CheckLine: Equatable, Sendable {
    /// What came of a check.
    public enum Outcome: Equatable, Sendable {
        /// It was not looked at yet.
        case pending
        /// All is well.
        case passed
        /// It cannot be told now; the text says when.
        case later(TextKey)
        /// It needs attention; the code says why.
        case failed(Problem)
    }

    /// What was looked at.
    public var check: StartCheck
    /// What came of it.
    public var outcome = Outcome.pending

    /// Whether it needs attention.
    public var isFailed: Bool {
        if case .failed = outcome { true } else { false }
    }

    /// Whether it was not looked at yet.
    var isPending: Bool { outcome == .pending }

    /// Without a passcode anybody has the phone, and a server that wants a newer app answers nothing.
    /// All else leaves something to do.
    var forbidsGoingOn: Bool {
        guard case .failed(let problem) = outcome else { return false }
        return check == .passcode || check == .system || problem.reaction == .update
    }
}

/// What the administrator does at the console before 初期登録.
public enum Preparation: Equatable, Sendable, CaseIterable {
    /// ① 環境情報の設定.
    case environment
    /// ② アクティベーションコードの発行.
    case code
    /// ③ アカウントの作成, and its first sign-in.
    case account

    /// What is to be done.
    public var title: TextKey {
        switch self {
        case .environment: .registrationChecklistEnvironment
        case .code: .registrationChecklistCode
        case .account: .registrationChecklistAccount
        }
    }
}

/// What somebody does on P01.
public enum StartAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// 「内容を確認しました」.
    case termsAccepted
    /// Look again.
    case retried
    /// Tick a preparation, or take the tick away.
    case preparationToggled(Preparation)
    /// Go on.
    case continued
    /// To the settings of the phone.
    case settingsChosen
}

/// How P01 is left.
public enum StartExit: Equatable, Sendable {
    /// To 初期登録.
    case registration
    /// To ログイン.
    case signIn
    /// To the lock.
    case lock
    /// To the home screen: somebody is signed in already.
    case home
    /// To P04: there is no passcode.
    case passcodeMissing
    /// To the settings of the phone.
    case settings
    /// To the update of the app.
    case update(Problem)
}
