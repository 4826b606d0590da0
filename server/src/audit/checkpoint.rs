//! Signed heads of the chains, kept outside of the database.
//!
//! A checkpoint says: at this time the chain of this institution had come to this event with this
//! hash. Each institution has a file of its own, `CODE.jws`, with one compact JWS a line; lines are
//! only ever added. Whoever changes the database later cannot make the chain and the checkpoints
//! agree again without the statement key.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::identifier::KeyThumbprint;
use kyotaku_core::wire::jws::Claims;
use sea_orm::{DatabaseConnection, DbErr};
use serde::{Deserialize, Serialize};

use crate::statement::StatementKeys;
use crate::store::audit::{Head, heads};

/// The end of a chain at a time; a [JWS](kyotaku_core::wire::jws) by the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Checkpoint {
    /// The institution's code.
    pub institution: String,
    /// The number of the last event.
    pub seq: i64,
    /// Its hash.
    #[serde(with = "base64url")]
    pub hash: Vec<u8>,
    /// When the server signed this.
    pub at: Timestamp,
}

impl Claims for Checkpoint {
    type Signer = KeyThumbprint;

    const TYPE: &'static str = "kyotaku-audit-checkpoint+jws";
}

impl Checkpoint {
    /// The checkpoint of a head.
    #[must_use]
    pub fn of(head: Head, at: Timestamp) -> Self {
        Self {
            institution: head.institution,
            seq: head.seq,
            hash: head.hash,
            at,
        }
    }
}

/// The directory of the checkpoints and the key they are signed with.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    directory: PathBuf,
    keys: Arc<StatementKeys>,
}

/// Why checkpoints are not written or not read.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The database refused.
    #[error("the audit log cannot be read")]
    Database(#[from] DbErr),
    /// The directory, or a file in it, refused. Which file is not told: its name is that of an
    /// institution, and logs name none.
    #[error("audit-checkpoints: {} cannot be used", .directory.display())]
    Directory {
        /// The directory.
        directory: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Checkpoints {
    /// Names the directory, which is made when it is first written to.
    #[must_use]
    pub fn new(directory: PathBuf, keys: Arc<StatementKeys>) -> Self {
        Self { directory, keys }
    }

    /// The keys that checkpoints are signed and verified with.
    #[must_use]
    pub fn keys(&self) -> &StatementKeys {
        &self.keys
    }

    /// Signs the head of every chain that has grown since its last checkpoint. Answers how many.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`]; the chains before the failing one have their checkpoint.
    pub async fn write(
        &self,
        database: &DatabaseConnection,
        now: Timestamp,
    ) -> Result<usize, CheckpointError> {
        let heads = heads(database).await?;
        let this = self.clone();
        let write = move || {
            let mut written = 0;
            for head in heads {
                let checkpoint = Checkpoint::of(head, now);
                if this
                    .last_of(&checkpoint.institution)?
                    .is_none_or(|last| (last.seq, &last.hash) != (checkpoint.seq, &checkpoint.hash))
                {
                    this.add(&checkpoint)?;
                    written += 1;
                }
            }
            Ok(written)
        };
        match tokio::task::spawn_blocking(write).await {
            Ok(written) => written,
            Err(stopped) => Err(failed(&self.directory, stopped.into())),
        }
    }

    /// Signs a checkpoint, adds it to its institution's file and gives it.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Directory`].
    pub fn add(&self, checkpoint: &Checkpoint) -> Result<String, CheckpointError> {
        let jws = self.keys.sign(checkpoint);
        let path = self.file(&checkpoint.institution);
        append_line(&path, &jws).map_err(|source| failed(&self.directory, source))?;
        Ok(jws)
    }

    /// The lines of an institution's file, if there is one.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Directory`].
    pub fn lines(&self, institution: &str) -> Result<Option<Vec<String>>, CheckpointError> {
        let path = self.file(institution);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text.lines().map(str::to_owned).collect())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(failed(&self.directory, source)),
        }
    }

    /// The institutions that have a file.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Directory`].
    pub fn institutions(&self) -> Result<Vec<String>, CheckpointError> {
        let wrong = |source| failed(&self.directory, source);
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(wrong(source)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let name = entry.map_err(wrong)?.file_name();
            let institution = name.to_str().and_then(|name| name.strip_suffix(".jws"));
            found.extend(institution.map(str::to_owned));
        }
        Ok(found)
    }

    /// The last checkpoint of a file, if its last line is one.
    fn last_of(&self, institution: &str) -> Result<Option<Checkpoint>, CheckpointError> {
        let lines = self.lines(institution)?.unwrap_or_default();
        Ok(lines.last().and_then(|line| self.keys.verify(line).ok()))
    }

    fn file(&self, institution: &str) -> PathBuf {
        self.directory.join(format!("{institution}.jws"))
    }
}

fn failed(directory: &Path, source: io::Error) -> CheckpointError {
    CheckpointError::Directory {
        directory: directory.to_owned(),
        source,
    }
}

/// Adds a line in one write, so that lines of several writers do not mix, and syncs it.
fn append_line(path: &Path, line: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let mut file: File = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(format!("{line}\n").as_bytes())?;
    file.sync_all()
}
