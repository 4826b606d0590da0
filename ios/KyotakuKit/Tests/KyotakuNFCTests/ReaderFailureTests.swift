import CoreNFC
import Foundation
import KyotakuModels
import Testing

@testable import KyotakuNFC

@Suite struct ReaderFailureTests {
    private static let table: [(NFCReaderError.Code, CardInterruption, TapFailure)] = [
        (.readerErrorUnsupportedFeature, .other(code: 1), .unsupported),
        (.readerErrorSecurityViolation, .other(code: 2), .misconfigured),
        (.readerErrorInvalidParameter, .other(code: 3), .misconfigured),
        (.readerErrorInvalidParameterLength, .other(code: 4), .misconfigured),
        (.readerErrorParameterOutOfBound, .other(code: 5), .misconfigured),
        (.readerErrorRadioDisabled, .other(code: 6), .radioOff),
        (.readerTransceiveErrorTagConnectionLost, .tagLost, .lostTooOften),
        (.readerTransceiveErrorRetryExceeded, .tagLost, .lostTooOften),
        (.readerTransceiveErrorTagResponseError, .tagLost, .lostTooOften),
        (.readerTransceiveErrorSessionInvalidated, .cancelled, .takenOver),
        (.readerTransceiveErrorTagNotConnected, .tagLost, .lostTooOften),
        (.readerTransceiveErrorPacketTooLong, .packetTooLong, .unsupported),
        (.readerSessionInvalidationErrorUserCanceled, .cancelled, .cancelled),
        (.readerSessionInvalidationErrorSessionTimeout, .sessionTimeout, .timedOut),
        (
            .readerSessionInvalidationErrorSessionTerminatedUnexpectedly, .cancelled,
            .takenOver
        ),
        (.readerSessionInvalidationErrorSystemIsBusy, .cancelled, .busy),
        (
            .readerSessionInvalidationErrorFirstNDEFTagRead, .other(code: 204),
            .misconfigured
        ),
        (
            .tagCommandConfigurationErrorInvalidParameters, .other(code: 300),
            .misconfigured
        ),
        (.ndefReaderSessionErrorTagNotWritable, .other(code: 400), .misconfigured),
        (.ndefReaderSessionErrorTagUpdateFailure, .other(code: 401), .misconfigured),
        (.ndefReaderSessionErrorTagSizeTooSmall, .other(code: 402), .misconfigured),
        (.ndefReaderSessionErrorZeroLengthMessage, .other(code: 403), .misconfigured),
    ]

    @Test(arguments: table)
    func aCode(_ code: NFCReaderError.Code, is cause: CardInterruption, and failure: TapFailure) {
        let expected = ReaderFailure(interruption: cause, failure: failure)
        #expect(ReaderFailure(code) == expected)
        #expect(ReaderFailure(NFCReaderError(code)) == expected)
    }

    /// Apple's page of NFCReaderError.Code lists 22 codes for iOS 18.
    @Test func everyCodeIsInTheTable() {
        #expect(Set(Self.table.map(\.0.rawValue)).count == 22)
    }

    @Test(arguments: [(7, TapFailure.notPermitted), (8, .notPermitted), (999, .takenOver)])
    func aCodeOfANewerSystem(_ number: Int, is failure: TapFailure) throws {
        let code = try #require(NFCReaderError.Code(rawValue: number))
        let expected = ReaderFailure(
            interruption: .other(code: UInt32(number)),
            failure: failure
        )
        #expect(ReaderFailure(code) == expected)
    }

    @Test func anErrorOfAnotherFrameworkOnlySaysThatItIsOver() {
        #expect(ReaderFailure(CocoaError(.fileNoSuchFile)) == .unexplained)
    }
}
