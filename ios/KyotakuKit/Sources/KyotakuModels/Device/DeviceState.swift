import Foundation
import KyotakuCore

/// 端末情報, and the check of what this phone passes.
public struct DeviceState: Equatable, Sendable {
    /// Where the check stands.
    public enum Check: Equatable, Sendable {
        /// Nobody has tapped. Left by tapping.
        case ready
        /// A card is wanted, or read.
        case tapping
        /// The card said nothing useful; the code says why. Left by tapping again.
        case failed(code: String)
        /// It was learned what the phone passes. Left by tapping again.
        case learned(isReported: Bool)
    }

    /// The model, the version of iOS and the version of the app.
    public var facts: DeviceFacts
    /// 端末ID; nothing on a phone that is not registered.
    public var deviceID: String?
    /// When the device certificate ends.
    public var certificateUntil: Date?
    /// Whether long responses pass.
    public var longResponses = LengthSupport.unknown
    /// Whether long commands pass, which 目視 needs.
    public var longCommands = LengthSupport.unknown
    /// Why 目視 is not offered now; nothing when it is.
    public var visualRefused: String?
    /// Whether this phone reads cards, so that it can be checked.
    public var canCheck: Bool
    /// Where the check stands.
    public var check = Check.ready
    /// Why the phone's state could not be read, or the check not be reported.
    public var problem: Problem?
}

/// What somebody does with 端末情報.
public enum DeviceAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Check the phone with a card, also again.
    case checkChosen
    /// Report (again) what the check has found, or read the state again.
    case retried
    /// Back.
    case backChosen
}

/// How 端末情報 is left.
public enum DeviceExit: Equatable, Sendable {
    /// Back.
    case back
    /// Elsewhere.
    case detour(Detour)
}
