import Foundation
import KyotakuCore

/// What somebody types into a field that nobody else should read, on its way to a model.
///
/// A text field of the system has its text as a `String`, which cannot be overwritten. It goes no
/// further than here: models copy it into a ``SecretEntry`` and keep none.
public struct TypedSecret: Sendable, Equatable, ExpressibleByStringLiteral {
    let text: String

    /// The text of the field.
    public init(_ text: String) {
        self.text = text
    }

    /// The text of the field.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension TypedSecret: Unprintable {}

/// The one place where a password or a code is while it is being typed.
///
/// Bytes outside of any collection, so that nothing copies them when it grows. They are overwritten
/// when others take their place, by ``wipe()``, and when the entry goes.
final class SecretEntry {
    private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    private var count = 0

    deinit {
        wipe()
        bytes.deallocate()
    }

    var isEmpty: Bool { count == 0 }

    /// Takes what is in the field now.
    func replace(with typed: TypedSecret) {
        wipe()
        var text = typed.text
        text.withUTF8 { utf8 in
            if utf8.count > bytes.count {
                bytes.deallocate()
                bytes = .allocate(byteCount: utf8.count, alignment: 1)
            }
            bytes.copyMemory(from: UnsafeRawBufferPointer(utf8))
            count = utf8.count
        }
    }

    /// Hands a copy to the core, which overwrites its own.
    func secret() -> Secret {
        guard let start = bytes.baseAddress else { return Secret(utf8: Data()) }
        return Secret(utf8: Data(bytesNoCopy: start, count: count, deallocator: .none))
    }

    /// Overwrites all bytes.
    func wipe() {
        bytes.overwrite()
        count = 0
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Overwrites all bytes with zeros.
    ///
    /// Optimisers may drop a store that nobody reads afterwards; they cannot drop a call to the C
    /// library's `memset` through a pointer that has escaped, as that of each secret here has.
    func overwrite() {
        baseAddress.map { _ = memset($0, 0, count) }
    }
}
