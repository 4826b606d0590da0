/// Apple: documentation/network/nwpathmonitor
///
/// Here it only tells one at a time who asks for the next: the connection as it is now, and then each change.
public final class NWPathMonitor: AsyncSequence, Sendable {
    /// Apple: documentation/network/nwpathmonitor/element
    public typealias Element = NWPath

    /// Apple: documentation/network/nwpathmonitor/init()
    public init() {}

    /// Apple: documentation/network/nwpathmonitor/makeasynciterator()
    public func makeAsyncIterator() -> Iterator {
        Iterator(paths: VirtualNetwork.follow().makeAsyncIterator())
    }

    /// Apple: documentation/network/nwpathmonitor/iterator
    public struct Iterator: AsyncIteratorProtocol {
        var paths: AsyncStream<NWPath>.AsyncIterator

        /// Apple: documentation/network/nwpathmonitor/iterator/next()
        public mutating func next() async -> NWPath? {
            await paths.next()
        }
    }
}

/// Apple: documentation/network/nwpath
public struct NWPath: Equatable, Sendable {
    /// Apple: documentation/network/nwpath/status-swift.enum
    public enum Status: Sendable {
        /// Apple: documentation/network/nwpath/status-swift.enum/satisfied
        case satisfied
        /// Apple: documentation/network/nwpath/status-swift.enum/unsatisfied
        case unsatisfied
        /// Apple: documentation/network/nwpath/status-swift.enum/requiresconnection
        case requiresConnection
    }

    /// Apple: documentation/network/nwpath/status-swift.property
    public let status: Status

    let interfaces: Set<NWInterface.InterfaceType>

    /// Apple: documentation/network/nwpath/usesinterfacetype(_:)
    public func usesInterfaceType(_ type: NWInterface.InterfaceType) -> Bool {
        interfaces.contains(type)
    }
}

/// Apple: documentation/network/nwinterface
public struct NWInterface: Sendable {
    /// Apple: documentation/network/nwinterface/interfacetype
    public enum InterfaceType: Sendable {
        /// Apple: documentation/network/nwinterface/interfacetype/other
        case other
        /// Apple: documentation/network/nwinterface/interfacetype/wifi
        case wifi
        /// Apple: documentation/network/nwinterface/interfacetype/cellular
        case cellular
        /// Apple: documentation/network/nwinterface/interfacetype/wiredethernet
        case wiredEthernet
        /// Apple: documentation/network/nwinterface/interfacetype/loopback
        case loopback
    }
}
