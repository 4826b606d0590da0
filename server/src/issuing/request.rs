//! Certification requests of devices (PKCS#10, RFC 2986).

use der::oid::db::rfc5912::ECDSA_WITH_SHA_256;
use der::{Decode as _, Encode as _};
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::identifier::DeviceKeyHash;
use x509_cert::request::CertReq;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

/// A request whose sender has proven to hold the key. Only the key is taken from it: who the
/// device is, the issuer says.
#[derive(Clone, Debug)]
pub struct DeviceRequest {
    public_key: SubjectPublicKeyInfoOwned,
    key_hash: DeviceKeyHash,
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Not the DER of a certification request.
    #[error("not a PKCS#10 request")]
    Encoding,
    /// The key is not P-256.
    #[error("the request is not for a P-256 key")]
    Key,
    /// The request is not signed by its own key.
    #[error("the request is not signed by its key")]
    Signature,
}

impl DeviceRequest {
    /// Reads a request in DER and verifies the proof of possession.
    ///
    /// # Errors
    ///
    /// [`RequestError`].
    pub fn from_der(request: &[u8]) -> Result<Self, RequestError> {
        let parsed = CertReq::from_der(request).map_err(|_| RequestError::Encoding)?;
        let to_be_signed = parsed.info.to_der().map_err(|_| RequestError::Encoding)?;
        // The signature is over the sender's bytes; they must be the ones verified below.
        if parsed.to_der().as_deref() != Ok(request) {
            return Err(RequestError::Encoding);
        }
        let spki = parsed
            .info
            .public_key
            .to_der()
            .map_err(|_| RequestError::Key)?;
        let key = P256Key::from_spki_der(&spki).map_err(|_| RequestError::Key)?;
        if parsed.algorithm.oid != ECDSA_WITH_SHA_256 {
            return Err(RequestError::Signature);
        }
        key.verify_der(&to_be_signed, parsed.signature.raw_bytes())
            .map_err(|_| RequestError::Signature)?;
        Ok(Self {
            public_key: parsed.info.public_key,
            key_hash: DeviceKeyHash::of(&key),
        })
    }

    /// The key to certify.
    #[must_use]
    pub fn public_key(&self) -> &SubjectPublicKeyInfoOwned {
        &self.public_key
    }
    /// The hash of that key, by which devices are known.
    #[must_use]
    pub fn key_hash(&self) -> DeviceKeyHash {
        self.key_hash
    }
}
