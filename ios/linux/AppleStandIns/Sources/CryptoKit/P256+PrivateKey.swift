import Foundation
import StandInPhone

extension P256.Signing {
    /// Apple: documentation/cryptokit/p256/signing/privatekey
    ///
    /// Here: its arithmetic is that of the engine of the phone in hand, which is installed before.
    public struct PrivateKey: Sendable {
        /// Apple: documentation/cryptokit/p256/signing/privatekey/rawrepresentation
        public let rawRepresentation: Data

        /// Apple: documentation/cryptokit/p256/signing/privatekey/publickey
        public let publicKey: PublicKey

        /// Apple: documentation/cryptokit/p256/signing/privatekey/init(compactrepresentable:)
        ///
        /// Here: whether a point has a compact representation makes no difference.
        public init(compactRepresentable: Bool = true) {
            do {
                let engine = try VirtualPhone.inHand.enclave.presentEngine()
                try self.init(rawRepresentation: engine.generate())
            } catch {
                preconditionFailure("no engine makes keys: \(error)")
            }
        }

        /// Apple: documentation/cryptokit/p256/signing/privatekey/init(rawrepresentation:)
        public init<D: ContiguousBytes>(rawRepresentation: D) throws {
            let bytes = rawRepresentation.withUnsafeBytes { Data($0) }
            guard bytes.count == 32 else { throw CryptoKitError.incorrectKeySize }
            let engine = try VirtualPhone.inHand.enclave.presentEngine()
            self.rawRepresentation = bytes
            publicKey = PublicKey(x963Representation: try engine.publicKey(of: bytes))
        }

        /// Apple: documentation/cryptokit/p256/signing/privatekey/signature(for:)
        public func signature<D: DataProtocol>(for data: D) throws -> ECDSASignature {
            let engine = try VirtualPhone.inHand.enclave.presentEngine()
            let signature = try engine.sign(Data(data), with: rawRepresentation)
            return ECDSASignature(derRepresentation: signature)
        }
    }
}
