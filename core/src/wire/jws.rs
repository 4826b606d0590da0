//! Signed JSON: a compact JWS (RFC 7515 §7.1) with ES256 (RFC 7518 §3.4), and nothing else of JOSE.
//!
//! | claims | signed by | type |
//! |---|---|---|
//! | [`PresenceProof`](super::proof::PresenceProof) | the device | `kyotaku-presence+jws` |
//! | [`Consent`](super::consent::Consent) | the device | `kyotaku-consent+jws` |
//! | [`Receipt`](super::receipt::Receipt) | the server | `kyotaku-receipt+jws` |
//!
//! The type is part of what is signed, so no text of one kind passes for another. A signer may be
//! hardware behind a vault, so a JWS is built in two steps: [`Claims::unsigned`] gives the bytes to
//! sign and [`UnsignedJws::assemble`] adds the signature.

use core::fmt;

use p256::ecdsa::Signature;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::base64url;
use crate::pki::P256Key;

/// The payload of one kind of JWS.
pub trait Claims: Serialize + DeserializeOwned {
    /// What names the signing key in the header's `kid`.
    type Signer: Clone + Serialize + DeserializeOwned;

    /// The header's `typ`.
    const TYPE: &'static str;

    /// Prepares the JWS by `signer`.
    fn unsigned(&self, signer: &Self::Signer) -> UnsignedJws {
        let header = Header {
            alg: ALGORITHM.to_owned(),
            kid: signer.clone(),
            typ: Self::TYPE.to_owned(),
            crit: None,
        };
        let [header, payload] =
            [json(&header), json(self)].map(|part| base64url::encode(part.as_bytes()));
        UnsignedJws {
            signing_input: format!("{header}.{payload}"),
        }
    }

    /// Parses `jws`, gives the signer it names, and leaves the signature to be verified with that
    /// signer's key.
    ///
    /// # Errors
    ///
    /// [`JwsError`] for anything but a well-formed JWS of exactly this kind.
    fn parse(jws: &str) -> Result<SignedJws<Self>, JwsError> {
        let mut parts = jws.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(JwsError::NotCompact);
        };
        let decode = |part| base64url::decode(part).map_err(|_| JwsError::NotCompact);
        let header: Header<Self::Signer> =
            serde_json::from_slice(&decode(header)?).map_err(|_| JwsError::Header)?;
        if header.alg != ALGORITHM {
            return Err(JwsError::Algorithm);
        }
        if header.typ != Self::TYPE {
            return Err(JwsError::Type);
        }
        if header.crit.is_some() {
            return Err(JwsError::Critical);
        }
        let claims = read_whole(&decode(payload)?).ok_or(JwsError::Payload)?;
        let signature = decode(signature)?;
        let signature = signature.try_into().map_err(|_| JwsError::Signature)?;
        let signed = jws.rsplit_once('.').map_or("", |(signed, _)| signed);
        Ok(SignedJws {
            signer: header.kid,
            claims,
            signing_input: signed.to_owned(),
            signature,
        })
    }
}

/// A JWS that waits for its signature.
#[derive(Clone)]
pub struct UnsignedJws {
    signing_input: String,
}

impl UnsignedJws {
    /// The ASCII bytes to sign with ECDSA over SHA-256 (RFC 7515 §5.1).
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
/// [`JwsError::Signature`] when it is not the DER of a P-256 signature.
pub fn raw_signature(der: &[u8]) -> Result<[u8; P256Key::RAW_SIGNATURE_LEN], JwsError> {
    let signature = Signature::from_der(der).map_err(|_| JwsError::Signature)?;
    Ok(signature.to_bytes().into())
}

/// A parsed JWS whose signature has not been verified.
#[derive(Clone)]
pub struct SignedJws<T: Claims> {
    signer: T::Signer,
    claims: T,
    signing_input: String,
    signature: [u8; P256Key::RAW_SIGNATURE_LEN],
}

impl<T: Claims> SignedJws<T> {
    /// Who claims to have signed.
    #[must_use]
    pub fn signer(&self) -> &T::Signer {
        &self.signer
    }

    /// Verifies the signature and gives the claims.
    ///
    /// # Errors
    ///
    /// [`JwsError::Signature`] when `key` did not sign this.
    pub fn verify(self, key: &P256Key) -> Result<T, JwsError> {
        key.verify(self.signing_input.as_bytes(), &self.signature)
            .map_err(|_| JwsError::Signature)?;
        Ok(self.claims)
    }
}

impl fmt::Debug for UnsignedJws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnsignedJws(****)")
    }
}

impl<T: Claims> fmt::Debug for SignedJws<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedJws<{}>(****)", T::TYPE)
    }
}

/// Why a text is not a JWS of the expected kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
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
    /// The payload is not the JSON of these claims, or says more than they do.
    #[error("the payload is malformed")]
    Payload,
    /// The signature is malformed or another key's.
    #[error("the signature is wrong")]
    Signature,
    /// The JWS is of another type.
    #[error("the type is another one")]
    Type,
}

const ALGORITHM: &str = "ES256";

#[derive(Serialize, Deserialize)]
struct Header<S> {
    alg: String,
    kid: S,
    typ: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    crit: Option<Value>,
}

/// Reads any value, `null` too, as present: a `crit` of any shape is one too many.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Reads claims, if all of their names are understood: whoever verifies a signature must not pass
/// over a part of what was signed. Their parts may also occur in answers, which are read
/// tolerantly, so this is not left to the types of the parts.
fn read_whole<T: Claims>(payload: &[u8]) -> Option<T> {
    let claims: T = serde_json::from_slice(payload).ok()?;
    let said: Value = serde_json::from_slice(payload).ok()?;
    let understood = serde_json::to_value(&claims).ok()?;
    names_are_among(&said, &understood).then_some(claims)
}

/// Whether every name in `said`, however deep, is at the same place in `understood`.
fn names_are_among(said: &Value, understood: &Value) -> bool {
    match (said, understood) {
        (Value::Object(said), Value::Object(understood)) => said.iter().all(|(name, value)| {
            let counterpart = understood.get(name);
            counterpart.is_some_and(|counterpart| names_are_among(value, counterpart))
        }),
        (Value::Array(said), Value::Array(understood)) => {
            said.len() == understood.len()
                && said
                    .iter()
                    .zip(understood)
                    .all(|(value, counterpart)| names_are_among(value, counterpart))
        }
        (Value::Object(_) | Value::Array(_), _) => false,
        _ => true,
    }
}

/// Serialises a value that has nothing in it that JSON could refuse.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
