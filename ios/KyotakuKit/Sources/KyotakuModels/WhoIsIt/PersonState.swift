import Foundation
import KyotakuCore

/// Who is it: staff compare who is there with the card and with what the server has answered.
public struct PersonState: Equatable, Sendable {
    /// Whom the card belongs to; nothing once the screen was left.
    public var person: ShownPerson?
    /// What is to be said of the certificate, if there is something.
    public var certificate: String?
    /// When the certificate ends or ended.
    public var certificateUntil: Date?
    /// Until when a consent holds that was given before.
    public var consentUntil: Date?
    /// Whether the question is open that follows on 「患者様と一致しません」.
    public var asksWhetherItDiffers = false
    /// Whether the answer is being taken up.
    public var isBusy = false
    /// Why it was not.
    public var problem: Problem?
}

/// A person as they are registered.
public struct ShownPerson: Equatable, Sendable {
    /// 氏名.
    public var name: String
    /// 氏名カナ, full-width.
    public var kana: String
    /// 氏名(その他), such as a 通称.
    public var otherName: String?
    /// 生年月日: eight digits, which need not name a day.
    public var birthdate: String
    /// Full years, where the day of birth is known.
    public var age: Int?
    /// 性別 by its code.
    public var sex: String
}

extension ShownPerson: Unprintable {}

/// What somebody does there.
public enum PersonAction: Sendable, Equatable {
    /// 「患者様と一致しています」.
    case same
    /// 「患者様と一致しません」.
    case differs
    /// Stops the visit: it is another person's card.
    case differsConfirmed
    /// No, compares once more.
    case differsCancelled
    /// Back, to leave or to give up.
    case backChosen
}

/// How it is left.
public enum PersonExit: Equatable, Sendable {
    /// The visit has moved: its step says where to.
    case moved
    /// Somebody wants to leave.
    case back
    /// Elsewhere.
    case detour(Detour)
}
