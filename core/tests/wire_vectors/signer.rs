//! Whoever signs a JWS of the vectors.

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::identifier::KeyThumbprint;
use kyotaku_core::wire::jws::{Claims, JwsError};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

use crate::forgery::Forgery;

/// A signer of one kind of JWS, with a private key that everybody may know: it exists for these
/// vectors alone.
pub(crate) struct Signer<T: Claims> {
    pub(crate) key: SigningKey,
    pub(crate) kid: T::Signer,
}

/// Why a JWS is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Its text is malformed, its header forbids it, or its signature is wrong.
    Jws(JwsError),
    /// It names somebody else.
    Signer,
}

impl Refusal {
    /// The word that the vectors have for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Jws(JwsError::NotCompact) => "form",
            Self::Jws(JwsError::Header) => "header",
            Self::Jws(JwsError::Algorithm) => "algorithm",
            Self::Jws(JwsError::Type) => "type",
            Self::Jws(JwsError::Critical) => "critical",
            Self::Jws(JwsError::Payload) => "payload",
            Self::Jws(JwsError::Signature) => "signature",
            Self::Signer => "signer",
        }
    }
}

/// A private key of one byte repeated.
pub(crate) fn test_key(byte: u8) -> SigningKey {
    SigningKey::from_slice(&[byte; 32]).unwrap()
}

/// Its public key.
pub(crate) fn public_key(key: &SigningKey) -> P256Key {
    let point = key.verifying_key().to_sec1_point(false);
    P256Key::from_sec1(point.as_bytes().try_into().unwrap()).unwrap()
}

/// r ‖ s over the message; deterministic (RFC 6979).
pub(crate) fn signature(key: &SigningKey, message: &[u8]) -> [u8; 64] {
    let signature: Signature = key.sign(message);
    signature.to_bytes().into()
}

impl<T: Claims<Signer: PartialEq>> Signer<T> {
    /// The JWS of the claims.
    pub(crate) fn jws(&self, claims: &T) -> String {
        let unsigned = claims.unsigned(&self.kid);
        let signature = signature(&self.key, unsigned.signing_input());
        unsigned.assemble(&signature)
    }

    /// Reads a JWS as whoever expects it from this signer.
    pub(crate) fn read(&self, jws: &str) -> Result<T, Refusal> {
        let signed = T::parse(jws).map_err(Refusal::Jws)?;
        if *signed.signer() != self.kid {
            return Err(Refusal::Signer);
        }
        signed.verify(&public_key(&self.key)).map_err(Refusal::Jws)
    }

    /// What the file of the vectors holds.
    pub(crate) fn file(&self, vectors: &[(&str, T)], forgeries: &[Forgery]) -> Value {
        let point = self.key.verifying_key().to_sec1_point(false);
        let vector = |(name, claims): &(&str, T)| json!({ "name": name, "claims": claims, "jws": self.jws(claims) });
        let forgery = |forgery: &Forgery| {
            json!({
                "name": forgery.name,
                "because": forgery.because,
                "jws": forgery.jws,
            })
        };
        json!({
            "format": T::TYPE,
            "signer": {
                "keyId": self.kid,
                "privateKey": hex::encode(self.key.to_bytes()),
                "publicKey": hex::encode(point.as_bytes()),
                "thumbprint": KeyThumbprint::of(&public_key(&self.key)),
            },
            "vectors": vectors.iter().map(vector).collect::<Vec<_>>(),
            "forgeries": forgeries.iter().map(forgery).collect::<Vec<_>>(),
        })
    }
}
