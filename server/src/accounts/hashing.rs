//! Hashing passwords with Argon2id (RFC 9106).
//!
//! Each takes 19 MiB and a processor for some ten milliseconds, so few are hashed at once, on
//! threads that may be blocked; whoever comes later waits.

use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher as _, PasswordVerifier as _};
use kyotaku_core::secret::Password;
use tokio::sync::Semaphore;

use crate::problem::ApiError;
use crate::store::account::StoredPassword;

/// Most passwords hashed at once, however many processors there are.
const MOST_AT_ONCE: usize = 4;

/// The hash that is verified for an account that does not exist: of random bytes, with the
/// parameters that new hashes have.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$\
                       PKfISQdQkMLCMgBjhTaz8w$PEKrMV21PewLsN20C72KpPFEKGE6Pp+XgN9Q5FYJjTM";

/// Hashes and verifies passwords. Clones share the limit.
#[derive(Clone, Debug)]
pub struct PasswordHashing {
    places: Arc<Semaphore>,
}

impl PasswordHashing {
    /// Hashing for one process.
    #[must_use]
    pub fn new() -> Self {
        let processors = available_parallelism().map_or(1, usize::from);
        Self {
            places: Arc::new(Semaphore::new(processors.min(MOST_AT_ONCE))),
        }
    }

    /// Hashes a password with a new salt; answers the PHC string.
    ///
    /// # Errors
    ///
    /// [`ApiError::Internal`] when the system has no randomness or no thread.
    pub async fn hash(&self, password: &Password) -> Result<String, ApiError> {
        self.computed(password, |password| {
            let hash = Argon2::default().hash_password(password.expose().as_bytes())?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password is the stored one. Takes the same time when nothing is stored.
    ///
    /// # Errors
    ///
    /// [`ApiError::Internal`] when what is stored is not a hash.
    pub async fn verify(
        &self,
        stored: Option<&StoredPassword>,
        password: &Password,
    ) -> Result<bool, ApiError> {
        let known = stored.is_some();
        let hash = stored.map_or(NOBODYS, |stored| &stored.hash).to_owned();
        let matches = self.computed(password, move |password| {
            let hash = PasswordHash::new(&hash).map_err(password_hash::Error::from)?;
            match Argon2::default().verify_password(password.expose().as_bytes(), &hash) {
                Ok(()) => Ok(true),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            }
        });
        Ok(matches.await? && known)
    }

    async fn computed<T: Send + 'static>(
        &self,
        password: &Password,
        compute: impl FnOnce(Password) -> Result<T, password_hash::Error> + Send + 'static,
    ) -> Result<T, ApiError> {
        let password = password.clone();
        let places = Arc::clone(&self.places);
        let place = places.acquire_owned().await.map_err(ApiError::internal)?;
        tracing::trace!("a password costs an Argon2id");
        tokio::task::spawn_blocking(move || {
            // Also when nobody waits for the answer any more, the place is taken until it is there.
            let _place = place;
            compute(password)
        })
        .await
        .map_err(ApiError::internal)?
        .map_err(ApiError::internal)
    }
}

impl Default for PasswordHashing {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::password;
    use crate::world::World;

    fn typed(text: &str) -> Password {
        Password::new(text.to_owned())
    }

    #[tokio::test]
    async fn a_hash_is_of_its_password_alone_and_never_the_same() {
        let hashing = PasswordHashing::new();
        let hash = hashing.hash(&typed("right")).await.unwrap();
        assert_ne!(hash, hashing.hash(&typed("right")).await.unwrap());
        let stored = StoredPassword {
            hash,
            temporary: false,
            expires_at: None,
        };
        for (entered, matches) in [("right", true), ("Right", false), ("", false)] {
            let verified = hashing.verify(Some(&stored), &typed(entered)).await;
            assert_eq!(verified.unwrap(), matches, "{entered}");
        }
    }

    #[tokio::test]
    async fn nobodys_password_costs_what_anybodys_does_and_never_matches() {
        let hashing = PasswordHashing::new();
        assert!(!hashing.verify(None, &typed("")).await.unwrap());
        let new = hashing.hash(&typed("")).await.unwrap();
        assert_costs_the_same(NOBODYS, &new);
    }

    /// Each account of the fixtures, whose hashes were made by another program.
    #[tokio::test]
    async fn the_published_passwords_are_those_of_the_hashes_beside_them() {
        let hashing = PasswordHashing::new();
        let world = include_str!("../../../tests/fixtures/world/persons.json");
        let world: World = serde_json::from_str(world).unwrap();
        for seed in world.accounts {
            assert_eq!(
                password::check(&seed.password, &seed.id),
                Ok(()),
                "{}",
                seed.id
            );
            assert_costs_the_same(NOBODYS, &seed.password_hash);
            let stored = StoredPassword {
                hash: seed.password_hash,
                temporary: false,
                expires_at: None,
            };
            let verified = hashing.verify(Some(&stored), &seed.password).await;
            assert!(verified.unwrap(), "{} {}", seed.institution, seed.id);
        }
    }

    #[track_caller]
    fn assert_costs_the_same(one: &str, other: &str) {
        let [one, other] = [one, other].map(|hash| PasswordHash::new(hash).unwrap());
        assert_eq!(one.algorithm, other.algorithm);
        assert_eq!(one.version, other.version);
        assert_eq!(one.params, other.params);
        let lengths = |hash: &PasswordHash| {
            let (salt, hash) = (hash.salt.as_deref(), hash.hash.as_ref());
            (
                salt.map(<[u8]>::len),
                hash.map(|hash| hash.as_bytes().len()),
            )
        };
        assert_eq!(lengths(&one), lengths(&other));
    }
}
