/// Apple: documentation/cryptokit/cryptokiterror
public enum CryptoKitError: Error, Equatable {
    /// Apple: documentation/cryptokit/cryptokiterror/incorrectkeysize
    case incorrectKeySize
    /// Apple: documentation/cryptokit/cryptokiterror/incorrectparametersize
    case incorrectParameterSize
    /// Apple: documentation/cryptokit/cryptokiterror/authenticationfailure
    case authenticationFailure
    /// Apple: documentation/cryptokit/cryptokiterror/underlyingcorecryptoerror(error:)
    case underlyingCoreCryptoError(error: Int32)
    /// Apple: documentation/cryptokit/cryptokiterror/wrapfailure
    case wrapFailure
    /// Apple: documentation/cryptokit/cryptokiterror/unwrapfailure
    case unwrapFailure
    /// Apple: documentation/cryptokit/cryptokiterror/invalidparameter
    case invalidParameter
}
