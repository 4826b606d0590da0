import KyotakuCore

/// P10 ログイン.
public struct SignInState: Equatable, Sendable {
    /// The steps.
    public enum Step: Equatable, Sendable {
        /// The two inputs. Left by signing in.
        case entering
        /// The server is asked. Left by its answer.
        case signingIn
        /// Somebody is signed in, and is told that the password has to be changed soon (`MKA-W1201`).
        /// Left by going on.
        case passwordExpires(days: Int)
    }

    /// The step.
    public var step = Step.entering
    /// 機関名; nothing until it is known.
    public var institutionName: String?
    /// ユーザーID.
    public var userID = ""
    /// ユーザ名 of who signed in last, while the form has that ユーザーID.
    public var lastUserName: String?
    /// Whether there is a password. The field is emptied whenever it becomes false.
    public var hasPassword = false
    /// The codes of the fields that cannot be right.
    public var fieldProblems: [FormField: String] = [:]
    /// Why nobody is signed in.
    public var problem: Problem?
    /// Deliveries that wait for somebody to sign in.
    public var waitingCount = 0
    /// Whether it is explained who sets a new password.
    public var explainsForgotten = false

    /// The first field that cannot be right, which is gone to.
    public var firstWrong: FormField? {
        [.userId, .password].first { fieldProblems[$0] != nil }
    }

    /// Where the next step is to be done, if not here.
    public var remedy: Remedy? { problem.flatMap { Remedy(code: $0.code) } }

    /// Who or what helps.
    public enum Remedy: Equatable, Sendable {
        /// The administrator: the account is locked, or its time is over.
        case administrator
        /// The console: sign in there first, or change the password there.
        case console
        /// Time: too many passwords were wrong.
        case later
        /// The other phone of this account.
        case otherPhone

        init?(code: String) {
            switch code {
            case Codes.accountLocked, Codes.accountNotPermitted, Codes.accountOutsidePeriod,
                Codes.homeVisitDisabled:
                self = .administrator
            case Codes.accountNeverSignedIn, Codes.passwordMustChange: self = .console
            case Codes.accountPaused: self = .later
            case Codes.signedInElsewhere: self = .otherPhone
            default: return nil
            }
        }
    }
}

extension SignInState: Unprintable {}

/// What somebody does on P10.
public enum SignInAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// ユーザーID is this now.
    case userIDTyped(String)
    /// The field of the password has this text now.
    case passwordTyped(TypedSecret)
    /// 「ログイン」.
    case submitted
    /// 「パスワードを忘れた方」, or its explanation was read.
    case forgottenToggled
    /// The app is out of sight: a password that was typed and not sent is forgotten.
    case hidden
    /// Go on, once one is signed in.
    case continued
}

/// How P10 is left.
public enum SignInExit: Equatable, Sendable {
    /// Somebody is signed in.
    case signedIn
    /// The phone has to be registered; the problem says why.
    case activation(Problem)
    /// To the update of the app.
    case update(Problem)
}
