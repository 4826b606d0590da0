//! The key of the store.

use std::fmt;

use zeroize::Zeroizing;

use super::VaultError;

/// The key that seals what the phone remembers: 32 random bytes, wiped when dropped.
#[derive(Clone)]
pub struct StoreKey(Zeroizing<[u8; StoreKey::LEN]>);

impl StoreKey {
    /// Length in bytes.
    pub const LEN: usize = 32;

    /// Draws a new key.
    ///
    /// # Errors
    ///
    /// The system gives no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut key = Zeroizing::new([0; Self::LEN]);
        getrandom::fill(key.as_mut())?;
        Ok(Self(key))
    }

    /// Takes the key as a vault has kept it.
    ///
    /// # Errors
    ///
    /// [`VaultError::Faulty`] when it has another length.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, VaultError> {
        let mut key = Zeroizing::new([0; Self::LEN]);
        if bytes.len() != Self::LEN {
            return Err(VaultError::Faulty);
        }
        key.copy_from_slice(bytes);
        Ok(Self(key))
    }

    /// The bytes, for the vault that keeps them and for nobody else.
    #[must_use]
    pub fn expose(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreKey(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_bytes_and_is_not_printed() {
        let key = StoreKey::random().unwrap();
        let again = StoreKey::from_slice(key.expose()).unwrap();
        assert_eq!(key.expose(), again.expose());
        assert_ne!(key.expose(), StoreKey::random().unwrap().expose());
        assert_eq!(format!("{key:?}"), "StoreKey(****)");
        for len in [0, 31, 33] {
            let refused = StoreKey::from_slice(&vec![7; len]);
            assert_eq!(refused.unwrap_err(), VaultError::Faulty);
        }
    }
}
