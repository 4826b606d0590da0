import KyotakuModels
import Network

/// How the phone is connected, as the system tells it.
struct SystemNetwork: NetworkPathReading {
    func path() async -> NetworkPath {
        // The first that a monitor tells is how it is now.
        var paths = NWPathMonitor().makeAsyncIterator()
        return NetworkPath(await paths.next())
    }

    func changes() -> AsyncStream<NetworkPath> {
        // Another network of the same kind is a change, too; of many at once, the last is enough.
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let following = Task {
                var isPresent = true
                for await path in NWPathMonitor() {
                    if !isPresent { continuation.yield(NetworkPath(path)) }
                    isPresent = false
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in following.cancel() }
        }
    }
}

extension NetworkPath {
    init(_ path: NWPath?) {
        guard let path, path.status == .satisfied else {
            self = .none
            return
        }
        if path.usesInterfaceType(.wifi) {
            self = .wiFi
        } else {
            self = path.usesInterfaceType(.cellular) ? .mobile : .other
        }
    }
}
