//! JPKI trust: certificate authorities, and revocation lists that are read again when they change.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::pki::{
    Crl, CrlError, RevocationUnknown, Standing, TrustError, TrustStore, UserCertificate,
};

use crate::config::Config;

/// Answers how a certificate stands.
#[derive(Debug)]
pub struct Jpki {
    trust: TrustStore,
    crl_path: PathBuf,
    crl_max_age: SignedDuration,
    lists: Mutex<Lists>,
}

/// The lists last read, and what the files looked like then.
#[derive(Debug)]
struct Lists {
    crls: Arc<[Crl]>,
    read: Vec<FileMark>,
}

/// Path, length and time of change: enough to notice a new file.
type FileMark = (PathBuf, u64, Option<SystemTime>);

/// Why trust cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum JpkiError {
    /// The CA certificates are not usable.
    #[error("jpki-ca is wrong")]
    Ca(#[from] TrustError),
    /// A revocation list is not accepted.
    #[error("jpki-crl: {} is not accepted", .path.display())]
    Crl {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: CrlError,
    },
    /// There is no revocation list.
    #[error("jpki-crl: {} holds no revocation list", .0.display())]
    NoCrl(PathBuf),
    /// A revocation list cannot be read.
    #[error("jpki-crl: {} cannot be read", .path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Jpki {
    /// Loads what the configuration names.
    ///
    /// # Errors
    ///
    /// [`JpkiError`] names the key.
    pub fn load(config: &Config) -> Result<Self, JpkiError> {
        let policy = config.environment.certificate_policy();
        let trust = TrustStore::load(&config.jpki_ca, &[policy])?;
        let lists = Lists::read(&config.jpki_crl, &trust)?;
        Ok(Self {
            trust,
            crl_path: config.jpki_crl.clone(),
            crl_max_age: config.policy.crl_max_age,
            lists: Mutex::new(lists),
        })
    }

    /// Judges a certificate at `now`. May read files: call it where blocking is allowed.
    ///
    /// # Errors
    ///
    /// [`RevocationUnknown`] when no fresh list of its issuer is at hand: it must wait.
    pub fn standing(
        &self,
        certificate: &UserCertificate,
        now: Timestamp,
    ) -> Result<Standing, RevocationUnknown> {
        self.trust
            .standing_checked(certificate, &self.current(), self.crl_max_age, now)
    }

    /// The lists, read again if a file changed. Lists that cannot be used leave the earlier ones in
    /// place, which then grow too old by themselves.
    fn current(&self) -> Arc<[Crl]> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = marks(&self.crl_path).is_ok_and(|marks| marks != lists.read);
        if changed {
            match Lists::read(&self.crl_path, &self.trust) {
                Ok(new) => *lists = new,
                Err(error) => tracing::error!(%error, "revocation lists are not replaced"),
            }
        }
        Arc::clone(&lists.crls)
    }
}

impl Lists {
    fn read(path: &Path, trust: &TrustStore) -> Result<Self, JpkiError> {
        let unreadable = |path: &Path, source| JpkiError::Read {
            path: path.to_owned(),
            source,
        };
        let read = marks(path).map_err(|source| unreadable(path, source))?;
        let mut crls = Vec::with_capacity(read.len());
        for (file, ..) in &read {
            let der = fs::read(file).map_err(|source| unreadable(file, source))?;
            let crl = Crl::parse(&der, trust).map_err(|source| JpkiError::Crl {
                path: file.clone(),
                source,
            })?;
            crls.push(crl);
        }
        if crls.is_empty() {
            return Err(JpkiError::NoCrl(path.to_owned()));
        }
        Ok(Self {
            crls: crls.into(),
            read,
        })
    }
}

/// Marks the file, or the `.der` and `.crl` files of the directory.
fn marks(path: &Path) -> io::Result<Vec<FileMark>> {
    let mut files = vec![path.to_owned()];
    if fs::metadata(path)?.is_dir() {
        files = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        files.retain(|file| {
            let extension = file.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("crl" | "der"))
        });
        files.sort();
    }
    files
        .into_iter()
        .map(|file| {
            let metadata = fs::metadata(&file)?;
            Ok((file, metadata.len(), metadata.modified().ok()))
        })
        .collect()
}
