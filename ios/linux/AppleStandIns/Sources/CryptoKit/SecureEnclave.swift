import Foundation
import LocalAuthentication
import Security
import StandInPhone

/// Apple: documentation/cryptokit/secureenclave
public enum SecureEnclave: Sendable {
    /// Apple: documentation/cryptokit/secureenclave/isavailable
    public static var isAvailable: Bool {
        VirtualPhone.inHand.enclave.isAvailable
    }

    /// Apple: documentation/cryptokit/secureenclave/p256
    public enum P256: Sendable {
        /// Apple: documentation/cryptokit/secureenclave/p256/signing
        public enum Signing: Sendable {}
    }
}

extension SecureEnclave.P256.Signing {
    /// Apple: documentation/cryptokit/secureenclave/p256/signing/privatekey
    public struct PrivateKey: Sendable {
        /// Apple: documentation/cryptokit/secureenclave/p256/signing/privatekey/datarepresentation
        public let dataRepresentation: Data

        /// Apple: documentation/cryptokit/secureenclave/p256/signing/privatekey/publickey
        public let publicKey: CryptoKit.P256.Signing.PublicKey

        /// Apple: documentation/cryptokit/secureenclave/p256/signing/privatekey/init(compactrepresentable:accesscontrol:authenticationcontext:)
        ///
        /// Here: the access control has no default, and whether a point has a compact representation
        /// makes no difference.
        public init(
            compactRepresentable: Bool = true,
            accessControl: SecAccessControl,
            authenticationContext: LAContext? = nil
        ) throws {
            self = try Self.serve(.enclaveGenerate) { phone in
                let representation = try phone.enclave.generate(
                    accessControl.rights,
                    lock: phone.lock
                )
                return try Self(representation, on: phone)
            }
        }

        /// Apple: documentation/cryptokit/secureenclave/p256/signing/privatekey/init(datarepresentation:authenticationcontext:)
        public init(dataRepresentation: Data, authenticationContext: LAContext? = nil) throws {
            self = try Self.serve(.enclaveRestore) { try Self(dataRepresentation, on: $0) }
        }

        /// Apple: documentation/cryptokit/secureenclave/p256/signing/privatekey/signature(for:)
        public func signature<D: DataProtocol>(
            for data: D
        ) throws -> CryptoKit.P256.Signing.ECDSASignature {
            try Self.serve(.enclaveSign) { phone in
                CryptoKit.P256.Signing.ECDSASignature(
                    derRepresentation: try phone.enclave.sign(
                        Data(data),
                        with: dataRepresentation,
                        lock: phone.lock
                    )
                )
            }
        }

        private init(_ representation: Data, on phone: VirtualPhone) throws {
            let point = try phone.enclave.restore(representation)
            dataRepresentation = representation
            publicKey = CryptoKit.P256.Signing.PublicKey(x963Representation: point)
        }

        /// Serves a call on the phone in hand. Apple does not say which errors come; these were
        /// seen on phones.
        private static func serve<R>(
            _ call: PhoneCall,
            _ body: (VirtualPhone) throws -> R
        ) throws -> R {
            let phone = VirtualPhone.inHand
            try phone.calls.enter(call)
            do {
                return try body(phone)
            } catch let failure as EnclaveFailure {
                throw failure.seen
            }
        }
    }
}

extension EnclaveFailure {
    fileprivate var seen: any Error {
        switch self {
        case .absent:
            CryptoKitError.underlyingCoreCryptoError(error: errSecUnimplemented)
        case .foreignKey, .notAllowed:
            NSError(domain: "CryptoTokenKit", code: -3)
        case .locked:
            NSError(domain: NSOSStatusErrorDomain, code: Int(errSecInteractionNotAllowed))
        }
    }
}
