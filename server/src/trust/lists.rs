//! The revocation lists of a file or directory, read again file by file when they change.

use core::error::Error;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, TryLockError};
use std::time::SystemTime;

use kyotaku_core::pki::{Crl, TrustStore};

use super::JpkiError;

/// Revocation lists that follow their files.
#[derive(Debug)]
pub(super) struct Lists {
    path: PathBuf,
    /// Held while files are read; whoever finds it taken uses the lists as they are.
    files: Mutex<Files>,
    current: RwLock<Arc<[Crl]>>,
}

/// What is known of each file, and whether they can be listed at all.
#[derive(Debug)]
struct Files {
    known: BTreeMap<PathBuf, File>,
    listed: bool,
}

/// One file.
#[derive(Debug)]
struct File {
    /// The last list that was accepted.
    list: Option<Crl>,
    tried: Tried,
}

/// What became of the last attempt to read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tried {
    /// Its bytes were judged; the same bytes would be judged the same, however large they are.
    Judged(Mark),
    /// It could not be read. That may pass without a change of the file, and trying costs little.
    Unreadable,
}

/// Length and time of change: enough to notice a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    length: u64,
    modified: Option<SystemTime>,
}

impl Lists {
    /// Reads every list of `path`, each of which must be good: at the start somebody is looking.
    pub(super) fn load(path: &Path, trust: &TrustStore) -> Result<Self, JpkiError> {
        let mut known = BTreeMap::new();
        for (file, mark) in files(path).map_err(|source| unreadable(path, source))? {
            let list = read(&file, trust)?;
            let tried = Tried::Judged(mark);
            known.insert(
                file,
                File {
                    list: Some(list),
                    tried,
                },
            );
        }
        if known.is_empty() {
            return Err(JpkiError::NoCrl(path.to_owned()));
        }
        let files = Files {
            known,
            listed: true,
        };
        Ok(Self {
            path: path.to_owned(),
            current: RwLock::new(files.lists()),
            files: Mutex::new(files),
        })
    }

    /// The lists, after reading what has changed.
    pub(super) fn current(&self, trust: &TrustStore) -> Arc<[Crl]> {
        let files = match self.files.try_lock() {
            Ok(files) => Some(files),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        if let Some(mut files) = files
            && files.follow(&self.path, trust)
        {
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = files.lists();
        }
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Files {
    /// Reads the files that have changed. A file that cannot be used keeps its last list, which
    /// then grows too old by itself; a file that is gone takes its list along. Answers whether
    /// any list is another one now. Each trouble is logged when it begins.
    fn follow(&mut self, path: &Path, trust: &TrustStore) -> bool {
        let found = match files(path) {
            Ok(found) => found,
            Err(source) => {
                if std::mem::replace(&mut self.listed, false) {
                    let error: &(dyn Error + 'static) = &unreadable(path, source);
                    tracing::error!(error, "revocation lists are not followed");
                }
                return false;
            }
        };
        self.listed = true;
        let before = self.known.len();
        self.known.retain(|file, _| found.contains_key(file));
        let mut changed = self.known.len() < before;
        if changed {
            tracing::warn!(lists = self.known.len(), "revocation lists are gone");
        }
        for (path, mark) in found {
            let known = self.known.get(&path);
            let tried = known.map(|file| file.tried);
            if tried == Some(Tried::Judged(mark)) {
                continue;
            }
            let file = self.known.entry(path.clone()).or_insert(File {
                list: None,
                tried: Tried::Unreadable,
            });
            match read(&path, trust) {
                Ok(list) => {
                    tracing::info!(path = %path.display(), "revocation list replaced");
                    file.list = Some(list);
                    file.tried = Tried::Judged(mark);
                    changed = true;
                }
                Err(error) => {
                    file.tried = match error {
                        JpkiError::Read { .. } => Tried::Unreadable,
                        _ => Tried::Judged(mark),
                    };
                    if tried != Some(file.tried) {
                        let error: &(dyn Error + 'static) = &error;
                        tracing::error!(error, "revocation list is not replaced");
                    }
                }
            }
        }
        changed
    }

    fn lists(&self) -> Arc<[Crl]> {
        self.known
            .values()
            .filter_map(|file| file.list.clone())
            .collect()
    }
}

fn read(path: &Path, trust: &TrustStore) -> Result<Crl, JpkiError> {
    let der = fs::read(path).map_err(|source| unreadable(path, source))?;
    Crl::parse(&der, trust).map_err(|source| JpkiError::Crl {
        path: path.to_owned(),
        source,
    })
}

fn unreadable(path: &Path, source: io::Error) -> JpkiError {
    JpkiError::Read {
        path: path.to_owned(),
        source,
    }
}

/// The file, or the `.der` and `.crl` files of the directory. Each is marked before it is read, so
/// that a file which changes meanwhile is read again.
fn files(path: &Path) -> io::Result<BTreeMap<PathBuf, Mark>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_dir() {
        return Ok([(path.to_owned(), Mark::of(&metadata))].into());
    }
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(path)? {
        let file = entry?.path();
        let extension = file.extension().and_then(|extension| extension.to_str());
        if !matches!(extension, Some("crl" | "der")) {
            continue;
        }
        match fs::metadata(&file) {
            Ok(metadata) => {
                files.insert(file, Mark::of(&metadata));
            }
            // Replaced or removed since the directory was read.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(files)
}

impl Mark {
    fn of(metadata: &fs::Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}
