//! What the phone remembers between two starts, sealed.
//!
//! A [`StateStore`] keeps a few small records in a sled database: who the device is, who is signed
//! in, what waits for delivery. Each value is JSON under a fixed name ([`Key`], [`Collection`]),
//! sealed with XChaCha20-Poly1305 under a key that only the [`KeyVault`] has. Several changes made
//! in one [`Transaction`] happen together or not at all.
//!
//! # A change that was reported is never lost in silence
//!
//! sled opens damaged files without an error and shows an earlier state. So a sealed *manifest*
//! names every record with its digest and counts the changes in a *generation*; the vault, which
//! damage to the files does not reach, counts along. A change is made in this order:
//!
//! 1. records and manifest of generation *g* + 1 in one batch, flushed;
//! 2. the vault's generation becomes *g* + 1;
//! 3. the change is reported.
//!
//! A process that ends before 2 may leave *g* + 1 on the disk and *g* in the vault: the change is
//! whole, was not reported, and is kept. After 3 whatever shows a generation below the vault's is
//! damage. A change that *fails* is undone by the next one that succeeds, and this store never
//! shows it; only if the process ends before that, it may be found kept at the next start.
//!
//! # What opening finds
//!
//! | vault | directory | outcome |
//! |---|---|---|
//! | no key | nothing | a new key, an empty state |
//! | no key | a state | [`VaultError::KeyLost`], left as it is |
//! | no key | a state that was being erased | erased to the end, then as the first row |
//! | key, *g* = 0 | nothing, or never acknowledged | an empty state |
//! | key, *g* > 0 | nothing | [`StateReset::Reinstalled`] |
//! | key, *g* | whole, *g* | the state |
//! | key, *g* | whole, *g* + 1 | the state; the vault is brought up |
//! | key, *g* | whole, another generation | [`StateReset::RolledBack`] |
//! | key, *g* > 0 | manifest or records missing or changed | [`StateReset::Inconsistent`] |
//! | key, *g* > 0 | the database does not open | [`StateReset::Unreadable`] |
//! | another key | a state | [`StoreError::ForeignVault`], left as it is |
//! | locked | any | [`VaultError::DeviceLocked`], left as it is |
//! | any | no room on the disk | [`StoreError::DiskFull`], nothing lost |
//! | any | open already | [`StoreError::AlreadyOpen`] |
//!
//! After a [`StateReset`] the damaged files lie in quarantine, one set at most, all keys of the
//! vault are destroyed, the state is empty, and the phone must be activated anew. After an error the
//! caller may try later, or give up what there is with [`discard`].
//!
//! # What sled does when it cannot write
//!
//! It panics, or reports, or waits for ever, depending on which write it was. So a change first takes
//! the room it may need and gives it back, which finds a full disk before sled meets it. Should sled
//! fail nevertheless, its handle is closed on a thread of its own, and the next change writes the
//! whole state, which is in memory, into a new database that takes the place of the old one.
//!
//! Old values stay in sled's log until it is compacted, which happens when a store is opened whose
//! log has grown beyond a mebibyte; and on flash memory longer than that. So erasing is destroying
//! the key, and the files come second.
//!
//! Calls block for a few milliseconds. The directory belongs into the app's private container and
//! into no backup.

mod database;
mod directory;
mod error;
mod key;
mod records;
mod seal;
mod session;
mod transaction;

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;

use crate::vault::KeyVault;
#[cfg(doc)]
use crate::vault::VaultError;
use directory::Directory;
use session::Session;

pub use error::{StateReset, StoreError};
pub use key::{Collection, Key, RecordId};
pub use transaction::Transaction;

/// The state of the phone. There is one per directory; share it in an [`Arc`].
pub struct StateStore(Mutex<Option<Session>>);

/// How a store begins.
#[derive(Debug)]
pub enum Opened {
    /// With what was kept, which at the first start is nothing.
    Kept(StateStore),
    /// Empty, and with no key in the vault but its own: the phone must be activated anew.
    Reset(StateStore, StateReset),
}

impl StateStore {
    /// Opens the state of a directory, which is made where it is missing. The [module](self) lists
    /// what may be found there.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is lost.
    pub fn open(directory: &Path, vault: Arc<dyn KeyVault>) -> Result<Opened, StoreError> {
        let (session, reset) = Session::open(Directory::claim(directory)?, vault)?;
        let store = Self(Mutex::new(Some(session)));
        Ok(match reset {
            None => Opened::Kept(store),
            Some(reset) => Opened::Reset(store, reset),
        })
    }

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// [`StoreError::Schema`] when it is kept in another version, [`StoreError::Value`] when it
    /// does not fit `T`, [`StoreError::Erased`].
    pub fn read<T: DeserializeOwned>(&self, key: &Key<T>) -> Result<Option<T>, StoreError> {
        let session = self.session();
        let session = session.as_ref().ok_or(StoreError::Erased)?;
        session.records().read(session.cipher(), key)
    }

    /// Reads a collection, in the order of adding.
    ///
    /// # Errors
    ///
    /// As for [`StateStore::read`], for any of its records.
    pub fn list<T: DeserializeOwned>(
        &self,
        collection: &Collection<T>,
    ) -> Result<Vec<(RecordId, T)>, StoreError> {
        let session = self.session();
        let session = session.as_ref().ok_or(StoreError::Erased)?;
        session.records().list(session.cipher(), collection)
    }

    /// Makes several changes together. When this returns, they are durable. An error from `change`
    /// is handed on, and nothing is changed. While `change` runs, no other call is served; it must
    /// not call this store.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; what was kept before is still there.
    pub fn commit<R>(
        &self,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let mut session = self.session();
        session.as_mut().ok_or(StoreError::Erased)?.commit(change)
    }

    /// Destroys all keys of the vault, then the files. Afterwards this store answers
    /// [`StoreError::Erased`]; the directory may be opened again and is empty. A process that ends
    /// in between finishes when it opens the directory the next time.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; call again. Once the vault has destroyed the key, nothing can be read.
    pub fn erase(&self) -> Result<(), StoreError> {
        let mut session = self.session();
        session.as_mut().ok_or(StoreError::Erased)?.erase()?;
        *session = None;
        Ok(())
    }

    /// A panic in a caller's closure comes before anything is changed, so the state is whole.
    fn session(&self) -> MutexGuard<'_, Option<Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives up a state that cannot be opened: destroys all keys of the vault, then the files, so that
/// the directory opens empty.
///
/// # Errors
///
/// [`StoreError`]; call again.
pub fn discard(directory: &Path, vault: &dyn KeyVault) -> Result<(), StoreError> {
    let directory = Directory::claim(directory)?;
    directory.destroy_keys(vault)?;
    Ok(directory.clear()?)
}

impl fmt::Debug for StateStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StateStore(****)")
    }
}
