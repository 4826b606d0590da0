import Foundation
import KyotakuCore
import KyotakuText

/// What staff have come for.
public enum VisitIntent: Equatable, Sendable, CaseIterable {
    /// 資格確認・同意登録.
    case visit
    /// 同意内容の照会・更新.
    case consents
    /// 同意を取り消す.
    case revoke

    /// What the card is held to the phone for.
    var purpose: VisitPurpose {
        switch self {
        case .visit: .visit
        case .consents, .revoke: .consents
        }
    }
}

/// A visit as a whole. Its steps are the core's; what is here belongs to no step.
public struct VisitFlowState: Equatable, Sendable {
    /// What staff have come for.
    public var intent: VisitIntent
    /// In whose hands the phone is.
    public var holder: PhoneHolder = .staff
    /// The language of the patient's screens.
    public var language: Language = .japanese
    /// A question that lies over the screen.
    public var question: VisitQuestion?
    /// Whether the patient calls for staff.
    public var callsStaff = false
    /// Whether the visit was put aside, because the phone is locked or the app is away.
    public var isAside = false
    /// Why the visit could not be taken up.
    public var problem: Problem?
}

/// In whose hands the phone is.
public enum PhoneHolder: Equatable, Sendable {
    /// Staff.
    case staff
    /// The patient, or whoever answers for them.
    case patient
}

/// A question about the visit as a whole.
public enum VisitQuestion: Equatable, Sendable {
    /// Whether to leave. What the phone keeps may go on later; else all begins anew.
    case leave(isKept: Bool)
    /// What to do now that it could not be given up.
    case notAbandoned(Problem, isKept: Bool)

    /// Whether it may go on later.
    public var isKept: Bool {
        switch self {
        case .leave(let isKept), .notAbandoned(_, let isKept): isKept
        }
    }
    /// Why it could not be given up, if that was tried.
    public var problem: Problem? {
        if case .notAbandoned(let problem, _) = self { problem } else { nil }
    }
    /// What giving up means.
    public var body: TextKey { isKept ? .visitAbandonKeptBody : .visitAbandonBody }
    /// What giving up, perhaps once more, is called.
    public var abandoning: TextKey { problem == nil ? .visitAbandon : .actionRetry }
}

/// What somebody does with the visit as a whole.
public enum VisitFlowAction: Sendable, Equatable {
    /// Back, by button or gesture.
    case backChosen
    /// Chooses the language of the patient's screens.
    case languageChosen(Language)
    /// The patient calls for staff, or staff have come.
    case staffCalled(Bool)
    /// To the question: no, goes on.
    case wentOn
    /// To the question: goes on later, from what waits.
    case leftForLater
    /// To the question: gives it up, with what is kept of it.
    case abandoned
    /// Takes up again what could not be taken up.
    case retried
}

/// How a visit is left.
public enum VisitFlowExit: Equatable, Sendable {
    /// To the first screen.
    case home
    /// To the result.
    case result(ResultSource)
    /// To the settings of the phone. The visit stays where it is.
    case settings
    /// To the next patient.
    case next(VisitIntent)
    /// Elsewhere. The visit is put aside by then, and can be taken up again.
    case detour(Detour)
}

/// What a visit needs of the phone and the app.
public struct VisitRoles {
    let watching: any PhoneWatching
    let visits: any Visiting
    let deliveries: any Delivering
    let owner: any OwnerChecking
    let reading: TapReading
    let texts: Texts
    let now: @Sendable () -> Date

    /// The roles.
    ///
    /// - Parameters:
    ///   - texts: In staff's language, for the sheets of the system.
    ///   - log: Of all taps since the start of the app.
    ///   - now: The phone's time.
    @MainActor
    public init(
        phone: any PhoneWatching & Visiting & Delivering,
        reader: any CardTapping,
        owner: any OwnerChecking,
        texts: Texts,
        log: TapLog,
        facts: DeviceFacts,
        now: @escaping @Sendable () -> Date
    ) {
        watching = phone
        visits = phone
        deliveries = phone
        self.owner = owner
        reading = TapReading(
            reader: reader,
            messages: TapMessages(texts),
            log: log,
            facts: facts
        )
        self.texts = texts
        self.now = now
    }
}
