import Foundation

/// The one place where a PIN is while it is being entered.
///
/// Four bytes outside of any collection, so that nothing copies them when it grows. They are
/// overwritten by ``wipe()``, by ``spend(_:)`` and when the buffer goes.
final class PinBuffer {
    /// How many digits a PIN has.
    static let length = 4

    let bytes = UnsafeMutableRawBufferPointer.allocate(
        byteCount: PinBuffer.length,
        alignment: 1
    )
    private(set) var count = 0

    init() {
        bytes.overwrite()
    }

    deinit {
        bytes.overwrite()
        bytes.deallocate()
    }

    /// Whether all digits are there.
    var isComplete: Bool { count == Self.length }

    /// Adds a digit, unless all are there.
    func append(_ digit: UInt8) {
        guard !isComplete, digit < 10 else { return }
        bytes[count] = 0x30 + digit
        count += 1
    }

    /// Takes the last digit away.
    func removeLast() {
        guard count > 0 else { return }
        count -= 1
        bytes[count] = 0
    }

    /// Lends the digits, as ASCII, for one call, and overwrites them whatever comes of it. The data
    /// is for the call and must not be kept: this short, it holds the digits in itself, and they go
    /// with the stack of the call.
    func spend<T>(_ body: (Data) throws -> T) rethrows -> T {
        defer { wipe() }
        guard let start = bytes.baseAddress else { return try body(Data()) }
        return try body(Data(bytesNoCopy: start, count: count, deallocator: .none))
    }

    /// Overwrites all digits.
    func wipe() {
        bytes.overwrite()
        count = 0
    }
}
