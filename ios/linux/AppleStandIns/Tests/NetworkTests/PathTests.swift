import Network
import XCTest

final class PathTests: XCTestCase {
    func testAMonitorTellsHowItIsAndThenWhatChanges() async throws {
        VirtualNetwork.connect(by: .wifi)
        var paths = NWPathMonitor().makeAsyncIterator()
        let first = await paths.next()
        XCTAssertEqual(first?.status, .satisfied)
        XCTAssertEqual(first?.usesInterfaceType(.wifi), true)
        XCTAssertEqual(first?.usesInterfaceType(.cellular), false)

        VirtualNetwork.connect(by: .cellular)
        let second = await paths.next()
        XCTAssertEqual(second?.usesInterfaceType(.cellular), true)

        VirtualNetwork.connect()
        let third = await paths.next()
        XCTAssertEqual(third?.status, .unsatisfied)
    }

    func testAMonitorThatBeginsLaterTellsOnlyHowItIsThen() async {
        VirtualNetwork.connect(by: .wiredEthernet)
        var paths = NWPathMonitor().makeAsyncIterator()
        let path = await paths.next()
        XCTAssertEqual(path?.usesInterfaceType(.wiredEthernet), true)
    }
}
