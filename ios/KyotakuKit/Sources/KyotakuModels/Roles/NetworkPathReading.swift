/// How the phone is connected, as the system tells it.
public protocol NetworkPathReading: Sendable {
    /// The connection now.
    func path() async -> NetworkPath

    /// Each connection after the present one, until nobody asks any more.
    func changes() -> AsyncStream<NetworkPath>
}

extension NetworkPathReading {
    /// The connection stays as it is.
    public func changes() -> AsyncStream<NetworkPath> {
        AsyncStream { $0.finish() }
    }
}

/// A connection of the phone.
public enum NetworkPath: Equatable, Sendable, CaseIterable {
    /// None.
    case none
    /// Wi-Fi, such as the clinic's or a patient's.
    case wiFi
    /// Mobile data.
    case mobile
    /// Another one, such as a cable.
    case other
}
