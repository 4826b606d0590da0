//! An open state: judging what is on the disk, and changing it.

use std::sync::Arc;

use super::database::{Contents, Database, Failure};
use super::directory::Directory;
use super::error::{StateReset, StoreError};
use super::records::{Manifest, Records};
use super::seal::Cipher;
use super::transaction::Transaction;
use crate::vault::{KeyVault, StoreKey, VaultError};

/// A database is compacted when it is opened larger than this...
const LOG_LIMIT: u64 = 1 << 20;
/// ... and than this many times what it holds.
const LOG_FACTOR: u64 = 8;

/// What a store works with until it is erased.
pub(super) struct Session {
    vault: Arc<dyn KeyVault>,
    cipher: Cipher,
    /// `None` after a change that failed: what is on the disk is not known any more, and the next
    /// change writes all of it anew.
    database: Option<Database>,
    /// What was acknowledged last, and what is read.
    contents: Contents,
    /// Counts what was acknowledged.
    generation: u64,
    /// Last, so that the claim on it ends when the database is closed.
    directory: Directory,
}

/// A sound database.
struct Disk {
    database: Database,
    contents: Contents,
    generation: u64,
}

/// What a directory turns out to hold.
enum Found {
    Sound(Disk),
    /// Nothing, or nothing that was ever acknowledged.
    Nothing,
    Damaged(StateReset),
}

impl Session {
    /// Opens the state of a claimed directory, or begins a new one; with the new one comes the
    /// reason, where there was one before.
    pub(super) fn open(
        directory: Directory,
        vault: Arc<dyn KeyVault>,
    ) -> Result<(Self, Option<StateReset>), StoreError> {
        directory.recover()?;
        let key = match vault.store_key() {
            Err(VaultError::KeyLost) => key_of_empty_vault(&directory, &*vault)?,
            key => key?,
        };
        directory.unmark_erasing()?;
        let cipher = Cipher::new(&key);
        let (cipher, found, reset) = match look(&directory, &*vault, &cipher)? {
            Found::Damaged(reset) => {
                tracing::warn!(target: "kyotaku::store", %reset, "beginning with an empty state");
                // Files first: if the process ends between the two, the key is found to be left
                // over. The other way round, the files would be taken for those of another vault.
                directory.quarantine_live()?;
                vault.erase()?;
                let cipher = Cipher::new(&new_key(&*vault)?);
                (cipher, Found::Nothing, Some(reset))
            }
            found => (cipher, found, None),
        };
        let disk = match found {
            Found::Sound(disk) => compacted(&directory, &*vault, &cipher, disk)?,
            _ => fresh(&directory)?,
        };
        let session = Self {
            vault,
            cipher,
            database: Some(disk.database),
            contents: disk.contents,
            generation: disk.generation,
            directory,
        };
        Ok((session, reset))
    }

    pub(super) fn cipher(&self) -> &Cipher {
        &self.cipher
    }

    pub(super) fn records(&self) -> &Records {
        &self.contents.records
    }

    /// Makes a change: on the disk first, then in the vault, then here.
    pub(super) fn commit<R>(
        &mut self,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let mut transaction = Transaction::new(&self.cipher, self.contents.records.clone());
        let answer = change(&mut transaction)?;
        let records = transaction.into_records();

        // A vault that is locked is found out before anything is written.
        let known = self.vault.generation()?;
        // After a change that failed the vault may have counted it, or not.
        let counted = known == self.generation + 1 && self.database.is_none();
        if known != self.generation && !counted {
            return Err(StoreError::Diverged);
        }
        if records == self.contents.records {
            return Ok(answer);
        }
        let generation = known + 1;
        let contents = Contents {
            owner: self.cipher.owner().to_vec(),
            manifest: Manifest::new(generation, &records).seal(&self.cipher)?,
            records,
        };
        self.directory.find_room(contents.len())?;
        let database = match self.database.take() {
            Some(mut database) => {
                database.replace(&self.contents, &contents)?;
                database
            }
            None => rewritten(&self.directory, &contents)?,
        };
        self.vault.set_generation(generation)?;
        self.database = Some(database);
        self.contents = contents;
        self.generation = generation;
        Ok(answer)
    }

    /// Destroys the keys, then the files.
    pub(super) fn erase(&mut self) -> Result<(), StoreError> {
        self.database = None;
        self.directory.destroy_keys(&*self.vault)?;
        self.contents = Contents::default();
        Ok(self.directory.clear()?)
    }
}

