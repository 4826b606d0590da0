//! What a call can be refused with.

use kyotaku_cardsim::faults::{FieldLoss, UnknownFault};
use kyotaku_cardsim::world::WorldError;
use kyotaku_core::wire::code::Code;
use kyotaku_server::problem::ApiError;
use sea_orm::DbErr;

/// Why a call did nothing.
///
/// A promise of the fixture world that is broken is not among them: the call panics then, and Swift
/// is thrown UniFFI's own error with the place.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum TestingError {
    /// The card is not in the field, or has left it.
    #[error("the card is not in the field")]
    CardLost,
    /// The clinic has been closed.
    #[error("the clinic is closed")]
    ClinicClosed,
    /// The system or the database does not serve.
    #[error("failed: {reason}")]
    Failed {
        /// Why.
        reason: String,
    },
    /// A text has not the form it must have.
    #[error("{text:?} has not the form it must have")]
    Malformed {
        /// The text.
        text: String,
    },
    /// The bytes are no P-256 key.
    #[error("these bytes are no P-256 key")]
    NotAKey,
    /// The server refused what the administrator wanted.
    #[error("the server refused with {code}")]
    Refused {
        /// Its message, as in `MKA-E6010`.
        code: String,
    },
    /// There is no card of this name.
    #[error("there is no card named {name:?}")]
    UnknownCard {
        /// The name.
        name: String,
    },
    /// A sentence names no fault.
    #[error("line {line} names no fault: {sentence:?}")]
    UnknownFault {
        /// Number of the line, from 1.
        line: u32,
        /// The sentence.
        sentence: String,
    },
    /// The database has no such table.
    #[error("there is no table {name:?}")]
    UnknownTable {
        /// The name.
        name: String,
    },
}

impl TestingError {
    pub(crate) fn failed(reason: impl core::error::Error) -> Self {
        Self::Failed {
            reason: reason.to_string(),
        }
    }

    pub(crate) fn malformed(text: impl Into<String>) -> Self {
        Self::Malformed { text: text.into() }
    }
}

impl From<ApiError> for TestingError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Internal(source) => Self::failed(&*source),
            ApiError::Refused(code) => code.into(),
            ApiError::Revoked(_) => Code::DeviceRevoked.into(),
        }
    }
}

impl From<Code> for TestingError {
    fn from(code: Code) -> Self {
        Self::Refused {
            code: code.as_str().to_owned(),
        }
    }
}

impl From<DbErr> for TestingError {
    fn from(error: DbErr) -> Self {
        Self::failed(error)
    }
}

impl From<FieldLoss> for TestingError {
    fn from(_: FieldLoss) -> Self {
        Self::CardLost
    }
}

impl From<UnknownFault> for TestingError {
    fn from(unknown: UnknownFault) -> Self {
        Self::UnknownFault {
            line: u32::try_from(unknown.line).unwrap_or(u32::MAX),
            sentence: unknown.sentence,
        }
    }
}

impl From<WorldError> for TestingError {
    fn from(error: WorldError) -> Self {
        match error {
            WorldError::UnknownCard(name) => Self::UnknownCard { name },
            other => Self::failed(other),
        }
    }
}
