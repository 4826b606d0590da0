import Foundation

// swift-format-ignore: AlwaysUseLowerCamelCase
/// Apple: documentation/localauthentication/laerrordomain
public let LAErrorDomain = "com.apple.LocalAuthentication"

/// Apple: documentation/localauthentication/laerror-swift.struct
public struct LAError: Error, CustomNSError, Equatable, Sendable {
    /// Apple: documentation/localauthentication/laerror-swift.struct/code-swift.property
    public let code: Code

    /// Apple: documentation/localauthentication/laerror-swift.struct/init(_:userinfo:)
    ///
    /// Here: without further information.
    public init(_ code: Code) {
        self.code = code
    }

    /// Apple: documentation/localauthentication/laerror-swift.struct/errordomain
    public static var errorDomain: String { LAErrorDomain }

    /// Apple: documentation/foundation/customnserror/errorcode
    public var errorCode: Int { code.rawValue }

    /// Apple: documentation/localauthentication/laerror-swift.struct/code
    public enum Code: Int, CaseIterable, Sendable {
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/authenticationfailed
        case authenticationFailed = -1
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/usercancel
        case userCancel = -2
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/userfallback
        case userFallback = -3
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/systemcancel
        case systemCancel = -4
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/passcodenotset
        case passcodeNotSet = -5
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/biometrynotavailable
        case biometryNotAvailable = -6
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/biometrynotenrolled
        case biometryNotEnrolled = -7
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/biometrylockout
        case biometryLockout = -8
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/appcancel
        case appCancel = -9
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/invalidcontext
        case invalidContext = -10
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/companionnotavailable
        case companionNotAvailable = -11
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/biometrynotpaired
        case biometryNotPaired = -12
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/biometrydisconnected
        case biometryDisconnected = -13
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/invaliddimensions
        case invalidDimensions = -14
        /// Apple: documentation/localauthentication/laerror-swift.struct/code/notinteractive
        case notInteractive = -1004
    }
}
