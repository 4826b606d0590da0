//! The key that the server signs its own statements with, and the keys it signed with before.

use std::path::{Path, PathBuf};

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{Jwk, KeysResponse};
use kyotaku_core::wire::identifier::KeyThumbprint;
use kyotaku_core::wire::jws::{Claims, JwsError};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::{DecodePrivateKey as _, EncodePublicKey as _};
use rustls::pki_types::SubjectPublicKeyInfoDer;
use rustls::pki_types::pem::PemObject as _;

/// The statement key and the public halves of the former ones.
pub struct StatementKeys {
    signer: SigningKey,
    /// The current one first.
    public: Vec<P256Key>,
}

/// Why there are no statement keys.
#[derive(Debug, thiserror::Error)]
#[error("{key}: {} cannot be used", .path.display())]
pub struct StatementKeyError {
    /// The key of the configuration.
    key: &'static str,
    /// The file.
    path: PathBuf,
    /// What is wrong with it.
    source: Box<dyn core::error::Error + Send + Sync>,
}

type Cause = Box<dyn core::error::Error + Send + Sync>;

impl StatementKeys {
    /// Reads the private key (PKCS#8 PEM, P-256) and the former public keys (PEM, any number).
    ///
    /// # Errors
    ///
    /// [`StatementKeyError`] names the key of the configuration.
    pub fn load(key: &Path, former: Option<&Path>) -> Result<Self, StatementKeyError> {
        let wrong = |key, path: &Path, source| StatementKeyError {
            key,
            path: path.to_owned(),
            source,
        };
        let (signer, current) =
            private_key(key).map_err(|source| wrong("statement-key", key, source))?;
        let mut public = vec![current];
        if let Some(path) = former {
            let keys = public_keys(path);
            public.extend(keys.map_err(|source| wrong("former-statement-keys", path, source))?);
        }
        Ok(Self { signer, public })
    }

    /// Signs claims with the current key.
    #[must_use]
    pub fn sign<T: Claims<Signer = KeyThumbprint>>(&self, claims: &T) -> String {
        let jws = claims.unsigned(&KeyThumbprint::of(&self.public[0]));
        let signature: Signature = self.signer.sign(jws.signing_input());
        jws.assemble(&signature.to_bytes().into())
    }

    /// Verifies claims by the key they name, the current or a former one.
    ///
    /// # Errors
    ///
    /// [`JwsError`]; [`JwsError::Signature`] also when they name a key that is none of these.
    pub fn verify<T: Claims<Signer = KeyThumbprint>>(&self, jws: &str) -> Result<T, JwsError> {
        let signed = T::parse(jws)?;
        let mut keys = self.public.iter();
        let named = keys.find(|key| KeyThumbprint::of(key) == *signed.signer());
        let key = named.ok_or(JwsError::Signature)?;
        signed.verify(key)
    }

    /// What anybody may have to check a receipt with.
    #[must_use]
    pub fn published(&self) -> KeysResponse {
        KeysResponse {
            keys: self.public.iter().map(Jwk::of).collect(),
        }
    }
}

fn private_key(path: &Path) -> Result<(SigningKey, P256Key), Cause> {
    let key = SigningKey::from_pkcs8_pem(&std::fs::read_to_string(path)?)?;
    let spki = key.verifying_key().to_public_key_der()?;
    let public = P256Key::from_spki_der(spki.as_bytes())?;
    Ok((key, public))
}

fn public_keys(path: &Path) -> Result<Vec<P256Key>, Cause> {
    let pem = std::fs::read(path)?;
    let keys: Vec<_> = SubjectPublicKeyInfoDer::pem_slice_iter(&pem)
        .map(|spki| Ok(P256Key::from_spki_der(spki?.as_ref())?))
        .collect::<Result<_, Cause>>()?;
    if keys.is_empty() {
        return Err("there is no public key in it".into());
    }
    Ok(keys)
}

impl core::fmt::Debug for StatementKeys {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("StatementKeys(****)")
    }
}
