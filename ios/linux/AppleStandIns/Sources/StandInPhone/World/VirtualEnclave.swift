import Foundation
import Synchronization

/// Stand-in only: the arithmetic of P-256, which the stand-ins leave to others.
public protocol EnclaveEngine: Sendable {
    /// Stand-in only: a new private key, in a form that only the engine reads.
    func generate() throws -> Data
    /// Stand-in only: its public point in X9.63 form, uncompressed: 65 bytes.
    func publicKey(of privateKey: Data) throws -> Data
    /// Stand-in only: an ECDSA signature over the SHA-256 of the message, in DER (X9.62).
    func sign(_ message: Data, with privateKey: Data) throws -> Data
}

/// Stand-in only: why the Secure Enclave does not do what it is asked.
public enum EnclaveFailure: Error, Equatable {
    /// Stand-in only: there is no enclave, or no engine is installed.
    case absent
    /// Stand-in only: the bytes name no key of this enclave, or one from before it was reset.
    case foreignKey
    /// Stand-in only: data protection does not give the key out now.
    case locked
    /// Stand-in only: the key was made without the right to sign, or asks for its owner, which the
    /// stand-in does not do.
    case notAllowed
}

/// Stand-in only: the Secure Enclave of a phone. It keeps private keys and hands out names for them
/// that no other enclave, and not this one after a reset, has a use for.
public final class VirtualEnclave: Sendable {
    /// Stand-in only: when a key is found to be of no use any more. Apple does not say.
    public enum Discovery: Sendable, CaseIterable {
        /// Stand-in only: when it is restored from its data representation.
        case restoring
        /// Stand-in only: when it signs.
        case signing
    }

    /// Stand-in only: the rights of a key.
    public struct Rights: Sendable, Equatable {
        /// Stand-in only: when it may be used.
        public let protection: DataProtection
        /// Stand-in only: whether it may sign.
        public let signs: Bool
        /// Stand-in only: whether each use asks for the owner of the phone.
        public let needsPresence: Bool

        /// Stand-in only: the rights of a key.
        public init(protection: DataProtection, signs: Bool, needsPresence: Bool) {
            self.protection = protection
            self.signs = signs
            self.needsPresence = needsPresence
        }
    }

    private struct Key {
        let secret: Data
        let rights: Rights
    }

    private struct State {
        var keys: [UUID: Key] = [:]
        var newestRights: Rights?
        var engine: (any EnclaveEngine)?
        var isAvailable = true
        var discovery = Discovery.restoring
    }

    /// Tells the enclave from those of other phones.
    package let hardware = UUID()

    private let state = Mutex(State())

    /// Stand-in only: who computes. None is installed at first.
    public var engine: (any EnclaveEngine)? {
        get { state.withLock { $0.engine } }
        set { state.withLock { $0.engine = newValue } }
    }

    /// Stand-in only: whether the phone has an enclave; some simulators have none.
    public var isAvailable: Bool {
        get { state.withLock { $0.isAvailable } }
        set { state.withLock { $0.isAvailable = newValue } }
    }

    /// Stand-in only: when a key that is of no use is found out.
    public var discovery: Discovery {
        get { state.withLock { $0.discovery } }
        set { state.withLock { $0.discovery = newValue } }
    }

    /// Stand-in only: the rights of the key that was made last.
    public var rightsOfNewestKey: Rights? {
        state.withLock { $0.newestRights }
    }

    /// Stand-in only: forgets what keys are wrapped with; none of them is of use any more.
    public func reset() {
        state.withLock { $0.keys = [:] }
    }

    /// Makes a key and gives its data representation.
    package func generate(_ rights: Rights, lock: VirtualPhone.Lock) throws -> Data {
        let engine = try presentEngine()
        guard rights.protection.isAvailable(lock) else {
            throw EnclaveFailure.locked
        }
        let secret = try engine.generate()
        let point = try engine.publicKey(of: secret)
        return state.withLock { state in
            let id = UUID()
            state.keys[id] = Key(secret: secret, rights: rights)
            state.newestRights = rights
            return WrappedKey(id: id, point: point).bytes
        }
    }

    /// Gives the public point of a data representation.
    package func restore(_ representation: Data) throws -> Data {
        _ = try presentEngine()
        let wrapped = try WrappedKey(bytes: representation)
        if discovery == .restoring {
            _ = try key(wrapped)
        }
        return wrapped.point
    }

    /// Signs with the key of a data representation.
    package func sign(
        _ message: Data,
        with representation: Data,
        lock: VirtualPhone.Lock
    ) throws -> Data {
        let engine = try presentEngine()
        let key = try key(WrappedKey(bytes: representation))
        guard key.rights.signs && !key.rights.needsPresence else {
            throw EnclaveFailure.notAllowed
        }
        guard key.rights.protection.isAvailable(lock) else {
            throw EnclaveFailure.locked
        }
        return try engine.sign(message, with: key.secret)
    }

    /// Who computes, where there is somebody.
    package func presentEngine() throws -> any EnclaveEngine {
        let engine = state.withLock { $0.isAvailable ? $0.engine : nil }
        guard let engine else {
            throw EnclaveFailure.absent
        }
        return engine
    }

    private func key(_ wrapped: WrappedKey) throws -> Key {
        guard let key = state.withLock({ $0.keys[wrapped.id] }) else {
            throw EnclaveFailure.foreignKey
        }
        return key
    }
}

/// The data representation of a key: its name, which no other enclave knows, and its public point,
/// which everybody may know.
private struct WrappedKey {
    let id: UUID
    let point: Data

    init(id: UUID, point: Data) {
        self.id = id
        self.point = point
    }

    init(bytes: Data) throws {
        guard bytes.count == 16 + 65, let id = UUID(bytes: bytes.prefix(16)) else {
            throw EnclaveFailure.foreignKey
        }
        self.id = id
        self.point = Data(bytes.dropFirst(16))
    }

    var bytes: Data {
        id.bytes + point
    }
}

extension UUID {
    fileprivate var bytes: Data {
        withUnsafeBytes(of: uuid) { Data($0) }
    }

    fileprivate init?(bytes: Data) {
        guard bytes.count == 16 else {
            return nil
        }
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: bytes) }
        self.init(uuid: uuid)
    }
}
