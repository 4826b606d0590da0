//! sled, contained.
//!
//! sled 0.34 unwraps in many places, also when a database is dropped, and it does not tell damage
//! from a disk that refuses. Every call into it goes through this file: a panic ends here, and what
//! went wrong is sorted into [`Failure`]. It is asked for little: to give everything at the start,
//! and to keep a batch of changes together.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::directory;
use super::records::Records;
use super::seal::TREE;

/// Small segments keep a small state small; the size cannot be changed later.
const SEGMENT: usize = 64 << 10;
/// Read once and rarely written, so the least that sled takes as a matter of course.
const CACHE: u64 = 2 << 20;

const OWNER: &str = "owner";
const MANIFEST: &str = "manifest";
const RECORD: &str = "record/";

/// An open database.
pub(super) struct Database {
    /// `None` only while being dropped.
    sled: Option<(sled::Db, sled::Tree)>,
    path: PathBuf,
    failed: bool,
}

/// Everything in a database. A part that is not there is empty.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Contents {
    /// Names the key that seals the rest.
    pub(super) owner: Vec<u8>,
    /// Sealed.
    pub(super) manifest: Vec<u8>,
    pub(super) records: Records,
}

impl Contents {
    /// Bytes of all values.
    pub(super) fn len(&self) -> u64 {
        let records: usize = self.records.0.values().map(Vec::len).sum();
        (self.owner.len() + self.manifest.len() + records) as u64
    }
}

/// What went wrong in sled.
#[derive(Debug)]
pub(super) enum Failure {
    /// Another process, or a database that is still being closed, holds the lock.
    Busy,
    /// A panic, or damaged files.
    Broken,
    /// The operating system refuses.
    Io(io::Error),
}

impl Database {
    /// Opens or makes the database of a directory and reads all of it.
    pub(super) fn open(path: &Path) -> Result<(Self, Contents), Failure> {
        remove_unfinished_snapshots(path).map_err(Failure::Io)?;
        let sled = contain(|| {
            let db = open_unlocked(path)?;
            let tree = db.open_tree(TREE)?;
            Ok((db, tree))
        })?;
        let mut database = Self {
            sled: Some(sled),
            path: path.to_owned(),
            failed: false,
        };
        let contents = database.contents()?;
        Ok((database, contents))
    }

    fn contents(&mut self) -> Result<Contents, Failure> {
        let mut contents = Contents::default();
        self.contain(|tree| {
            for entry in tree {
                let (name, value) = entry?;
                match str::from_utf8(&name) {
                    Ok(OWNER) => contents.owner = value.to_vec(),
                    Ok(MANIFEST) => contents.manifest = value.to_vec(),
                    // A name without the prefix is in no manifest, and so it is damage.
                    Ok(name) => {
                        let name = name.strip_prefix(RECORD).unwrap_or(name).to_owned();
                        contents.records.0.insert(name, value.to_vec());
                    }
                    Err(_) => return Err(Failure::Broken),
                }
            }
            Ok(())
        })?;
        Ok(contents)
    }

    /// Replaces `old`, which is what the database holds, by `new`, all or nothing, and returns when
    /// that is durable.
    pub(super) fn replace(&mut self, old: &Contents, new: &Contents) -> Result<(), Failure> {
        let mut batch = sled::Batch::default();
        for name in old.records.0.keys() {
            if !new.records.0.contains_key(name) {
                batch.remove([RECORD, name].concat().as_bytes());
            }
        }
        for (name, sealed) in &new.records.0 {
            if old.records.0.get(name) != Some(sealed) {
                batch.insert([RECORD, name].concat().as_bytes(), sealed.as_slice());
            }
        }
        batch.insert(OWNER, new.owner.as_slice());
        batch.insert(MANIFEST, new.manifest.as_slice());
        self.contain(|tree| Ok(tree.apply_batch(batch)?))?;
        // The log may name a blob only once that is durable: sled skips what it cannot find, instead
        // of leaving out the change that named it.
        self.sync_blobs().map_err(Failure::Io)?;
        self.contain(|tree| {
            tree.flush()?;
            Ok(())
        })?;
        self.sync_blobs().map_err(Failure::Io)
    }

    /// Values that do not fit into a segment's share are files of their own, and sled leaves it to
    /// the operating system when these reach the disk.
    fn sync_blobs(&self) -> io::Result<()> {
        let blobs = self.path.join("blobs");
        let mut found = false;
        for blob in fs::read_dir(&blobs)? {
            // sled may remove a blob that has just become useless.
            match fs::File::open(blob?.path()) {
                Ok(file) => file.sync_all()?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
            found = true;
        }
        if found {
            directory::sync(&blobs)?;
        }
        Ok(())
    }

    fn contain<T>(
        &mut self,
        call: impl FnOnce(&sled::Tree) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let answer = match &self.sled {
            Some((_, tree)) => contain(|| call(tree)),
            None => Err(Failure::Broken),
        };
        self.failed |= answer.is_err();
        answer
    }
}

impl Drop for Database {
    /// What was acknowledged is on the disk already, so a failure to write the rest loses nothing.
    fn drop(&mut self) {
        let sled = self.sled.take();
        let close = move || {
            let _ = catch_unwind(AssertUnwindSafe(|| drop(sled)));
        };
        if self.failed {
            // sled writes when it is dropped, and after some failures, such as that of a blob, it
            // waits without end for a buffer that nobody will complete.
            let _ = thread::Builder::new().spawn(close);
        } else {
            close();
        }
    }
}

/// A database that has just been dropped is closed by sled's threads a moment later.
fn open_unlocked(path: &Path) -> Result<sled::Db, Failure> {
    let config = sled::Config::new()
        .path(path)
        .segment_size(SEGMENT)
        .cache_capacity(CACHE)
        .flush_every_ms(None);
    let mut tries = 200;
    loop {
        match config.open().map_err(Failure::from) {
            Err(Failure::Busy) if tries > 0 => {
                tries -= 1;
                thread::sleep(Duration::from_millis(5));
            }
            opened => return opened,
        }
    }
}

/// sled writes a snapshot under a name of its own before it gives it the right one, but takes what
/// an interrupted write has left for a snapshot. The log has all that such a file could say.
fn remove_unfinished_snapshots(path: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "generating") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn contain<T>(call: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
        tracing::warn!(target: "kyotaku::store", "the database panicked");
        Err(Failure::Broken)
    })
}

impl From<sled::Error> for Failure {
    fn from(error: sled::Error) -> Self {
        match error {
            // The lock has no kind of its own.
            sled::Error::Io(error)
                if error.kind() == io::ErrorKind::Other
                    && error.to_string().starts_with("could not acquire lock") =>
            {
                Self::Busy
            }
            // A read that ends too early is a file that was cut off.
            sled::Error::Io(error)
                if !matches!(
                    error.kind(),
                    io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData
                ) =>
            {
                Self::Io(error)
            }
            _ => Self::Broken,
        }
    }
}
