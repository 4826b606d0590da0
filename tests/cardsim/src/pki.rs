//! Test certificates of the shape of the public personal authentication service (JPKI).
//!
//! Keys are fixtures, everything else is made from them for one moment in time, so that no fixture
//! expires. Names say `JPKI-EMU`: nothing here can be mistaken for a certificate of the real
//! service.

pub mod authority;
pub mod calendar;
mod issue;
pub mod keys;
pub mod leaf;
mod name;
pub mod terminal;
pub mod tls;

/// Why a certificate could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PkiError {
    /// A value has no DER encoding.
    #[error("DER encoding failed")]
    Der(#[from] der::Error),
    /// The builder refused the certificate.
    #[error("certificate could not be issued")]
    Issue(#[from] x509_cert::builder::Error),
    /// A fixture key cannot be read.
    #[error("fixture key {0} cannot be read")]
    Key(&'static str),
    /// The key could not sign.
    #[error("signature could not be made")]
    Sign(#[from] rsa::signature::Error),
    /// The moment asked for leaves no room for the certificates' lifetimes.
    #[error("time is outside the range of X.509")]
    Time,
}

impl From<jiff::Error> for PkiError {
    fn from(_: jiff::Error) -> Self {
        Self::Time
    }
}
