//! Certificates of the Japanese public personal authentication service (JPKI) and the signatures
//! made with them.
//!
//! A My Number Card carries a certificate for user authentication (利用者証明用電子証明書). This
//! module answers the questions that a phone or a server asks about it:
//!
//! | question | answered by |
//! |---|---|
//! | is it such a certificate at all? | [`UserCertificate::parse`] |
//! | did a CA that we trust issue it, and may it be used today? | [`TrustStore::standing`] → [`Standing`] |
//! | has it been revoked? (server) | [`Crl`], [`TrustStore::standing_checked`] |
//! | did the card make this signature? | [`UserCertificate::verify_sha256`] |
//! | did the phone make this signature? | [`P256Key`] |
//! | may this terminal use a card without its PIN? | [`cvc`] |
//!
//! The verifier is our own and not a TLS one. WebPKI verifiers refuse the shape that JPKI uses
//! (critical certificate policies, directory names instead of host names), and JPKI's successive
//! CAs share one distinguished name, so an issuer is found by its key and never by its name.
//!
//! Everything here is pure: certificates, lists and the time come in as arguments. Nothing in this
//! module holds a private key.

mod ca;
mod certificate;
mod crl;
pub mod cvc;
mod p256;
mod rsa;
mod serial;
mod standing;
mod trust;
mod x509;

pub use self::ca::CaCertificate;
pub use self::certificate::{CertificateError, Policy, UserCertificate};
pub use self::crl::{Crl, CrlError};
pub use self::p256::{MalformedP256Key, P256Key};
pub use self::rsa::{RsaKey, UnsupportedKey};
pub use self::serial::{Fingerprint, Serial};
pub use self::standing::Standing;
pub use self::trust::{RevocationUnknown, Revocations, TrustError, TrustStore};
pub use self::x509::Malformed;

/// The signature was not made over this content with this key.
///
/// Nothing more is told: why a signature does not match is of use to a forger only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not match the content and the key")]
pub struct SignatureMismatch;
