//! The presence proof: what the device sends after the card has signed.
//!
//! A compact JWS (RFC 7515 §7.1), signed with ES256 (RFC 7518 §3.4) by the device's key, over the
//! statement, the card's signature, the card's certificate and the moment of the tap. The signer
//! lives in a vault that may be hardware, so the JWS is built in two steps:
//! [`PresenceProof::unsigned`] gives the bytes to sign and [`UnsignedProof::assemble`] adds the
//! signature.

use core::fmt;

use jiff::Timestamp;
use p256::ecdsa::Signature;
use serde::{Deserialize, Deserializer, Serialize};

use super::base64url;
use super::identifier::DeviceId;
use crate::pki::P256Key;

/// What the device vouches for. The certificate leads to a person, so `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PresenceProof {
    /// DER of the [`PresenceStatement`](super::presence::PresenceStatement) exactly as issued.
    #[serde(with = "base64url")]
    pub statement: Vec<u8>,
    /// The card's RSASSA-PKCS1-v1_5 signature over the statement's digest; 256 bytes.
    #[serde(with = "base64url")]
    pub card_signature: Vec<u8>,
    /// DER of the card's 利用者証明用電子証明書.
    #[serde(with = "base64url")]
    pub certificate: Vec<u8>,
    /// When the card signed, by the device's clock.
    pub tapped_at: Timestamp,
}

impl PresenceProof {
    /// Prepares the JWS of this proof by the device `device`.
    #[must_use]
    pub fn unsigned(&self, device: &DeviceId) -> UnsignedProof {
        let header = Header {
            alg: ALGORITHM.to_owned(),
            kid: device.clone(),
            typ: TYPE.to_owned(),
            crit: None,
        };
        let [header, payload] =
            [json(&header), json(self)].map(|part| base64url::encode(part.as_bytes()));
        UnsignedProof {
            signing_input: format!("{header}.{payload}"),
        }
    }

    /// Parses `jws`, gives the device it names, and leaves the signature to be verified with that
    /// device's key.
    ///
    /// # Errors
    ///
    /// [`ProofError`] for anything but a well-formed proof of exactly this kind.
    pub fn parse(jws: &str) -> Result<SignedProof, ProofError> {
        let mut parts = jws.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(ProofError::NotCompact);
        };
        let decode = |part| base64url::decode(part).map_err(|_| ProofError::NotCompact);
        let header: Header =
            serde_json::from_slice(&decode(header)?).map_err(|_| ProofError::Header)?;
        if header.alg != ALGORITHM {
            return Err(ProofError::Algorithm);
        }
        if header.typ != TYPE {
            return Err(ProofError::Type);
        }
        if header.crit.is_some() {
            return Err(ProofError::Critical);
        }
        let proof = serde_json::from_slice(&decode(payload)?).map_err(|_| ProofError::Payload)?;
        let signature = decode(signature)?;
        let signature = signature.try_into().map_err(|_| ProofError::Signature)?;
        let signed = jws.rsplit_once('.').map_or("", |(signed, _)| signed);
        Ok(SignedProof {
            device: header.kid,
            proof,
            signing_input: signed.to_owned(),
            signature,
        })
    }
}

/// A proof that waits for the device's signature.
#[derive(Clone)]
pub struct UnsignedProof {
    signing_input: String,
}

impl UnsignedProof {
    /// The ASCII bytes the device signs with ECDSA over SHA-256 (RFC 7515 §5.1).
    #[must_use]
    pub fn signing_input(&self) -> &[u8] {
        self.signing_input.as_bytes()
    }

    /// Adds the signature, r ‖ s of 32 bytes each (RFC 7518 §3.4).
    #[must_use]
    pub fn assemble(self, signature: &[u8; P256Key::RAW_SIGNATURE_LEN]) -> String {
        format!("{}.{}", self.signing_input, base64url::encode(signature))
    }
}

/// Brings an ECDSA signature from DER (X9.62), as TLS and Secure Enclaves have it, into the raw
/// form r ‖ s that JWS has.
///
/// # Errors
///
/// [`ProofError::Signature`] when it is not the DER of a P-256 signature.
pub fn raw_signature(der: &[u8]) -> Result<[u8; P256Key::RAW_SIGNATURE_LEN], ProofError> {
    let signature = Signature::from_der(der).map_err(|_| ProofError::Signature)?;
    Ok(signature.to_bytes().into())
}

/// A parsed proof whose signature has not been verified.
#[derive(Clone)]
pub struct SignedProof {
    device: DeviceId,
    proof: PresenceProof,
    signing_input: String,
    signature: [u8; P256Key::RAW_SIGNATURE_LEN],
}

impl SignedProof {
    /// The device that claims to have signed.
    #[must_use]
    pub fn device(&self) -> &DeviceId {
        &self.device
    }

    /// Verifies the signature and gives the proof.
    ///
    /// # Errors
    ///
    /// [`ProofError::Signature`] when `key` did not sign this.
    pub fn verify(self, key: &P256Key) -> Result<PresenceProof, ProofError> {
        key.verify(self.signing_input.as_bytes(), &self.signature)
            .map_err(|_| ProofError::Signature)?;
        Ok(self.proof)
    }
}

impl fmt::Debug for PresenceProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresenceProof")
            .field("tapped_at", &self.tapped_at)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for UnsignedProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnsignedProof(****)")
    }
}

impl fmt::Debug for SignedProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedProof")
            .field("device", &self.device)
            .field("proof", &self.proof)
            .finish_non_exhaustive()
    }
}

/// Why a text is not a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The header asks for another algorithm, or for none.
    #[error("the algorithm is not ES256")]
    Algorithm,
    /// The header declares extensions critical (RFC 7515 §4.1.11); none is known here.
    #[error("the header declares an unknown extension critical")]
    Critical,
    /// The header is not JSON with `alg`, `kid` and `typ`.
    #[error("the header is malformed")]
    Header,
    /// Not three parts of base64url.
    #[error("not a compact JWS")]
    NotCompact,
    /// The payload is not the JSON of a proof.
    #[error("the payload is malformed")]
    Payload,
    /// The signature is malformed or another key's.
    #[error("the signature is wrong")]
    Signature,
    /// The JWS is of another type.
    #[error("the type is not that of a presence proof")]
    Type,
}

const ALGORITHM: &str = "ES256";
const TYPE: &str = "kyotaku-presence+jws";

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    kid: DeviceId,
    typ: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    crit: Option<serde_json::Value>,
}

/// Reads any value, `null` too, as present: a `crit` of any shape is one too many.
fn present<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(Some)
}

/// Serialises a value that has nothing in it that JSON could refuse.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
