import Foundation

/// Apple: documentation/cryptokit/p256
public enum P256: Sendable {
    /// Apple: documentation/cryptokit/p256/signing
    public enum Signing: Sendable {
        /// Apple: documentation/cryptokit/p256/signing/publickey
        public struct PublicKey: Sendable {
            /// Apple: documentation/cryptokit/p256/signing/publickey/x963representation
            public let x963Representation: Data
        }

        /// Apple: documentation/cryptokit/p256/signing/ecdsasignature
        public struct ECDSASignature: Sendable {
            /// Apple: documentation/cryptokit/p256/signing/ecdsasignature/derrepresentation
            public let derRepresentation: Data
        }
    }
}
