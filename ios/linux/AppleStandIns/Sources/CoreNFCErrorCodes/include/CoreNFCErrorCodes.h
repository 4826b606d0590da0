#ifndef CORE_NFC_ERROR_CODES_H
#define CORE_NFC_ERROR_CODES_H

// The codes are an enumeration of C, as on iOS: Swift then knows that a newer system may send codes
// that are not listed here. iOS 26 does so with 7 (not eligible) and 8 (access not accepted).

/// Apple: documentation/corenfc/nfcreadererror-swift.struct/code
typedef enum __attribute__((enum_extensibility(open))) NFCReaderErrorCode : long {
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readererrorunsupportedfeature
    NFCReaderErrorUnsupportedFeature
        __attribute__((swift_name("readerErrorUnsupportedFeature"))) = 1,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readererrorsecurityviolation
    NFCReaderErrorSecurityViolation
        __attribute__((swift_name("readerErrorSecurityViolation"))) = 2,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readererrorinvalidparameter
    NFCReaderErrorInvalidParameter
        __attribute__((swift_name("readerErrorInvalidParameter"))) = 3,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readererrorinvalidparameterlength
    NFCReaderErrorInvalidParameterLength
        __attribute__((swift_name("readerErrorInvalidParameterLength"))) = 4,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readererrorparameteroutofbound
    NFCReaderErrorParameterOutOfBound
        __attribute__((swift_name("readerErrorParameterOutOfBound"))) = 5,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readererrorradiodisabled
    NFCReaderErrorRadioDisabled
        __attribute__((swift_name("readerErrorRadioDisabled"))) = 6,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readertransceiveerrortagconnectionlost
    NFCReaderTransceiveErrorTagConnectionLost
        __attribute__((swift_name("readerTransceiveErrorTagConnectionLost"))) = 100,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readertransceiveerrorretryexceeded
    NFCReaderTransceiveErrorRetryExceeded
        __attribute__((swift_name("readerTransceiveErrorRetryExceeded"))) = 101,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readertransceiveerrortagresponseerror
    NFCReaderTransceiveErrorTagResponseError
        __attribute__((swift_name("readerTransceiveErrorTagResponseError"))) = 102,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readertransceiveerrorsessioninvalidated
    NFCReaderTransceiveErrorSessionInvalidated
        __attribute__((swift_name("readerTransceiveErrorSessionInvalidated"))) = 103,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readertransceiveerrortagnotconnected
    NFCReaderTransceiveErrorTagNotConnected
        __attribute__((swift_name("readerTransceiveErrorTagNotConnected"))) = 104,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readertransceiveerrorpackettoolong
    NFCReaderTransceiveErrorPacketTooLong
        __attribute__((swift_name("readerTransceiveErrorPacketTooLong"))) = 105,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readersessioninvalidationerrorusercanceled
    NFCReaderSessionInvalidationErrorUserCanceled
        __attribute__((swift_name("readerSessionInvalidationErrorUserCanceled"))) = 200,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readersessioninvalidationerrorsessiontimeout
    NFCReaderSessionInvalidationErrorSessionTimeout
        __attribute__((swift_name("readerSessionInvalidationErrorSessionTimeout"))) = 201,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readersessioninvalidationerrorsessionterminatedunexpectedly
    NFCReaderSessionInvalidationErrorSessionTerminatedUnexpectedly
        __attribute__((swift_name("readerSessionInvalidationErrorSessionTerminatedUnexpectedly"))) = 202,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readersessioninvalidationerrorsystemisbusy
    NFCReaderSessionInvalidationErrorSystemIsBusy
        __attribute__((swift_name("readerSessionInvalidationErrorSystemIsBusy"))) = 203,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/readersessioninvalidationerrorfirstndeftagread
    NFCReaderSessionInvalidationErrorFirstNDEFTagRead
        __attribute__((swift_name("readerSessionInvalidationErrorFirstNDEFTagRead"))) = 204,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/tagcommandconfigurationerrorinvalidparameters
    NFCTagCommandConfigurationErrorInvalidParameters
        __attribute__((swift_name("tagCommandConfigurationErrorInvalidParameters"))) = 300,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/ndefreadersessionerrortagnotwritable
    NFCNdefReaderSessionErrorTagNotWritable
        __attribute__((swift_name("ndefReaderSessionErrorTagNotWritable"))) = 400,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/ndefreadersessionerrortagupdatefailure
    NFCNdefReaderSessionErrorTagUpdateFailure
        __attribute__((swift_name("ndefReaderSessionErrorTagUpdateFailure"))) = 401,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/ndefreadersessionerrortagsizetoosmall
    NFCNdefReaderSessionErrorTagSizeTooSmall
        __attribute__((swift_name("ndefReaderSessionErrorTagSizeTooSmall"))) = 402,
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code/ndefreadersessionerrorzerolengthmessage
    NFCNdefReaderSessionErrorZeroLengthMessage
        __attribute__((swift_name("ndefReaderSessionErrorZeroLengthMessage"))) = 403,
} NFCReaderErrorCode;

#endif
