//! A vault in software, for Linux and tests.

mod files;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use zeroize::Zeroizing;

use super::{KeyVault, StoreKey, VaultError};
use crate::pki::P256Key;

/// Keys in memory or in two files that only their owner may read: a P-256 key in PKCS#8 PEM, and
/// beside it, in a file whose name ends in `.store`, the key of the store and its generation. The
/// keys are wiped when the vault is dropped, and `Debug` shows nothing of them.
///
/// One process at a time may use the files: each vault keeps what it has read.
pub struct SoftwareVault {
    keys: Mutex<Keys>,
    file: Option<PathBuf>,
}

struct Keys {
    device: Option<SigningKey>,
    store: Option<StoreSeal>,
}

/// What the second file holds: the 32 bytes of the key, then the generation, big-endian.
#[derive(Clone)]
struct StoreSeal {
    key: StoreKey,
    generation: u64,
}

/// Why a software vault cannot be opened or made.
#[derive(Debug, thiserror::Error)]
pub enum SoftwareVaultError {
    /// The file cannot be read or written.
    #[error("the key file {} cannot be used", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file holds no key: neither a PKCS#8 P-256 key nor, beside it, the key of the store.
    #[error("the key file {} holds no key", .path.display())]
    Key {
        /// The file.
        path: PathBuf,
    },
    /// Others than the owner may use the file. Whoever did holds the key, so a new key is better
    /// than new permissions, unless nobody else is on the machine.
    #[error(
        "the key file {} has the mode {mode:04o}, which lets others use it; \
         make it yours alone: chmod 600 {}",
        .path.display(), .path.display()
    )]
    NotPrivate {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The system gives no randomness.
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
}

impl SoftwareVault {
    /// A vault with a new device key that lives in memory alone.
    ///
    /// # Errors
    ///
    /// [`SoftwareVaultError::Random`].
    pub fn ephemeral() -> Result<Self, SoftwareVaultError> {
        Ok(Self {
            keys: Mutex::new(Keys {
                device: Some(random_key()?),
                store: None,
            }),
            file: None,
        })
    }

    /// Makes a vault with a new device key in a new file; a file that exists is never overwritten.
    ///
    /// # Errors
    ///
    /// [`SoftwareVaultError`].
    pub fn create(path: &Path) -> Result<Self, SoftwareVaultError> {
        let key = random_key()?;
        let pem = to_pem(&key).ok_or_else(|| no_key(path))?;
        files::create(path, pem.as_bytes()).map_err(|source| SoftwareVaultError::File {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self {
            keys: Mutex::new(Keys {
                device: Some(key),
                store: None,
            }),
            file: Some(path.to_owned()),
        })
    }

    /// Opens the vault of a file. Its group and everybody else must have no access to it, where the
    /// system knows such a thing.
    ///
    /// # Errors
    ///
    /// [`SoftwareVaultError`], also when there is no such file.
    pub fn open(path: &Path) -> Result<Self, SoftwareVaultError> {
        let pem = files::read(path)?;
        Self::holding(path, Some(from_pem(path, &pem)?))
    }

    /// Opens the vault of a file that need not be there: that of a phone before it is registered
    /// for the first time, and after it was erased, has no device key.
    ///
    /// # Errors
    ///
    /// [`SoftwareVaultError`].
    pub fn at(path: &Path) -> Result<Self, SoftwareVaultError> {
        let device = match if_there(files::read(path))? {
            Some(pem) => Some(from_pem(path, &pem)?),
            None => None,
        };
        Self::holding(path, device)
    }

    /// A device key, and the key of the store where there is one.
    fn holding(path: &Path, device: Option<SigningKey>) -> Result<Self, SoftwareVaultError> {
        let beside = store_file(path);
        let store = match if_there(files::read(&beside))? {
            Some(bytes) => Some(StoreSeal::from_bytes(&bytes).ok_or_else(|| no_key(&beside))?),
            None => None,
        };
        Ok(Self {
            keys: Mutex::new(Keys { device, store }),
            file: Some(path.to_owned()),
        })
    }

    /// The keys. Each change is one assignment at the end, so a panic elsewhere leaves them whole.
    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, keys: &mut Keys, store: StoreSeal) -> Result<(), VaultError> {
        if let Some(path) = &self.file {
            files::replace(&store_file(path), store.to_bytes().as_ref())
                .map_err(|_| VaultError::Faulty)?;
        }
        keys.store = Some(store);
        Ok(())
    }
}

impl StoreSeal {
    const LEN: usize = StoreKey::LEN + size_of::<u64>();

