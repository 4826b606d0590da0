import Foundation

/// Lines of JSON to whoever draws the app, and from them.
struct Output: Sendable {
    /// Writes a line with one field.
    func write(_ field: [String: some Encodable]) {
        guard let data = try? JSONEncoder().encode(field),
            let name = field.keys.first
        else { return }
        let value = String(decoding: data, as: UTF8.self).dropFirst(name.count + 4).dropLast()
        write(json: "{\"v\":1,\"\(name)\":\(value)}")
    }

    /// Writes a line.
    func write(json: String) {
        FileHandle.standardOutput.write(Data((json + "\n").utf8))
    }

    /// The lines that come in.
    static func lines() -> AsyncStream<String> {
        AsyncStream { continuation in
            Thread.detachNewThread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
        }
    }
}
