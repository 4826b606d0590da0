import Synchronization

/// Stand-in only: how the phone is connected. It begins with Wi-Fi.
public enum VirtualNetwork {
    private struct World {
        var path = NWPath(status: .satisfied, interfaces: [.wifi])
        var followers: [AsyncStream<NWPath>.Continuation] = []
    }

    private static let world = Mutex(World())

    /// Stand-in only: connects the phone by these interfaces; by none, it is not connected.
    public static func connect(by interfaces: NWInterface.InterfaceType...) {
        let path = NWPath(
            status: interfaces.isEmpty ? .unsatisfied : .satisfied,
            interfaces: Set(interfaces)
        )
        world.withLock { world in
            world.path = path
            world.followers.removeAll { follower in
                if case .terminated = follower.yield(path) { true } else { false }
            }
        }
    }

    static func follow() -> AsyncStream<NWPath> {
        AsyncStream { continuation in
            world.withLock { world in
                continuation.yield(world.path)
                world.followers.append(continuation)
            }
        }
    }
}
