/// Apple: documentation/os/oslogtype
public struct OSLogType: RawRepresentable, Hashable, Sendable {
    /// Apple: documentation/os/oslogtype/rawvalue
    public let rawValue: UInt8

    /// Apple: documentation/os/oslogtype/init(rawvalue:)
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Apple: documentation/os/oslogtype/default
    public static let `default` = Self(rawValue: 0x00)
    /// Apple: documentation/os/oslogtype/info
    public static let info = Self(rawValue: 0x01)
    /// Apple: documentation/os/oslogtype/debug
    public static let debug = Self(rawValue: 0x02)
    /// Apple: documentation/os/oslogtype/error
    public static let error = Self(rawValue: 0x10)
    /// Apple: documentation/os/oslogtype/fault
    public static let fault = Self(rawValue: 0x11)
}

/// Apple: documentation/os/logger
public struct Logger: Sendable {
    private let subsystem: String
    private let category: String

    /// Apple: documentation/os/logger/init(subsystem:category:)
    public init(subsystem: String, category: String) {
        self.subsystem = subsystem
        self.category = category
    }

    /// Apple: documentation/os/logger/log(level:_:)
    public func log(level: OSLogType, _ message: OSLogMessage) {
        VirtualLog.append(
            VirtualLog.Entry(
                subsystem: subsystem,
                category: category,
                level: level,
                publicText: message.publicText,
                fullText: message.fullText
            )
        )
    }

    /// Apple: documentation/os/logger/log(_:)
    public func log(_ message: OSLogMessage) {
        log(level: .default, message)
    }

    /// Apple: documentation/os/logger/trace(_:)
    public func trace(_ message: OSLogMessage) {
        log(level: .debug, message)
    }

    /// Apple: documentation/os/logger/debug(_:)
    public func debug(_ message: OSLogMessage) {
        log(level: .debug, message)
    }

    /// Apple: documentation/os/logger/info(_:)
    public func info(_ message: OSLogMessage) {
        log(level: .info, message)
    }

    /// Apple: documentation/os/logger/notice(_:)
    public func notice(_ message: OSLogMessage) {
        log(level: .default, message)
    }

    /// Apple: documentation/os/logger/warning(_:)
    public func warning(_ message: OSLogMessage) {
        log(level: .error, message)
    }

    /// Apple: documentation/os/logger/error(_:)
    public func error(_ message: OSLogMessage) {
        log(level: .error, message)
    }

    /// Apple: documentation/os/logger/critical(_:)
    public func critical(_ message: OSLogMessage) {
        log(level: .fault, message)
    }

    /// Apple: documentation/os/logger/fault(_:)
    public func fault(_ message: OSLogMessage) {
        log(level: .fault, message)
    }
}
