//! Seals records.
//!
//! A sealed record is the version of its form (4 bytes, big-endian), a random nonce (24 bytes) and
//! the ciphertext of XChaCha20-Poly1305 with its tag (16 bytes). A nonce of that length may be
//! drawn at random for every record a phone will ever write (draft-irtf-cfrg-xchacha-03, section
//! 2.1). Tree, name and version are authenticated with it, so no record can stand for another.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::error::StoreError;
use crate::vault::StoreKey;

/// The tree of the database that holds everything.
pub(super) const TREE: &str = "state";

const SCHEMA_LEN: usize = size_of::<u32>();
const NONCE_LEN: usize = 24;

/// Seals and unseals with one key.
pub(super) struct Cipher {
    aead: XChaCha20Poly1305,
    owner: [u8; 16],
}

impl Cipher {
    pub(super) fn new(key: &StoreKey) -> Self {
        let mut owner = [0; 16];
        let digest = Sha256::new()
            .chain_update(b"kyotaku store key 1\0")
            .chain_update(key.expose())
            .finalize();
        owner.copy_from_slice(&digest[..16]);
        Self {
            aead: XChaCha20Poly1305::new(key.expose().into()),
            owner,
        }
    }

    /// Names the key and tells nothing about it: half a digest of 256 random bits.
    pub(super) fn owner(&self) -> &[u8] {
        &self.owner
    }

    pub(super) fn seal(
        &self,
        name: &str,
        schema: u32,
        plain: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce)?;
        let aad = associated_data(name, schema);
        let payload = Payload {
            msg: plain,
            aad: &aad,
        };
        let sealed = self
            .aead
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::Value {
                name: name.to_owned(),
            })?;
        Ok([&schema.to_be_bytes()[..], &nonce, &sealed].concat())
    }

    /// What was sealed under that name; `None` for anything else.
    pub(super) fn unseal(&self, name: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let aad = associated_data(name, schema(sealed)?);
        let (nonce, msg) = sealed.get(SCHEMA_LEN..)?.split_first_chunk::<NONCE_LEN>()?;
        let payload = Payload { msg, aad: &aad };
        let plain = self.aead.decrypt(&XNonce::from(*nonce), payload);
        plain.ok().map(Zeroizing::new)
    }
}

/// The version of a record's form, as the record says; only unsealing proves it.
pub(super) fn schema(sealed: &[u8]) -> Option<u32> {
    sealed.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

/// Neither tree nor names contain a zero byte.
fn associated_data(name: &str, schema: u32) -> Vec<u8> {
    [
        TREE.as_bytes(),
        b"\0",
        name.as_bytes(),
        b"\0",
        &schema.to_be_bytes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_opens_under_its_own_name_version_and_key_alone() {
        let cipher = Cipher::new(&StoreKey::random().unwrap());
        let sealed = cipher.seal("policy", 3, b"value").unwrap();
        assert_eq!(
            cipher.unseal("policy", &sealed).unwrap().as_slice(),
            b"value"
        );
        assert_eq!(schema(&sealed), Some(3));
        assert!(cipher.unseal("account", &sealed).is_none());
        let stranger = Cipher::new(&StoreKey::random().unwrap());
        assert!(stranger.unseal("policy", &sealed).is_none());
        assert_ne!(cipher.owner(), stranger.owner());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(cipher.unseal("policy", &changed).is_none(), "byte {at}");
            assert!(
                cipher.unseal("policy", &sealed[..at]).is_none(),
                "cut at {at}"
            );
        }
        assert_ne!(cipher.seal("policy", 3, b"value").unwrap(), sealed);
    }
}
