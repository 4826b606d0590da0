import KyotakuCore

/// P02 初期登録 and P03 端末名の設定, which are sent together.
///
/// Password and activation code are not in here. They are typed into fields of the system, go from
/// there into bytes that the model owns and overwrites, and this state says only whether there are
/// any: a field is emptied when that becomes false. So neither a snapshot of the state nor its
/// description holds them, and no view can read them back.
public struct RegistrationState: Equatable, Sendable {
    /// The steps, in their order.
    public enum Step: Equatable, Sendable {
        /// P02: the four inputs. Left when they can be right.
        case entering
        /// P03: the name of the phone. Left by registering, or back.
        case naming
        /// The server is asked. Left by its answer.
        case registering
        /// The phone is registered. Left by going on.
        case registered(RegisteredPhone)
    }

    /// How the activation code got into the form.
    public enum CodeEntry: Equatable, Sendable {
        /// There is none.
        case none
        /// It was typed.
        case typed
        /// It was scanned, so the screen says that in the place of the field.
        case scanned
    }

    /// How far the camera is, which looks for the code of a slip.
    public enum Scan: Equatable, Sendable, CaseIterable {
        /// Nobody wants it. Left by choosing it.
        case off
        /// The system is asked for the camera, and asks whoever it has not asked before. Left by the
        /// answer.
        case asking
        /// It looks. Left by a slip, or when the camera is lost.
        case looking
        /// The camera cannot be had. Left by typing the code, or by way of the settings.
        case forbidden
    }

    /// The step.
    public var step = Step.entering
    /// 機関コード.
    public var institution = ""
    /// ユーザーID.
    public var userID = ""
    /// Whether there is a password.
    public var hasPassword = false
    /// Whether there is an activation code.
    public var code = CodeEntry.none
    /// 端末名.
    public var deviceName: String
    /// The codes of the fields that cannot be right.
    public var fieldProblems: [FormField: String] = [:]
    /// How far the camera is.
    public var scan = Scan.off
    /// Whether what was scanned is no activation code.
    public var scannedSomethingElse = false
    /// Why the phone was not registered.
    public var problem: Problem?
    /// Whether it is not known what became of the registration: the same again finds out.
    public var isUnanswered = false

    /// Longest 端末名, in characters.
    public static let longestName = 40

    /// The fields, in the order of the screen.
    public static let fields: [FormField] = [.institution, .activationCode, .userId, .password]

    /// Whether the naming may be left: what is under way is not, and what is done leads on.
    public var mayGoBack: Bool { step == .naming }

    /// The first field that cannot be right, which is gone to.
    public var firstWrong: FormField? { Self.fields.first { fieldProblems[$0] != nil } }
}

/// A phone that has just been registered.
public struct RegisteredPhone: Equatable, Sendable {
    /// 機関名.
    public var institutionName: String
    /// 端末名, if one was given.
    public var deviceName: String?
}

/// What somebody does on P02 and P03.
public enum RegistrationAction: Sendable, Equatable {
    /// 機関コード is this now.
    case institutionTyped(String)
    /// ユーザーID is this now.
    case userIDTyped(String)
    /// The field of the password has this text now.
    case passwordTyped(TypedSecret)
    /// The field of the activation code has this text now.
    case codeTyped(TypedSecret)
    /// Look for a code with the camera.
    case scanChosen
    /// Whether the camera may be used. It may be lost again later.
    case cameraAnswered(isAllowed: Bool)
    /// No camera: the code is typed.
    case scanLeft
    /// The text of a two-dimensional code, scanned or pasted.
    case scanned(TypedSecret)
    /// Type another code in the place of the scanned one.
    case scanDiscarded
    /// 端末名 is this now.
    case deviceNameTyped(String)
    /// 「登録する」: on P02 goes on to the name, on P03 registers, also again.
    case submitted
    /// From P03 back to P02, and from there to where it came from.
    case backChosen
    /// The app is out of sight: a password that was typed and not sent is forgotten. A code is good
    /// for once, and stays. The camera looks no longer; whoever comes back from the settings of the
    /// phone chooses it again, and the system is asked anew.
    case hidden
    /// To the settings of the phone, where the camera is allowed.
    case settingsChosen
    /// Go on, once the phone is registered.
    case continued
}

/// How P02 and P03 are left.
public enum RegistrationExit: Equatable, Sendable {
    /// Back to where it came from.
    case back
    /// To ログイン, with the ユーザーID that has registered the phone.
    case signIn(userID: String)
    /// To the settings of the phone.
    case settings
    /// To the update of the app.
    case update(Problem)
}
