import XCTest
import os

final class LogTests: XCTestCase {
    override func setUp() {
        super.setUp()
        VirtualLog.clear()
    }

    func testTextsAreHiddenAndNumbersShownUnlessTheAppSaysOtherwise() {
        let logger = Logger(subsystem: "tests", category: "privacy")
        let (text, number) = ("secret", 42)
        logger.info("\(text) \(number) \(true)")
        logger.info("\(text, privacy: .public) \(number, privacy: .private)")
        logger.info("\(text, privacy: .sensitive) \(text, privacy: .private(mask: .hash))")
        XCTAssertEqual(
            VirtualLog.entries.map(\.publicText),
            ["<private> 42 true", "secret <private>", "<sensitive> <mask.hash: 'a digest'>"]
        )
        XCTAssertEqual(
            VirtualLog.entries.map(\.fullText),
            ["secret 42 true", "secret 42", "secret secret"]
        )
    }

    func testEachMethodLogsAtItsLevel() {
        let logger = Logger(subsystem: "tests", category: "levels")
        logger.trace("1")
        logger.debug("2")
        logger.info("3")
        logger.notice("4")
        logger.log("5")
        logger.warning("6")
        logger.error("7")
        logger.critical("8")
        logger.fault("9")
        logger.log(level: .info, "10")
        XCTAssertEqual(
            VirtualLog.entries.map(\.level),
            [
                .debug, .debug, .info, .default, .default, .error, .error, .fault, .fault, .info,
            ]
        )
        XCTAssertEqual(VirtualLog.entries.first?.category, "levels")
    }

    func testALockLetsOneInAtATime() {
        let count = OSAllocatedUnfairLock(initialState: 0)
        DispatchQueue.concurrentPerform(iterations: 1000) { _ in
            count.withLock { $0 += 1 }
        }
        XCTAssertEqual(count.withLock { $0 }, 1000)
    }
}
