import KyotakuCore
import KyotakuText

/// How a tap has ended for the screen.
enum TapEnd: Sendable, Equatable {
    /// The conversation came to something.
    case result(TapResult)
    /// The reader ended it before.
    case failure(TapFailure)

    /// Has the card held to the phone for one conversation.
    static func of(
        _ conversation: any TapConversing,
        at reader: any CardTapping,
        messages: TapMessages
    ) async -> TapEnd {
        do {
            try await reader.tap(conversation, messages: messages)
        } catch {
            // Whatever cuts a tap short, the conversation has been told. Where all it has to say to
            // that is that the card is to be held again, the reader knows better why.
            switch conversation.result {
            case nil, .outcome(.holdAgain): return .failure(error)
            case let result?: return .result(result)
            }
        }
        return conversation.result.map { .result($0) } ?? .failure(.cancelled)
    }

    /// What the report for support says of it.
    func entry(method: ConfirmationMethod, taking duration: Duration) -> TapEntry {
        let (seconds, attoseconds) = duration.components
        var entry = TapEntry(
            method: method,
            ending: "",
            milliseconds: Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        )
        switch self {
        case .failure(let failure):
            (entry.ending, entry.code) = ("\(failure)", failure.code)
        case .result(.problem(let problem)):
            (entry.ending, entry.code) = ("problem", problem.code)
        case .result(.outcome(let outcome)):
            (entry.ending, entry.code) = (outcome.name, outcome.shownCode)
            if case .holdAgain(let code, let during) = outcome {
                entry.phase = TapPhase(during)
                if code == nil { entry.ending = "\(TapFailure.cancelled)" }
            }
        }
        return entry
    }
}

extension TapOutcome {
    /// Its name, without what it holds.
    fileprivate var name: String {
        switch self {
        case .signed: "signed"
        case .wrongPin: "wrongPin"
        case .pinBlocked: "pinBlocked"
        case .lastTry: "lastTry"
        case .pinNeeded: "pinNeeded"
        case .cardUnsuitable: "cardUnsuitable"
        case .cardChanged: "cardChanged"
        case .visualRefused: "visualRefused"
        case .tooLate: "tooLate"
        case .holdAgain: "holdAgain"
        case .cardFault: "cardFault"
        case .learned: "learned"
        }
    }

    /// The code to show, if there is one.
    var shownCode: String? {
        switch self {
        case .signed(let notice): notice
        case .wrongPin(let code, _), .pinBlocked(let code), .lastTry(let code),
            .pinNeeded(let code, _, _), .cardUnsuitable(let code, _), .cardChanged(let code),
            .visualRefused(let code), .tooLate(let code), .cardFault(let code):
            code
        case .holdAgain(let code, _): code
        case .learned: nil
        }
    }
}

extension TapFailure {
    /// What staff can do about it.
    public var text: TextKey {
        switch self {
        case .cancelled: .readerCancelled
        case .timedOut: .readerTimedOut
        case .takenOver: .readerInterrupted
        case .busy: .readerBusy
        case .radioOff: .readerOff
        case .unsupported: .readerUnsupported
        case .notPermitted: .readerNotPermitted
        case .misconfigured: .readerMisconfigured
        case .lostTooOften: .readerLostTooOften
        }
    }
}
