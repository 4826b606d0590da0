//! The device key.
//!
//! A phone proves that it is the registered one with a P-256 key that cannot leave it: in TLS, on
//! certification requests and on proofs. [`KeyVault`] is what the core needs of the place that
//! holds the key. It is synchronous, because TLS signs in the middle of a handshake, and asks for
//! no presence of the user. The trait grows with what the core keeps: the key of the store, its
//! generation and erasing come with the store.

mod request;
mod software;

use std::fmt;

use crate::pki::P256Key;
use crate::wire::identifier::DeviceId;
use crate::wire::jws::{Claims, raw_signature};

pub use request::certification_request;
pub use software::{SoftwareVault, SoftwareVaultError};

/// Holds the device key and signs with it.
pub trait KeyVault: Send + Sync + fmt::Debug {
    /// The public key.
    ///
    /// # Errors
    ///
    /// [`VaultError`].
    fn device_public_key(&self) -> Result<P256Key, VaultError>;

    /// Signs `message` with ECDSA over its SHA-256 and gives the signature in DER (X9.62), as
    /// Secure Enclaves do.
    ///
    /// # Errors
    ///
    /// [`VaultError`].
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, VaultError>;
}

/// Why a vault does not serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The phone has not been unlocked since it started; later the key is there again.
    #[error("the device is locked")]
    DeviceLocked,
    /// The vault broke its contract: what it gave is no key or no signature.
    #[error("the vault gave something unusable")]
    Faulty,
    /// The key is gone for good; the device must be registered anew.
    #[error("the device key is lost")]
    KeyLost,
}

/// Signs claims as the device: builds the JWS, has the vault sign it, and brings the signature
/// into the form JWS wants.
///
/// # Errors
///
/// [`VaultError`].
pub fn sign_claims<T: Claims<Signer = DeviceId>>(
    vault: &dyn KeyVault,
    claims: &T,
    device: &DeviceId,
) -> Result<String, VaultError> {
    let unsigned = claims.unsigned(device);
    let signature = vault.sign(unsigned.signing_input())?;
    let signature = raw_signature(&signature).map_err(|_| VaultError::Faulty)?;
    Ok(unsigned.assemble(&signature))
}
