import Foundation
import XCTest

/// The program that has the cards, as it runs beside a simulator, on a port of its own.
final class CardProgram {
    /// What its panel shows.
    struct World: Decodable {
        struct Card: Decodable {
            var id: String
            var pinTriesLeft: UInt8?
        }

        struct Sheet: Decodable {
            var message: String
            var ending: String?
        }

        var port: UInt16
        var cards: [Card]
        var held: String?
        var nfcSheet: Sheet?
    }

    private struct Line: Decodable {
        var world: World?
        var refused: String?
    }

    /// Where it serves phones.
    let port: UInt16

    private let process = Process()
    private let commands = Pipe()
    private var lines: AsyncStream<Line>.Iterator

    /// Starts it with the cards of a moment.
    init(now: String) async throws {
        process.executableURL = Self.directory.appending(path: "kyotaku-cardsim")
        process.arguments = ["relay", "--port", "0", "--now", now]
        process.standardInput = commands
        let said = Pipe()
        process.standardOutput = said
        try process.run()
        lines = Self.lines(from: said.fileHandleForReading).makeAsyncIterator()
        let first = await lines.next()
        port = try XCTUnwrap(first?.world).port
    }

    /// Where cargo has put what it has built for this machine.
    private static var directory: URL {
        if let named = ProcessInfo.processInfo.environment["KYOTAKU_LIBRARIES"] {
            return URL(fileURLWithPath: named)
        }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        return root.appending(path: "target/debug")
    }

    private static func lines(from file: FileHandle) -> AsyncStream<Line> {
        AsyncStream { lines in
            Thread.detachNewThread {
                var unfinished = Data()
                while case let part = file.availableData, !part.isEmpty {
                    unfinished += part
                    while let end = unfinished.firstIndex(of: 0x0A) {
                        let line = Data(unfinished[..<end])
                        unfinished = Data(unfinished[(end + 1)...])
                        if let line = try? JSONDecoder().decode(Line.self, from: line) {
                            lines.yield(line)
                        }
                    }
                }
                lines.finish()
            }
        }
    }

    /// Has the panel ask for something, in JSON, and waits until it shows what is expected.
    @discardableResult
    func act(_ command: String, until expected: (World) -> Bool) async throws -> World {
        commands.fileHandleForWriting.write(Data("{\"world\": \(command)}\n".utf8))
        return try await shows(expected)
    }

    /// Waits until the panel shows what is expected.
    @discardableResult
    func shows(_ expected: (World) -> Bool) async throws -> World {
        while let line = await lines.next() {
            XCTAssertNil(line.refused)
            if let world = line.world, expected(world) { return world }
        }
        throw Ended()
    }

    /// It ended before it showed that.
    struct Ended: Error {}

    /// Holds a card to the phone.
    func hold(_ card: String) async throws {
        try await act("{\"card\": \"\(card)\"}") { $0.held == card }
    }

    /// Ends it.
    func stop() {
        commands.fileHandleForWriting.closeFile()
        process.waitUntilExit()
    }
}
