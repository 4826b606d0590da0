import KyotakuCore
import KyotakuText

extension TapProgress {
    init(_ progress: KyotakuCore.TapProgress) {
        self.init(
            phase: TapPhase(progress.phase),
            received: Int(progress.received),
            total: progress.total.map { Int($0) }
        )
    }
}

extension TapPhase {
    init(_ phase: KyotakuCore.TapPhase) {
        self =
            switch phase {
            case .selecting: .selecting
            case .identifying: .identifying
            case .readingCertificate: .readingCertificate
            case .askingTries: .askingTries
            case .verifyingPin: .verifyingPin
            case .authenticatingTerminal: .authenticatingTerminal
            case .signing: .signing
            }
    }
}

extension TapEvent {
    init(_ event: CardEvent) {
        self =
            switch event {
            case .response(let bytes): .response(bytes: bytes)
            case .interrupted(let cause): .interrupted(cause: TapInterruption(cause))
            }
    }
}

extension TapInterruption {
    init(_ cause: CardInterruption) {
        self =
            switch cause {
            case .cancelled: .cancelled
            case .other(let code): .other(code: code)
            case .packetTooLong: .packetTooLong
            case .sessionTimeout: .sessionTimeout
            case .tagLost: .tagLost
            }
    }
}

extension TapEnding {
    /// How the sheet ends after an outcome.
    init(_ outcome: TapOutcome) {
        let text: TextKey =
            switch outcome {
            case .signed, .learned: .tapEndingRead
            case .wrongPin: .tapEndingWrongPin
            case .pinBlocked: .tapEndingPinBlocked
            case .lastTry: .tapEndingLastTry
            case .pinNeeded: .tapEndingPinNeeded
            case .cardUnsuitable(let code, _): Self.cardUnsuitable[code] ?? .tapEndingUnsuitable
            case .cardChanged: .tapEndingCardChanged
            case .visualRefused(let code): Self.visualRefused[code] ?? .tapEndingVisualRefused
            case .tooLate: .tapEndingTooLate
            case .holdAgain(let code, _): Self.holdAgain[code ?? ""] ?? .tapEndingFailed
            case .cardFault: .tapEndingFault
            }
        self.init(succeeded: text == .tapEndingRead, text: text)
    }

    private static let cardUnsuitable: [String: TextKey] = [
        Codes.notMyNumberCard: .tapEndingNotMyNumberCard,
        Codes.residentRegisterCard: .tapEndingNotMyNumberCard,
    ]

    private static let holdAgain: [String: TextKey] = [Codes.cardSessionEnded: .tapEndingTimedOut]

    private static let visualRefused: [String: TextKey] = [
        Codes.extendedApduUnsupported: .tapEndingLengthRefused,
        Codes.terminalSignatureMissing: .tapEndingOffline,
    ]
}
