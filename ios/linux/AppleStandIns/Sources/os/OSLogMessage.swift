import Foundation

/// Apple: documentation/os/oslogprivacy
public struct OSLogPrivacy: Sendable, Equatable {
    enum Level: Sendable, Equatable {
        case auto, `public`, `private`, sensitive
    }

    let level: Level
    let mask: Mask

    /// Apple: documentation/os/oslogprivacy/mask
    public enum Mask: Sendable, Equatable {
        /// Apple: documentation/os/oslogprivacy/mask/none
        case none
        /// Apple: documentation/os/oslogprivacy/mask/hash
        case hash
    }

    /// Apple: documentation/os/oslogprivacy/auto
    public static let auto = Self(level: .auto, mask: .none)
    /// Apple: documentation/os/oslogprivacy/public
    public static let `public` = Self(level: .public, mask: .none)
    /// Apple: documentation/os/oslogprivacy/private
    public static let `private` = Self(level: .private, mask: .none)
    /// Apple: documentation/os/oslogprivacy/sensitive
    public static let sensitive = Self(level: .sensitive, mask: .none)

    /// Apple: documentation/os/oslogprivacy/private(mask:)
    public static func `private`(mask: Mask) -> Self {
        Self(level: .private, mask: mask)
    }

    /// What others see in place of a value.
    func shown(_ value: String, isScalar: Bool) -> String {
        switch (level, mask) {
        case (.public, _): value
        case (.auto, _) where isScalar: value
        case (_, .hash): "<mask.hash: 'a digest'>"
        case (.sensitive, _): "<sensitive>"
        default: "<private>"
        }
    }
}

/// Apple: documentation/os/oslogmessage
public struct OSLogMessage: ExpressibleByStringInterpolation, Sendable {
    /// As whoever looks into the log of another's phone sees it.
    let publicText: String
    /// As the app wrote it.
    let fullText: String

    /// Apple: documentation/os/oslogmessage/init(stringliteral:)
    public init(stringLiteral value: String) {
        publicText = value
        fullText = value
    }

    /// Apple: documentation/os/oslogmessage/init(stringinterpolation:)
    public init(stringInterpolation: OSLogInterpolation) {
        publicText = stringInterpolation.publicText
        fullText = stringInterpolation.fullText
    }
}

/// Apple: documentation/os/osloginterpolation
public struct OSLogInterpolation: StringInterpolationProtocol, Sendable {
    private(set) var publicText = ""
    private(set) var fullText = ""

    /// Apple: documentation/os/osloginterpolation/init(literalcapacity:interpolationcount:)
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Apple: documentation/os/osloginterpolation/appendliteral(_:)
    public mutating func appendLiteral(_ literal: String) {
        publicText += literal
        fullText += literal
    }

    /// Apple: documentation/os/osloginterpolation/appendinterpolation(_:format:align:privacy:)
    ///
    /// Here: integers have no format and no alignment.
    public mutating func appendInterpolation<T: FixedWidthInteger>(
        _ number: @autoclosure @escaping () -> T,
        privacy: OSLogPrivacy = .auto
    ) {
        append(String(number()), isScalar: true, privacy)
    }

    /// Apple: documentation/os/osloginterpolation/appendinterpolation(_:format:privacy:)
    ///
    /// Here: truth values have no format.
    public mutating func appendInterpolation(
        _ boolean: @autoclosure @escaping () -> Bool,
        privacy: OSLogPrivacy = .auto
    ) {
        append(String(boolean()), isScalar: true, privacy)
    }

    /// Apple: documentation/os/osloginterpolation/appendinterpolation(_:align:privacy:)
    ///
    /// Here: texts have no alignment.
    public mutating func appendInterpolation(
        _ text: @autoclosure @escaping () -> String,
        privacy: OSLogPrivacy = .auto
    ) {
        append(text(), isScalar: false, privacy)
    }

    private mutating func append(_ value: String, isScalar: Bool, _ privacy: OSLogPrivacy) {
        publicText += privacy.shown(value, isScalar: isScalar)
        fullText += value
    }
}
