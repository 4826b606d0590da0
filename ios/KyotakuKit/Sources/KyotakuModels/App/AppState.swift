import KyotakuCore
import KyotakuText

/// The app as a whole, apart from its screens.
public struct AppState: Equatable, Sendable {
    /// The language of staff's screens.
    public var language: Language = .japanese
    /// Whether the screen is covered, because the app is not the one in front.
    public var isCovered = false
    /// Whether the screen is recorded or mirrored; then it is blank.
    public var isCaptured = false
    /// Something that staff have to read, over whatever screen there is.
    public var notice: AppNotice?

    /// Whether to say that the phone locks soon unless somebody uses it, and in which language: that
    /// of whoever holds it.
    public var lockWarning: Language?

    /// Why nothing may be seen, if that is so.
    public var cover: AppCover? {
        if isCaptured { .captured } else if isCovered { .away } else { nil }
    }
    /// Whether anything may be seen.
    public var showsContent: Bool { cover == nil }
}

/// Why nothing of the app may be seen.
public enum AppCover: Equatable, Sendable, CaseIterable {
    /// It is not the app in front: its picture is in the app switcher.
    case away
    /// The screen is recorded or mirrored.
    case captured
}

/// Something that staff have to read.
public enum AppNotice: Equatable, Sendable {
    /// The registration is gone, and everything on the phone with it; or it cannot be used.
    case registration(Problem)
    /// A screenshot was taken, and is recorded.
    case screenshot
}

/// Whether the app is in front.
public enum AppPhase: Equatable, Sendable, CaseIterable {
    /// In front, and in use.
    case active
    /// In sight, and not in use: the app switcher, a call, a sheet of the system.
    case inactive
    /// Out of sight.
    case background
}

/// What happens to the app as a whole.
public enum AppAction: Sendable, Equatable {
    /// The app was started.
    case started
    /// It comes to the front, or goes.
    case phaseChanged(AppPhase)
    /// Somebody has touched the screen.
    case touched
    /// VoiceOver has gone to another element.
    case readOn
    /// To the warning that the phone locks soon: go on.
    case lockPostponed
    /// The screen is recorded or mirrored from now on, or not any more.
    case captureChanged(Bool)
    /// A screenshot was taken.
    case screenshotTaken
    /// The notice was read.
    case noticeRead
    /// Back, on the screens behind the menu.
    case backChosen
    /// Chooses the language of staff's screens.
    case languageChosen(Language)
    /// Opens the licence of this software.
    case licenceChosen(String)
    /// Tries again, after the app was too old.
    case retried
}

/// Where the app is.
@MainActor
public enum AppStage {
    /// The app was not started yet.
    case launching
    /// The phone's state is opened, or given up.
    case opening(OpeningModel)
    /// P01.
    case start(StartModel)
    /// P04.
    case passcode(PasscodeModel)
    /// P02.
    case registration(RegistrationModel)
    /// P10.
    case signIn(SignInModel)
    /// Locked.
    case locked(LockModel)
    /// P20 and all behind it.
    case home(HomeModel)
    /// The app is too old.
    case update(Problem)

    /// Its model, if it has one.
    var model: (any ScreenModel)? {
        switch self {
        case .opening(let model): model
        case .start(let model): model
        case .passcode(let model): model
        case .registration(let model): model
        case .signIn(let model): model
        case .locked(let model): model
        case .home(let model): model
        case .launching, .update: nil
        }
    }

    /// Whether somebody is signed in, and the phone is not locked.
    var isInUse: Bool { if case .home = self { true } else { false } }
}
