import Foundation
import KyotakuTesting
import XCTest

final class EmulatedCardTests: XCTestCase {
    /// SELECT of the JPKI application.
    private let select = Data([0, 0xA4, 4, 0x0C, 10, 0xD3, 0x92, 0xF0, 0, 0x26, 1, 0, 0, 0, 1])

    func testACardAnswersInTheFieldAlone() throws {
        let card = try EmulatedCard(name: "T01")
        assertThrows(.CardLost) { _ = try card.transmit(command: select) }
        try card.powerOn()
        XCTAssertEqual(try card.transmit(command: select), Data([0x90, 0x00]))
        card.powerOff()
        XCTAssertFalse(card.isPowered())
    }

    func testEveryCardOfTheListCanBeAskedForAndNoOther() throws {
        let listed = try cards()
        XCTAssertEqual(listed.filter { $0.person != nil }.count, 14)
        for description in listed {
            XCTAssertEqual(try EmulatedCard(name: description.name).name(), description.name)
        }
        assertThrows(.UnknownCard(name: "T99")) { _ = try EmulatedCard(name: "T99") }
    }

    func testFaultsStrikeWhereTheirSentenceSays() throws {
        let card = try EmulatedCard(name: "T01")
        try card.addFaults(script: "answer SW 6F00 to command 1\nlose the tag after command 2")
        try card.powerOn()
        XCTAssertEqual(try card.transmit(command: select), Data([0x6F, 0x00]))
        assertThrows(.CardLost) { _ = try card.transmit(command: select) }
        assertThrows(.UnknownFault(line: 1, sentence: "set the card on fire")) {
            try card.addFaults(script: "set the card on fire")
        }
    }

    func testTheLogTellsHeadersLengthsAndStatus() throws {
        let card = try EmulatedCard(name: "T01")
        try card.powerOn()
        _ = try card.transmit(command: select)
        let expected = CardExchange(
            header: Data([0x00, 0xA4, 0x04, 0x0C]),
            commandBytes: 15,
            responseBytes: 2,
            status: 0x9000
        )
        XCTAssertEqual(card.log(), [expected])
        XCTAssertEqual(card.commandCount(), 1)
    }

    func testTriesAreSetAndTold() throws {
        let card = try EmulatedCard(name: "T01")
        XCTAssertEqual(card.pinTriesLeft(), 3)
        card.setPinTriesLeft(tries: 1)
        XCTAssertEqual(card.pinTriesLeft(), 1)
    }
}
