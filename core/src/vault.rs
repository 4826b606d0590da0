//! The keys of the phone.
//!
//! A phone proves that it is the registered one with a P-256 key that cannot leave it: in TLS, on
//! certification requests and on proofs. What it remembers between two starts is sealed with a
//! second key, and a counter says how often it was changed ([`store`](crate::store)). [`KeyVault`]
//! is what the core needs of the place that holds the three: Keychain and Secure Enclave on the
//! phone, [`SoftwareVault`] elsewhere.

mod request;
mod software;
mod store_key;

use std::fmt;

use crate::pki::P256Key;
use crate::wire::code::Code;
use crate::wire::identifier::DeviceId;
use crate::wire::jws::{Claims, raw_signature};

pub use request::certification_request;
pub use software::{SoftwareVault, SoftwareVaultError};
pub use store_key::StoreKey;

/// Holds the device key and signs with it; holds the key of the store and its generation.
///
/// All calls are synchronous, because TLS signs in the middle of a handshake and the store commits
/// in one go, and none asks for the presence of the user. Every call may answer
/// [`VaultError::DeviceLocked`]; it has then changed nothing, and succeeds later. A call that
/// changes something does so wholly or not at all, also when the process is killed in it, and the
/// change outlives a loss of power once the call has returned: the store trusts the generation more
/// than its own files.
///
/// What a vault holds stays on this phone: it is in no backup and moves to no other phone. It may
/// outlive the app, as a Keychain does; the store notices that its directory is gone and erases
/// what was left over.
///
/// On iOS the device key is a key of the Secure Enclave. Key and generation of the store are *one*
/// Keychain item, for example with the generation in an attribute, so that neither can be there
/// without the other and setting the generation does not touch the key.
pub trait KeyVault: Send + Sync + fmt::Debug {
    /// The public part of the device key.
    ///
    /// # Errors
    ///
    /// [`VaultError::KeyLost`] when there is no device key; [`VaultError`].
    fn device_public_key(&self) -> Result<P256Key, VaultError>;

    /// Signs `message` with ECDSA over its SHA-256 and gives the signature in DER (X9.62), as
    /// Secure Enclaves do.
    ///
    /// # Errors
    ///
    /// [`VaultError::KeyLost`] when there is no device key; [`VaultError`].
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, VaultError>;

    /// Makes a device key for a new registration. The one before, if any, is destroyed.
    ///
    /// # Errors
    ///
    /// [`VaultError`]; the key before is still there.
    fn new_device_key(&self) -> Result<(), VaultError>;

    /// The key of the store.
    ///
    /// # Errors
    ///
    /// [`VaultError::KeyLost`] when there is none, which is also how a vault looks that never had
    /// one. [`VaultError`].
    fn store_key(&self) -> Result<StoreKey, VaultError>;

    /// Keeps the key of a new store, and with it the generation 0. A key that is there already is
    /// never replaced: a vault that could not find it a moment ago would otherwise destroy it.
    ///
    /// # Errors
    ///
    /// [`VaultError::Faulty`] when there is a key already; [`VaultError`].
    fn keep_store_key(&self, key: &StoreKey) -> Result<(), VaultError>;

    /// The generation that was set last, or 0.
    ///
    /// # Errors
    ///
    /// [`VaultError::KeyLost`] when there is no key of the store; [`VaultError`].
    fn generation(&self) -> Result<u64, VaultError>;

    /// Sets the generation. Only the store calls this, once for each change that it reports.
    ///
    /// # Errors
    ///
    /// [`VaultError::KeyLost`] when there is no key of the store; [`VaultError`]. The generation is
    /// then the one before.
    fn set_generation(&self, generation: u64) -> Result<(), VaultError>;

    /// Destroys the key of the store with its generation, then the device key. It is no error when
    /// they are gone already: a call that was cut short is finished by another. Afterwards the
    /// calls above answer [`VaultError::KeyLost`] until new keys are made.
    ///
    /// # Errors
    ///
    /// [`VaultError`]; call again.
    fn erase(&self) -> Result<(), VaultError>;
}

/// Why a vault does not serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The phone has not been unlocked since it started; later the key is there again.
    #[error("the device is locked")]
    DeviceLocked,
    /// The vault broke its contract: what it gave is no key or no signature, or it failed for
    /// another reason than the two beside this.
    #[error("the vault gave something unusable")]
    Faulty,
    /// The key is not there; the device must be registered anew.
    #[error("the key is lost")]
    KeyLost,
}

impl VaultError {
    /// The message for it.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::DeviceLocked => Code::DeviceLocked,
            Self::Faulty => Code::Internal,
            Self::KeyLost => Code::DeviceKeyLost,
        }
    }
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
