import KyotakuCore
import KyotakuText

/// The lock, after nobody has used the phone for a while.
public struct LockState: Equatable, Sendable {
    /// ユーザ名 of whoever is signed in; nothing until it is known, and while a patient may be the
    /// one who looks.
    public var userName: String?
    /// Whether a visit was under way, which is kept.
    public var keepsVisit: Bool
    /// The biometry that tells the owner of the phone; nothing where only the passcode does.
    public var biometry: OwnerBiometry?
    /// Whether the owner of the phone is asked for, or somebody signs out.
    public var isWorking = false
    /// What came in the place of the owner's confirmation, if something is to be said about it.
    public var failure: OwnerCheckFailure?
    /// Why it could not be unlocked although the owner was there.
    public var problem: Problem?
    /// The language of the patient who holds the phone; nothing where staff hold it.
    public var patientsLanguage: Language?
    /// Whether it is asked if somebody is to be signed out.
    public var asksToSignOut = false

    /// Whether somebody else may sign in. Who gives the phone back leaves that to staff.
    public var offersOtherUser: Bool { patientsLanguage == nil }
}

extension LockState: Unprintable {}

/// What somebody does at the lock.
public enum LockAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Unlock; the text says to the owner what for, in the language of staff.
    case unlockChosen(reason: String)
    /// 「別のアカウントでログインする」, which asks first.
    case otherUserChosen
    /// Sign out indeed.
    case signOutConfirmed
    /// Stay signed in.
    case signOutDeclined
}

/// How the lock is left.
public enum LockExit: Equatable, Sendable {
    /// Unlocked.
    case unlocked
    /// Nobody is signed in any more.
    case signIn(Problem?)
    /// There is no passcode any more: to P04.
    case passcodeMissing
    /// The phone has to be registered; the problem says why.
    case activation(Problem)
    /// To the update of the app.
    case update(Problem)
}
