/// Apple: documentation/avfoundation/avcapturedevice
public final class AVCaptureDevice {
    private init() {}

    /// Apple: documentation/avfoundation/avcapturedevice/requestaccess(for:completionhandler:)
    ///
    /// The person is asked once; after that their answer stands until they change it in the settings.
    public static func requestAccess(for mediaType: AVMediaType) async -> Bool {
        await VirtualCamera.current.ask()
    }
}

/// Apple: documentation/avfoundation/avmediatype
public struct AVMediaType: Hashable, RawRepresentable, Sendable {
    /// Apple: documentation/avfoundation/avmediatype/rawvalue
    public let rawValue: String

    /// Apple: documentation/avfoundation/avmediatype/init(rawvalue:)
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Apple: documentation/avfoundation/avmediatype/video
    public static let video = AVMediaType(rawValue: "vide")
}

/// Apple: documentation/avfoundation/avauthorizationstatus
public enum AVAuthorizationStatus: Int, Sendable {
    /// Apple: documentation/avfoundation/avauthorizationstatus/notdetermined
    case notDetermined = 0
    /// Apple: documentation/avfoundation/avauthorizationstatus/restricted
    case restricted = 1
    /// Apple: documentation/avfoundation/avauthorizationstatus/denied
    case denied = 2
    /// Apple: documentation/avfoundation/avauthorizationstatus/authorized
    case authorized = 3
}
