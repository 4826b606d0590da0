import KyotakuModels
import Network

/// How the phone is connected, as the system tells it.
struct SystemNetwork: NetworkPathReading {
    func path() async -> NetworkPath {
        // The first that a monitor tells is how it is now.
        var paths = NWPathMonitor().makeAsyncIterator()
        guard let path = await paths.next(), path.status == .satisfied else { return .none }
        if path.usesInterfaceType(.wifi) { return .wiFi }
        return path.usesInterfaceType(.cellular) ? .mobile : .other
    }
}
