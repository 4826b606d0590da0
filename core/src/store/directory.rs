//! The directory of the state, and who has it open.
//!
//! | name | what it is |
//! |---|---|
//! | `live` | the database |
//! | `next`, `old` | a compacted copy before, and the database after it was replaced |
//! | `quarantine` | the database that was last found damaged; sealed with a key that is destroyed |
//! | `erasing` | an empty file: the state is being erased |
//! | `room` | there while it is found out whether the disk has room |

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::StoreError;
use crate::vault::KeyVault;

/// What sled may need besides the values: segments, their rewriting, a snapshot.
const ROOM: u64 = 256 << 10;

static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A directory that nobody else in this process has. sled locks its file, but not on iOS.
pub(super) struct Directory(PathBuf);

impl Directory {
    /// Claims a directory and makes it where it is missing.
    pub(super) fn claim(path: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(path)?;
        let path = fs::canonicalize(path)?;
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if open.insert(path.clone()) {
            Ok(Self(path))
        } else {
            Err(StoreError::AlreadyOpen)
        }
    }

    /// Ends what a killed process has begun: `live` is replaced by a compacted copy, or not.
    pub(super) fn recover(&self) -> io::Result<()> {
        remove_file(&self.room())?;
        if !self.live().try_exists()? && self.old().try_exists()? {
            fs::rename(self.old(), self.live())?;
            sync(&self.0)?;
        }
        remove(&self.old())?;
        remove(&self.next())
    }

    pub(super) fn live(&self) -> PathBuf {
        self.0.join("live")
    }

    pub(super) fn next(&self) -> PathBuf {
        self.0.join("next")
    }

    fn old(&self) -> PathBuf {
        self.0.join("old")
    }

    fn quarantine(&self) -> PathBuf {
        self.0.join("quarantine")
    }

    fn marker(&self) -> PathBuf {
        self.0.join("erasing")
    }

    fn room(&self) -> PathBuf {
        self.0.join("room")
    }

    /// Whether there is a database, whatever its condition.
    pub(super) fn is_inhabited(&self) -> io::Result<bool> {
        self.live().try_exists()
    }

    /// Makes sure that a change of that many bytes finds room, by taking the room and giving it
    /// back. sled bears a full disk badly; this finds it out before.
    pub(super) fn find_room(&self, len: u64) -> io::Result<()> {
        let room = usize::try_from(ROOM + 2 * len).map_err(|_| io::ErrorKind::FileTooLarge)?;
        fs::write(self.room(), vec![0xFF; room]).and(remove_file(&self.room()))
    }

    /// Makes the files of a new database durable with their names.
    pub(super) fn sync_live(&self) -> io::Result<()> {
        sync_all(&self.live())?;
        sync(&self.0)
    }

    /// Puts `next`, closed and complete, in the place of `live`.
    pub(super) fn swap(&self) -> io::Result<()> {
        sync_all(&self.next())?;
        fs::rename(self.live(), self.old())?;
        fs::rename(self.next(), self.live())?;
        sync(&self.0)?;
        remove(&self.old())
    }

    /// Moves the database, if there is one, to where the last damaged one was.
    pub(super) fn quarantine_live(&self) -> io::Result<()> {
        if self.live().try_exists()? {
            remove(&self.quarantine())?;
            fs::rename(self.live(), self.quarantine())?;
            sync(&self.0)?;
        }
        Ok(())
    }

    /// Destroys the keys. From then on the files are to be cleared, by this process or the next.
    pub(super) fn destroy_keys(&self, vault: &dyn KeyVault) -> Result<(), StoreError> {
        // Without the marker, for which a full disk may have no room, a process that ends in the
        // middle leaves files without a key, and that is no reason to keep the key.
        let _ = fs::File::create(self.marker()).and_then(|marker| marker.sync_all());
        let _ = sync(&self.0);
        Ok(vault.erase()?)
    }

    /// Removes everything, the marker last.
    pub(super) fn clear(&self) -> io::Result<()> {
        for part in [self.live(), self.next(), self.old(), self.quarantine()] {
            remove(&part)?;
        }
        sync(&self.0)?;
        self.unmark_erasing()
    }

    pub(super) fn is_erasing(&self) -> io::Result<bool> {
        self.marker().try_exists()
    }

    pub(super) fn unmark_erasing(&self) -> io::Result<()> {
        remove_file(&self.marker())
    }

    /// Bytes of all files of the database.
    pub(super) fn live_len(&self) -> io::Result<u64> {
        let mut total = 0;
        walk(&self.live(), &mut |path| {
            let metadata = fs::metadata(path)?;
            if metadata.is_file() {
                total += metadata.len();
            }
            Ok(())
        })?;
        Ok(total)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&self.0);
    }
}

/// Makes the names in a directory durable, where directories can be opened.
pub(super) fn sync(directory: &Path) -> io::Result<()> {
    if cfg!(unix) {
        fs::File::open(directory)?.sync_all()?;
    }
    Ok(())
}

fn sync_all(directory: &Path) -> io::Result<()> {
    walk(directory, &mut |path| {
        if path.is_dir() {
            sync(path)
        } else {
            fs::OpenOptions::new().append(true).open(path)?.sync_all()
        }
    })
}

/// Visits whatever is in a directory, and then the directory.
fn walk(path: &Path, visit: &mut dyn FnMut(&Path) -> io::Result<()>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            walk(&entry?.path(), visit)?;
        }
    }
    visit(path)
}

fn remove_file(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn remove(directory: &Path) -> io::Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
