import KyotakuText

/// Handing the phone to the patient, and back.
public struct HandoverState: Equatable, Sendable {
    /// Which way it goes.
    public var direction: HandoverDirection
    /// 機関名, which greets the patient.
    public var institution: String
    /// What was said before, such as that a PIN was wrong.
    public var pin: PinRequest?
    /// Why 目視 is not offered beside, if that is so; it is not where nobody asks for a PIN.
    public var visualRefused: String?
    /// The biometry that tells the owner of the phone; nothing where only the passcode does.
    public var biometry: OwnerBiometry?
    /// Whether the owner of the phone is being asked for.
    public var isBusy = false
    /// What came in the place of the owner's confirmation, if something is to be said about it.
    public var failure: OwnerCheckFailure?
    /// Why staff's screens do not come back, although the owner was not refused.
    public var problem: Problem?

    /// Whether staff can choose 目視 in the place of the PIN that is asked for.
    public var offersVisual: Bool { pin != nil && visualRefused == nil }
    /// Whether the way on is by the settings of the phone, which lack a passcode.
    public var offersSettings: Bool { problem?.code == Codes.passcodeMissing }

    /// What to say of the owner's confirmation that did not come.
    public func failureText(in texts: Texts) -> String? {
        switch (failure, biometry) {
        case (.lockedOut, let biometry?):
            texts(.handoverOwnerLockedOut, .text(texts.name(biometry)))
        case (.failed, _), (.lockedOut, nil): texts(.handoverOwnerFailed)
        // That there is no passcode is a problem; the others need no words.
        case (.passcodeMissing, _), (.cancelled, _), (.interrupted, _), (nil, _): nil
        }
    }
}

/// Which way the phone goes.
public enum HandoverDirection: Equatable, Sendable {
    /// From staff to the patient.
    case toPatient
    /// From the patient to staff.
    case toStaff
}

/// What somebody does when the phone is handed over.
public enum HandoverAction: Sendable, Equatable {
    /// The patient has it, and begins.
    case started
    /// Staff have it back, and show that they are its owner.
    case received
    /// Staff choose 目視 instead, before the patient has the phone.
    case visualChosen
    /// To the settings of the phone, where there is no passcode.
    case settingsChosen
    /// Staff go back, before the patient has the phone.
    case backChosen
}

/// How it is left.
public enum HandoverExit: Equatable, Sendable {
    /// The patient has the phone.
    case started
    /// Staff have the phone.
    case received
    /// 目視 instead.
    case visual
    /// To the settings of the phone.
    case settings
    /// Back.
    case back
}