/// Reads what the directory holds, and brings the vault up where the process ended before it was.
fn look(directory: &Directory, vault: &dyn KeyVault, cipher: &Cipher) -> Result<Found, StoreError> {
    let known = vault.generation()?;
    if !directory.is_inhabited()? {
        return Ok(if known == 0 {
            Found::Nothing
        } else {
            Found::Damaged(StateReset::Reinstalled)
        });
    }
    // Before the first change was acknowledged there is nothing to lose.
    let damaged = |reset| match known {
        0 => Found::Nothing,
        _ => Found::Damaged(reset),
    };
    let (database, contents) = match Database::open(&directory.live()) {
        Ok(opened) => opened,
        Err(Failure::Broken) => return Ok(damaged(StateReset::Unreadable)),
        Err(failure) => return Err(failure.into()),
    };
    if known == 0 && contents == Contents::default() {
        return Ok(Found::Sound(Disk {
            database,
            contents,
            generation: 0,
        }));
    }
    if !contents.owner.is_empty() && contents.owner != cipher.owner() {
        return Err(StoreError::ForeignVault);
    }
    let Some(manifest) = Manifest::unseal(cipher, &contents.manifest)? else {
        return Ok(damaged(StateReset::Inconsistent));
    };
    let generation = manifest.generation;
    if generation != known && generation != known + 1 {
        return Ok(Found::Damaged(StateReset::RolledBack));
    }
    if contents.owner.is_empty() || !manifest.describes(&contents.records) {
        return Ok(Found::Damaged(StateReset::Inconsistent));
    }
    if generation != known {
        vault.set_generation(generation)?;
    }
    Ok(Found::Sound(Disk {
        database,
        contents,
        generation,
    }))
}

/// Begins an empty database. What lies in its place was never acknowledged.
fn fresh(directory: &Directory) -> Result<Disk, StoreError> {
    directory.quarantine_live()?;
    let (database, contents) = Database::open(&directory.live())?;
    directory.sync_live()?;
    Ok(Disk {
        database,
        contents,
        generation: 0,
    })
}

/// The key of a new state, where the vault has none.
fn key_of_empty_vault(directory: &Directory, vault: &dyn KeyVault) -> Result<StoreKey, StoreError> {
    if directory.is_erasing()? {
        directory.destroy_keys(vault)?;
        directory.clear()?;
    }
    if directory.is_inhabited()? {
        return Err(VaultError::KeyLost.into());
    }
    new_key(vault)
}

fn new_key(vault: &dyn KeyVault) -> Result<StoreKey, StoreError> {
    let key = StoreKey::random()?;
    vault.keep_store_key(&key)?;
    Ok(key)
}

/// Copies a sound database whose log has grown into a new one. Its content stays the same, manifest
/// and generation included, so it does not matter to the vault which of the two is there.
fn compacted(
    directory: &Directory,
    vault: &dyn KeyVault,
    cipher: &Cipher,
    disk: Disk,
) -> Result<Disk, StoreError> {
    let limit = LOG_LIMIT.max(disk.contents.len() * LOG_FACTOR);
    if directory.live_len()? <= limit {
        return Ok(disk);
    }
    drop(disk.database);
    match rewritten(directory, &disk.contents) {
        Ok(database) => Ok(Disk { database, ..disk }),
        // Most likely the disk is full; the database that is there serves as well.
        Err(error) => {
            tracing::info!(target: "kyotaku::store", %error, "the log was not compacted");
            directory.recover()?;
            match look(directory, vault, cipher)? {
                Found::Sound(disk) => Ok(disk),
                Found::Nothing | Found::Damaged(_) => Err(StoreError::Interrupted),
            }
        }
    }
}

/// Puts a new database with these contents in the place of the one that is there.
fn rewritten(directory: &Directory, contents: &Contents) -> Result<Database, StoreError> {
    directory.recover()?;
    directory.find_room(contents.len())?;
    let (mut copy, empty) = Database::open(&directory.next())?;
    copy.replace(&empty, contents)?;
    drop(copy);
    directory.swap()?;
    let (database, found) = Database::open(&directory.live())?;
    if found == *contents {
        Ok(database)
    } else {
        Err(StoreError::Interrupted)
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Broken => Self::Interrupted,
            Failure::Busy => Self::AlreadyOpen,
            Failure::Io(error) => error.into(),
        }
    }
}
