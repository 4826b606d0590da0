import Foundation
import KyotakuCore
import KyotakuText

/// P44 登録完了, for staff.
public struct DoneState: Equatable, Sendable {
    /// What a visit came to.
    public enum Outcome: Equatable, Sendable {
        /// A visit, with its number.
        case registered(Registered)
        /// The consents are other ones now.
        case changed(code: String)
        /// The consents were looked at, and are as they were.
        case unchanged
    }

    /// A visit that the server has registered.
    public struct Registered: Equatable, Sendable {
        /// 受付番号.
        public var receptionNumber: String
        /// When the server verified who is there.
        public var confirmedAt: Date?
        /// The message of the server.
        public var code: String?
        /// What was agreed to, where the patient was asked; nothing once the screen was hidden.
        public var items: ConsentItems?
        /// The form of the prescription by its code, where it was asked for.
        public var prescription: String?
    }

    /// What it came to.
    public var outcome: Outcome

    /// How that is called.
    public var title: TextKey {
        switch outcome {
        case .registered: .completeTitle
        case .changed: .completeChanged
        case .unchanged: .completeUnchanged
        }
    }
}

extension DoneState.Registered: Unprintable {}

/// What somebody does on P44.
public enum DoneAction: Sendable, Equatable {
    /// 資格確認結果を見る.
    case resultChosen
    /// 次の患者へ.
    case nextChosen
    /// Back to the first screen.
    case homeChosen
}

/// How P44 is left.
public enum DoneExit: Equatable, Sendable {
    /// To the result.
    case result(ResultSource)
    /// To the next patient.
    case next
    /// To the first screen.
    case home
}
