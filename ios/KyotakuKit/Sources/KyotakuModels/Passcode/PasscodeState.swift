/// P04 パスコード・生体認証の確認.
public struct PasscodeState: Equatable, Sendable {
    /// Whether the phone can tell its owner.
    public var availability: OwnerCheckAvailability
    /// The biometry that is built into it. The settings of the phone name it.
    public var biometry: OwnerBiometry?
}

/// What somebody does on P04.
public enum PasscodeAction: Sendable, Equatable {
    /// The screen is there, again perhaps, after the settings.
    case appeared
    /// 「設定しました」.
    case rechecked
    /// To the settings of the phone.
    case settingsChosen
}

/// How P04 is left.
public enum PasscodeExit: Equatable, Sendable {
    /// There is a passcode: on.
    case passcodeSet
    /// To the settings of the phone.
    case settings
}
