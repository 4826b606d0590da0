//! What a card remembers without power.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::Secret;

/// Tries left per secret; a secret that is not listed has all its tries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Persistent {
    tries_left: BTreeMap<Secret, u8>,
}

impl Persistent {
    /// A card on which `tries` tries of `secret` are left.
    #[must_use]
    pub fn with_tries_left(mut self, secret: Secret, tries: u8) -> Self {
        self.tries_left.insert(secret, tries.min(secret.tries()));
        self
    }

    /// Tries left; 0 is blocked.
    #[must_use]
    pub fn tries_left(&self, secret: Secret) -> u8 {
        self.tries_left
            .get(&secret)
            .map_or(secret.tries(), |tries| (*tries).min(secret.tries()))
    }

    pub(super) fn spend(&mut self, secret: Secret) -> u8 {
        let left = self.tries_left(secret).saturating_sub(1);
        self.tries_left.insert(secret, left);
        left
    }

    pub(super) fn restore(&mut self, secret: Secret) {
        self.tries_left.remove(&secret);
    }

    /// Reads the state a former run left; a file that does not exist is a new card.
    ///
    /// # Errors
    ///
    /// [`UnusableState`] when the file cannot be read or is not such a state.
    pub fn load(path: &Path) -> Result<Self, UnusableState> {
        match fs::read(path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes the state as JSON. The file is replaced in one step, so a cut leaves the former
    /// state.
    ///
    /// # Errors
    ///
    /// [`UnusableState`] when it cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), UnusableState> {
        let fresh = path.with_extension("new");
        fs::write(&fresh, serde_json::to_vec_pretty(self)?)?;
        fs::rename(&fresh, path)?;
        Ok(())
    }
}

/// A state file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnusableState {
    /// Reading or writing failed.
    #[error("card state file")]
    File(#[from] io::Error),
    /// The contents are not a card state.
    #[error("card state is not valid JSON of its kind")]
    Format(#[from] serde_json::Error),
}
