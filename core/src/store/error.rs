//! Why the store does not serve.

use std::io;

use crate::vault::VaultError;
use crate::wire::code::Code;

/// Why the store cannot be opened, read or changed. None of these has lost anything.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The directory is in use: by a store of this process, or by another process.
    #[error("the state is open already")]
    AlreadyOpen,
    /// There is no room for the change; the state before it is still there.
    #[error("the disk is full")]
    DiskFull,
    /// The vault has counted changes that this store has not made. It has to be opened anew.
    #[error("the state was changed elsewhere")]
    Diverged,
    /// The store has been erased.
    #[error("the state is erased")]
    Erased,
    /// The operating system refuses a file for another reason than a full disk.
    #[error("a file of the state cannot be used")]
    File(#[source] io::Error),
    /// The directory holds the state of another phone, or of a vault that is gone. It is left as it
    /// is; [`discard`](super::discard) is the way to begin anew in its place.
    #[error("the state belongs to another vault")]
    ForeignVault,
    /// The database gave up in the middle of a change; the next one makes it anew.
    #[error("the database failed")]
    Interrupted,
    /// The system gives no randomness.
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
    /// A record was written by another version of the app, in a form this one does not use.
    #[error("{name} is kept in version {stored} of its form, not in {known}")]
    Schema {
        /// Name of the record.
        name: String,
        /// The version it has.
        stored: u32,
        /// The version that was asked for.
        known: u32,
    },
    /// A record does not fit the type that it is read or written as.
    #[error("{name} does not fit its type")]
    Value {
        /// Name of the record.
        name: String,
    },
    /// The vault does not serve. [`VaultError::KeyLost`]: there is a state, and no key to it; it is
    /// left as it is, and [`discard`](super::discard) is the way to begin anew.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl StoreError {
    /// The message for it.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::DiskFull => Code::StorageFull,
            Self::ForeignVault => Code::StateForeign,
            Self::Schema { .. } => Code::AppOutdated,
            Self::Vault(error) => error.code(),
            Self::AlreadyOpen
            | Self::Diverged
            | Self::Erased
            | Self::File(_)
            | Self::Interrupted
            | Self::Random(_)
            | Self::Value { .. } => Code::StateUnusable,
        }
    }
}

/// Why the phone begins with an empty state and must be activated anew. What there was is set aside
/// and cannot be read any more, because its key is destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateReset {
    /// Records are missing, changed or not those of the manifest, or the manifest is.
    #[error("its records do not fit together")]
    Inconsistent,
    /// The app was installed anew, and its keys were left over from before.
    #[error("the app was installed anew")]
    Reinstalled,
    /// The state is whole, but of another generation than the vault knows: it was rolled back.
    #[error("it is not the last one that was kept")]
    RolledBack,
    /// The database does not open.
    #[error("its files cannot be read")]
    Unreadable,
}

/// Whether the error means that there is no room.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) {
            Self::DiskFull
        } else {
            Self::File(error)
        }
    }
}
