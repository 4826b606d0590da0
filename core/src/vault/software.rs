//! A vault in software, for Linux and tests.

use std::fmt;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use zeroize::Zeroizing;

use super::{KeyVault, VaultError};
use crate::pki::P256Key;

/// A P-256 key in memory, read from a PKCS#8 PEM file that only its owner may read. The key is
/// wiped when the vault is dropped, and `Debug` shows nothing of it.
pub struct SoftwareVault(SigningKey);

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
    /// The file holds no PKCS#8 P-256 key.
    #[error("the key file {} holds no P-256 key", .path.display())]
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
    /// A vault with a new key that lives in memory alone.
    ///
    /// # Errors
    ///
    /// [`SoftwareVaultError::Random`].
    pub fn ephemeral() -> Result<Self, SoftwareVaultError> {
        let mut scalar = Zeroizing::new([0; 32]);
        loop {
            getrandom::fill(scalar.as_mut())?;
            // Zero and numbers above the group order are no keys; one draw in 2³² is refused.
            if let Ok(key) = SigningKey::from_slice(scalar.as_ref()) {
                return Ok(Self(key));
            }
        }
    }

    /// Makes a vault with a new key in a new file; a file that exists is never overwritten.
    ///
    /// # Errors
    ///
    /// [`SoftwareVaultError`].
    pub fn create(path: &Path) -> Result<Self, SoftwareVaultError> {
        let vault = Self::ephemeral()?;
        let pem = vault
            .0
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|_| SoftwareVaultError::Key {
                path: path.to_owned(),
            })?;
        let write = || -> io::Result<()> {
            let mut file = private_file(path)?;
            file.write_all(pem.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|source| SoftwareVaultError::File {
            path: path.to_owned(),
            source,
        })?;
        Ok(vault)
    }

    /// Opens the vault of a file. Its group and everybody else must have no access to it, where the
    /// system knows such a thing.
    ///
    /// # Errors
    ///
    /// [`SoftwareVaultError`].
    pub fn open(path: &Path) -> Result<Self, SoftwareVaultError> {
        let unusable = |source| SoftwareVaultError::File {
            path: path.to_owned(),
            source,
        };
        let mut file = fs::File::open(path).map_err(unusable)?;
        #[cfg(unix)]
        {
            let metadata = file.metadata().map_err(unusable)?;
            let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7777;
            if mode & 0o077 != 0 {
                return Err(SoftwareVaultError::NotPrivate {
                    path: path.to_owned(),
                    mode,
                });
            }
        }
        let mut pem = Zeroizing::new(String::new());
        file.read_to_string(&mut pem).map_err(unusable)?;
        SigningKey::from_pkcs8_pem(&pem)
            .map(Self)
            .map_err(|_| SoftwareVaultError::Key {
                path: path.to_owned(),
            })
    }
}

/// Creates a file that its owner alone may read, where the system knows such a thing.
fn private_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

impl KeyVault for SoftwareVault {
    fn device_public_key(&self) -> Result<P256Key, VaultError> {
        let point = self.0.verifying_key().to_sec1_point(false);
        let point = point
            .as_bytes()
            .try_into()
            .map_err(|_| VaultError::Faulty)?;
        P256Key::from_sec1(point).map_err(|_| VaultError::Faulty)
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, VaultError> {
        let signature: DerSignature = self.0.try_sign(message).map_err(|_| VaultError::Faulty)?;
        Ok(signature.as_bytes().to_vec())
    }
}

impl fmt::Debug for SoftwareVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SoftwareVault(****)")
    }
}

#[cfg(test)]
mod tests {
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
    fn a_file_without_a_key_is_refused() {
        let path = scratch("nokey");
        private_file(&path).unwrap().write_all(b"nothing").unwrap();
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
}
