import Foundation

/// A line to the program that has the cards: TCP on this machine, an object of JSON in each line.
///
/// Plain sockets, because App Transport Security is about URLs, and because they are the same on
/// the Mac, where nobody has tried this, and on Linux, where the tests do.
final class SimulatedLine: Sendable {
    /// What the phone says.
    enum Said: Encodable {
        /// The sheet shows this.
        case message(String)
        /// A command for the card.
        case command(Data)
        /// The sheet closes with a tick, or a cross.
        case ended(succeeded: Bool, message: String)

        private enum Name: String, CodingKey {
            case message, command, ended
        }

        private struct Ending: Encodable {
            let succeeded: Bool
            let message: String
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Name.self)
            switch self {
            case .message(let text): try values.encode(text, forKey: .message)
            case .command(let bytes): try values.encode(bytes, forKey: .command)
            case .ended(let succeeded, let message):
                let ending = Ending(succeeded: succeeded, message: message)
                try values.encode(ending, forKey: .ended)
            }
        }
    }

    /// What the program says: exactly one of these.
    struct Heard: Decodable, Equatable, Sendable {
        /// A card is in the field.
        var found: Bool?
        /// The card's answer.
        var response: Data?
        /// The card has left the field.
        var lost: Bool?
        /// Somebody ended the session.
        var over: End?
    }

    /// Who ended a session.
    enum End: String, Decodable, Sendable {
        /// Whoever holds the phone closed the sheet.
        case cancelled
        /// The system, for a call.
        case taken
    }

    private let socket: Int32

    /// Calls the program; nothing where none answers on this port of this machine.
    init?(port: UInt16) {
        _ = Self.brokenPipesAreErrors
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        hints.ai_protocol = Int32(IPPROTO_TCP)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo("127.0.0.1", String(port), &hints, &found) == 0, let found else {
            return nil
        }
        defer { freeaddrinfo(found) }
        let address = found.pointee
        socket = Foundation.socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        guard socket >= 0 else { return nil }
        guard connect(socket, address.ai_addr, address.ai_addrlen) == 0 else {
            close(socket)
            return nil
        }
    }

    deinit {
        close(socket)
    }

    /// A connection that the other side has closed is an error to whoever writes, and must not end
    /// the app.
    private static let brokenPipesAreErrors: Void = {
        signal(SIGPIPE, SIG_IGN)
    }()

    /// Says something. What does not arrive is noticed where an answer is waited for.
    func say(_ said: Said) {
        guard var line = try? JSONEncoder().encode(said) else { return hangUp() }
        line.append(0x0A)
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = send(socket, part.baseAddress, part.count, 0)
                guard count > 0 else { return hangUp() }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// What the program says from now on, until one of both hangs up. To be called once.
    func heard() -> AsyncStream<Heard> {
        AsyncStream { lines in
            Thread.detachNewThread { [self] in
                var unfinished = Data()
                var part = [UInt8](repeating: 0, count: 4096)
                while case let count = recv(socket, &part, part.count, 0), count > 0 {
                    unfinished.append(contentsOf: part[..<count])
                    while let end = unfinished.firstIndex(of: 0x0A) {
                        let line = Data(unfinished[..<end])
                        unfinished = Data(unfinished[(end + 1)...])
                        guard let heard = try? JSONDecoder().decode(Heard.self, from: line) else {
                            return lines.finish()
                        }
                        lines.yield(heard)
                    }
                }
                lines.finish()
            }
        }
    }

    /// Ends the connection. Whoever waits to hear something is told.
    func hangUp() {
        shutdown(socket, Int32(SHUT_RDWR))
    }
}
