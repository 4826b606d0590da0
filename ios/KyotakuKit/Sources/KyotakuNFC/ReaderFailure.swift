import CoreNFC
import KyotakuModels

/// A failure of the reader, in the words of those who have to do with it.
struct ReaderFailure: Error, Equatable {
    /// For the conversation: why there is no answer.
    let interruption: CardInterruption
    /// For whoever wanted the tap, when this ends it.
    let failure: TapFailure

    /// The app ended the session itself.
    static let cancelled = ReaderFailure(interruption: .cancelled, failure: .cancelled)

    /// The system ended the session, and has not said why.
    static let unexplained = ReaderFailure(interruption: .cancelled, failure: .takenOver)
}

extension ReaderFailure {
    /// What an error of Core NFC means; one of another framework means no more than that it is over.
    init(_ error: any Error) {
        guard let error = error as? NFCReaderError else {
            self = .unexplained
            return
        }
        self.init(error.code)
    }

    /// What a code of Core NFC means.
    ///
    /// The errors of an exchange end no session: a card that cannot be reached makes the conversation
    /// end, and `failure` matters only where there is no conversation yet.
    init(_ code: NFCReaderError.Code) {
        // A code that fits no case of the conversation keeps its number for the support report.
        let other = CardInterruption.other(code: UInt32(exactly: code.rawValue) ?? 0)
        // Not eligible, and access not accepted: names that only the SDK of iOS 26 has.
        if code.rawValue == 7 || code.rawValue == 8 {
            self.init(interruption: other, failure: .notPermitted)
            return
        }
        switch code {
        case .readerTransceiveErrorTagConnectionLost,
            .readerTransceiveErrorRetryExceeded,
            // In the field this means that the phone was moved, not that the card has answered.
            .readerTransceiveErrorTagResponseError,
            .readerTransceiveErrorTagNotConnected:
            self.init(interruption: .tagLost, failure: .lostTooOften)
        case .readerTransceiveErrorPacketTooLong:
            self.init(interruption: .packetTooLong, failure: .unsupported)
        case .readerTransceiveErrorSessionInvalidated:
            self = .unexplained
        case .readerSessionInvalidationErrorUserCanceled:
            self = .cancelled
        case .readerSessionInvalidationErrorSessionTimeout:
            self.init(interruption: .sessionTimeout, failure: .timedOut)
        case .readerSessionInvalidationErrorSessionTerminatedUnexpectedly:
            self.init(interruption: .cancelled, failure: .takenOver)
        case .readerSessionInvalidationErrorSystemIsBusy:
            self.init(interruption: .cancelled, failure: .busy)
        case .readerErrorUnsupportedFeature:
            self.init(interruption: other, failure: .unsupported)
        case .readerErrorRadioDisabled:
            self.init(interruption: other, failure: .radioOff)
        case .readerErrorSecurityViolation,
            .readerErrorInvalidParameter,
            .readerErrorInvalidParameterLength,
            .readerErrorParameterOutOfBound,
            .readerSessionInvalidationErrorFirstNDEFTagRead,
            .tagCommandConfigurationErrorInvalidParameters,
            .ndefReaderSessionErrorTagNotWritable,
            .ndefReaderSessionErrorTagUpdateFailure,
            .ndefReaderSessionErrorTagSizeTooSmall,
            .ndefReaderSessionErrorZeroLengthMessage:
            self.init(interruption: other, failure: .misconfigured)
        default:
            self.init(interruption: other, failure: .takenOver)
        }
    }
}

extension Error {
    /// Whether it says no more than that the session is over. The reason comes to the delegate, before
    /// this or after it.
    var isOfEndedSession: Bool {
        (self as? NFCReaderError)?.code == .readerTransceiveErrorSessionInvalidated
    }
}
