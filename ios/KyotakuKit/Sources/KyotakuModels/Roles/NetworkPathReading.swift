/// How the phone is connected, as the system tells it.
public protocol NetworkPathReading: Sendable {
    /// The connection now.
    func path() async -> NetworkPath
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