    fn to_bytes(&self) -> Zeroizing<[u8; Self::LEN]> {
        let mut bytes = Zeroizing::new([0; Self::LEN]);
        let (key, generation) = bytes.split_at_mut(StoreKey::LEN);
        key.copy_from_slice(self.key.expose());
        generation.copy_from_slice(&self.generation.to_be_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (key, generation) = bytes.split_at_checked(StoreKey::LEN)?;
        Some(Self {
            key: StoreKey::from_slice(key).ok()?,
            generation: u64::from_be_bytes(generation.try_into().ok()?),
        })
    }
}

/// A file that is not there is no error here.
fn if_there<T>(read: Result<T, SoftwareVaultError>) -> Result<Option<T>, SoftwareVaultError> {
    match read {
        Ok(content) => Ok(Some(content)),
        Err(SoftwareVaultError::File { source, .. })
            if source.kind() == io::ErrorKind::NotFound =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn no_key(path: &Path) -> SoftwareVaultError {
    SoftwareVaultError::Key {
        path: path.to_owned(),
    }
}

fn from_pem(path: &Path, pem: &[u8]) -> Result<SigningKey, SoftwareVaultError> {
    let pem = str::from_utf8(pem).map_err(|_| no_key(path))?;
    SigningKey::from_pkcs8_pem(pem).map_err(|_| no_key(path))
}

fn store_file(path: &Path) -> PathBuf {
    files::beside(path, ".store")
}

fn random_key() -> Result<SigningKey, getrandom::Error> {
    let mut scalar = Zeroizing::new([0; 32]);
    loop {
        getrandom::fill(scalar.as_mut())?;
        // Zero and numbers above the group order are no keys; one draw in 2³² is refused.
        if let Ok(key) = SigningKey::from_slice(scalar.as_ref()) {
            return Ok(key);
        }
    }
}

fn to_pem(key: &SigningKey) -> Option<Zeroizing<String>> {
    key.to_pkcs8_pem(LineEnding::LF).ok()
}

impl KeyVault for SoftwareVault {
    fn device_public_key(&self) -> Result<P256Key, VaultError> {
        let keys = self.keys();
        let key = keys.device.as_ref().ok_or(VaultError::KeyLost)?;
        let point = key.verifying_key().to_sec1_point(false);
        let point = point
            .as_bytes()
            .try_into()
            .map_err(|_| VaultError::Faulty)?;
        P256Key::from_sec1(point).map_err(|_| VaultError::Faulty)
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, VaultError> {
        let keys = self.keys();
        let key = keys.device.as_ref().ok_or(VaultError::KeyLost)?;
        let signature: DerSignature = key.try_sign(message).map_err(|_| VaultError::Faulty)?;
        Ok(signature.as_bytes().to_vec())
    }

    fn new_device_key(&self) -> Result<(), VaultError> {
        let mut keys = self.keys();
        let key = random_key().map_err(|_| VaultError::Faulty)?;
        if let Some(path) = &self.file {
            let pem = to_pem(&key).ok_or(VaultError::Faulty)?;
            files::replace(path, pem.as_bytes()).map_err(|_| VaultError::Faulty)?;
        }
        keys.device = Some(key);
        Ok(())
    }

    fn store_key(&self) -> Result<StoreKey, VaultError> {
        let keys = self.keys();
        let store = keys.store.as_ref().ok_or(VaultError::KeyLost)?;
        Ok(store.key.clone())
    }

    fn keep_store_key(&self, key: &StoreKey) -> Result<(), VaultError> {
        let mut keys = self.keys();
        if keys.store.is_some() {
            return Err(VaultError::Faulty);
        }
        let store = StoreSeal {
            key: key.clone(),
            generation: 0,
        };
        self.keep(&mut keys, store)
    }

    fn generation(&self) -> Result<u64, VaultError> {
        let keys = self.keys();
        let store = keys.store.as_ref().ok_or(VaultError::KeyLost)?;
        Ok(store.generation)
    }

    fn set_generation(&self, generation: u64) -> Result<(), VaultError> {
        let mut keys = self.keys();
        let store = keys.store.clone().ok_or(VaultError::KeyLost)?;
        self.keep(
            &mut keys,
            StoreSeal {
                generation,
                ..store
            },
        )
    }

    fn erase(&self) -> Result<(), VaultError> {
        let mut keys = self.keys();
        if let Some(path) = &self.file {
            let remove = |path: &Path| files::remove(path).map_err(|_| VaultError::Faulty);
            // A key that is being replaced lies in a third file until it has its place.
            for path in [store_file(path), path.clone()] {
                remove(&files::beside(&path, ".new"))?;
                remove(&path)?;
            }
        }
        *keys = Keys {
            device: None,
            store: None,
        };
        Ok(())
    }
}

impl fmt::Debug for SoftwareVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SoftwareVault(****)")
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_created_key_opens_again_and_is_private_and_never_overwritten() {
        let path = std::env::temp_dir().join(format!("kyotaku-vault-{}.pem", std::process::id()));
        let created = SoftwareVault::create(&path).unwrap();
        let opened = SoftwareVault::open(&path).unwrap();
        let again = SoftwareVault::create(&path);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        fs::remove_file(&path).unwrap();
        assert!(matches!(again, Err(SoftwareVaultError::File { .. })));
        let key = created.device_public_key().unwrap();
        assert!(opened.device_public_key().unwrap() == key);
        let signature = opened.sign(b"message").unwrap();
        assert!(key.verify_der(b"message", &signature).is_ok());
        assert_eq!(format!("{created:?}"), "SoftwareVault(****)");
    }

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("kyotaku-{name}-{}.pem", std::process::id()))
    }

    #[test]
    fn a_vault_without_files_is_empty_until_keys_are_made_and_again_when_erased() {
        let path = scratch("at");
        let key_of = |vault: &SoftwareVault| vault.device_public_key();
        let vault = SoftwareVault::at(&path).unwrap();
        assert_eq!(key_of(&vault).unwrap_err(), VaultError::KeyLost);
        vault.new_device_key().unwrap();
        let opened = SoftwareVault::at(&path).unwrap();
        assert!(key_of(&opened).unwrap() == key_of(&vault).unwrap());
        opened.erase().unwrap();
        let store_key = StoreKey::from_slice(&[7; StoreKey::LEN]).unwrap();
        opened.keep_store_key(&store_key).unwrap();
        let erased = SoftwareVault::at(&path).unwrap();
        assert_eq!(key_of(&erased).unwrap_err(), VaultError::KeyLost);
        assert_eq!(erased.store_key().unwrap().expose(), store_key.expose());
        erased.erase().unwrap();
    }

    #[test]
    fn a_file_without_a_key_is_refused() {
        let path = scratch("nokey");
        files::create(&path, b"nothing").unwrap();
        let opened = SoftwareVault::open(&path);
        fs::remove_file(&path).unwrap();
        assert!(matches!(opened, Err(SoftwareVaultError::Key { .. })));
        assert!(matches!(
            SoftwareVault::open(&path),
            Err(SoftwareVaultError::File { .. })
        ));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_use_is_refused_with_the_remedy() {
        use std::os::unix::fs::PermissionsExt as _;
        let path = scratch("shared");
        SoftwareVault::create(&path).unwrap();
        let open_with = |mode| {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            SoftwareVault::open(&path)
        };
        let refused =
            [0o640, 0o604, 0o620, 0o602, 0o610, 0o644].map(|mode| (mode, open_with(mode)));
        let private = [0o600, 0o400].map(|mode| open_with(mode).is_ok());
        fs::remove_file(&path).unwrap();
        for (mode, opened) in refused {
            let error = opened.unwrap_err();
            assert!(
                matches!(error, SoftwareVaultError::NotPrivate { mode: told, .. } if told == mode),
                "{mode:o}: {error}"
            );
            let remedy = format!("chmod 600 {}", path.display());
            assert!(error.to_string().ends_with(&remedy), "{error}");
        }
        assert_eq!(private, [true, true]);
    }

    #[test]
    fn the_key_of_the_store_and_its_generation_open_again_until_they_are_erased() {
        let path = scratch("store");
        let vault = SoftwareVault::create(&path).unwrap();
        assert_eq!(vault.store_key().unwrap_err(), VaultError::KeyLost);
        assert_eq!(vault.generation(), Err(VaultError::KeyLost));
        assert_eq!(vault.set_generation(1), Err(VaultError::KeyLost));

        let key = StoreKey::random().unwrap();
        vault.keep_store_key(&key).unwrap();
        assert_eq!(vault.generation(), Ok(0));
        assert_eq!(vault.keep_store_key(&key), Err(VaultError::Faulty));
        vault.set_generation(0x0102_0304_0506_0708).unwrap();

        let opened = SoftwareVault::open(&path).unwrap();
        assert_eq!(opened.store_key().unwrap().expose(), key.expose());
        assert_eq!(opened.generation(), Ok(0x0102_0304_0506_0708));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(store_file(&path))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }

        opened.erase().unwrap();
        opened.erase().unwrap();
        assert!(!path.exists() && !store_file(&path).exists());
        assert_eq!(opened.sign(b"message"), Err(VaultError::KeyLost));
        assert!(matches!(
            opened.device_public_key(),
            Err(VaultError::KeyLost)
        ));
        assert_eq!(opened.store_key().unwrap_err(), VaultError::KeyLost);
        assert_eq!(opened.generation(), Err(VaultError::KeyLost));
    }

    #[test]
    fn a_new_device_key_takes_the_place_of_the_one_before() {
        let path = scratch("renewed");
        let vault = SoftwareVault::create(&path).unwrap();
        let before = vault.device_public_key().unwrap();
        vault.new_device_key().unwrap();
        let after = vault.device_public_key().unwrap();
        let opened = SoftwareVault::open(&path);
        vault.erase().unwrap();
        assert!(before != after);
        assert!(opened.unwrap().device_public_key().unwrap() == after);
        vault.new_device_key().unwrap();
        assert!(SoftwareVault::open(&path).is_ok());
        vault.erase().unwrap();
    }

    #[test]
    fn a_torn_file_of_the_store_is_refused() {
        let path = scratch("torn");
        let vault = SoftwareVault::create(&path).unwrap();
        files::create(&store_file(&path), &[1; StoreSeal::LEN - 1]).unwrap();
        let opened = SoftwareVault::open(&path);
        vault.erase().unwrap();
        assert!(
            matches!(opened, Err(SoftwareVaultError::Key { path: named }) if named == store_file(&path))
        );
    }
}
