//! The place of the keys, as Swift offers it.

use std::fmt;
use std::sync::Arc;

use kyotaku_core::pki::P256Key;
use kyotaku_core::vault::{self, StoreKey};
use zeroize::Zeroizing;

/// Holds the device key and signs with it; holds the key of the store and its generation.
///
/// All calls are synchronous, may come from any thread but are never made from the main one by this
/// library, and none asks for the presence of the user: a gate such as Face ID is another role. Every
/// call may throw `VaultError.DeviceLocked`; it has then changed nothing, and succeeds later. A call
/// that changes something does so wholly or not at all, also when the process is killed in it.
///
/// What a vault holds stays on this phone: it is in no backup and moves to no other phone. Key and
/// generation of the store are one item, so that neither can be there without the other. A vault must
/// not call back into the phone, and must not hold one.
#[uniffi::export(foreign)]
pub trait KeyVault: Send + Sync {
    /// The public part of the device key: the uncompressed point of X9.63, 65 bytes.
    ///
    /// # Errors
    ///
    /// `VaultError.KeyLost` when there is no device key.
    fn device_public_key(&self) -> Result<Vec<u8>, VaultError>;

    /// Signs `message` with ECDSA over its SHA-256 and gives the signature in DER (X9.62), as the
    /// Secure Enclave does.
    ///
    /// # Errors
    ///
    /// `VaultError.KeyLost` when there is no device key.
    fn sign(&self, message: Vec<u8>) -> Result<Vec<u8>, VaultError>;

    /// Makes a device key for a new registration. The one before, if any, is destroyed.
    ///
    /// # Errors
    ///
    /// [`VaultError`]; the key before is still there.
    fn new_device_key(&self) -> Result<(), VaultError>;

    /// The key of the store, 32 bytes.
    ///
    /// # Errors
    ///
    /// `VaultError.KeyLost` when there is none, which is also how a vault looks that never had one.
    fn store_key(&self) -> Result<Vec<u8>, VaultError>;

    /// Keeps the key of a new store, and with it the generation 0. Never replaces a key.
    ///
    /// # Errors
    ///
    /// `VaultError.Faulty` when there is a key already.
    fn keep_store_key(&self, key: Vec<u8>) -> Result<(), VaultError>;

    /// The generation that was set last, or 0.
    ///
    /// # Errors
    ///
    /// `VaultError.KeyLost` when there is no key of the store.
    fn generation(&self) -> Result<u64, VaultError>;

    /// Sets the generation.
    ///
    /// # Errors
    ///
    /// `VaultError.KeyLost` when there is no key of the store. The generation is then the one before.
    fn set_generation(&self, generation: u64) -> Result<(), VaultError>;

    /// Destroys the key of the store with its generation, then the device key. It is no error when
    /// they are gone already.
    ///
    /// # Errors
    ///
    /// [`VaultError`]; the call is made again.
    fn erase(&self) -> Result<(), VaultError>;
}

/// Why a vault does not serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum VaultError {
    /// The phone has not been unlocked since it started; later the key is there again.
    #[error("the device is locked")]
    DeviceLocked,
    /// Another failure. Whatever else a vault throws is taken as this.
    #[error("the vault does not serve")]
    Faulty,
    /// The key is not there; the device must be registered anew.
    #[error("the key is lost")]
    KeyLost,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for VaultError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Faulty
    }
}

impl From<VaultError> for vault::VaultError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::DeviceLocked => Self::DeviceLocked,
            VaultError::Faulty => Self::Faulty,
            VaultError::KeyLost => Self::KeyLost,
        }
    }
}

/// Swift's vault as the core knows vaults. What Swift gives is parsed before it is trusted.
pub(crate) struct ForeignVault(pub(crate) Arc<dyn KeyVault>);

impl fmt::Debug for ForeignVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ForeignVault(..)")
    }
}

impl vault::KeyVault for ForeignVault {
    fn device_public_key(&self) -> Result<P256Key, vault::VaultError> {
        let point = self.0.device_public_key()?;
        let point = point.as_slice().try_into();
        let point = point.map_err(|_| vault::VaultError::Faulty)?;
        P256Key::from_sec1(point).map_err(|_| vault::VaultError::Faulty)
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, vault::VaultError> {
        Ok(self.0.sign(message.to_vec())?)
    }

    fn new_device_key(&self) -> Result<(), vault::VaultError> {
        Ok(self.0.new_device_key()?)
    }

    fn store_key(&self) -> Result<StoreKey, vault::VaultError> {
        let key = Zeroizing::new(self.0.store_key()?);
        StoreKey::from_slice(&key)
    }

    fn keep_store_key(&self, key: &StoreKey) -> Result<(), vault::VaultError> {
        Ok(self.0.keep_store_key(key.expose().to_vec())?)
    }

    fn generation(&self) -> Result<u64, vault::VaultError> {
        Ok(self.0.generation()?)
    }

    fn set_generation(&self, generation: u64) -> Result<(), vault::VaultError> {
        Ok(self.0.set_generation(generation)?)
    }

    fn erase(&self) -> Result<(), vault::VaultError> {
        Ok(self.0.erase()?)
    }
}
