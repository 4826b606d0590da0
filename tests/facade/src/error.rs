//! What a call can be refused with.

use kyotaku_cardsim::faults::{FieldLoss, UnknownFault};
use kyotaku_cardsim::world::WorldError;

/// Why a call did nothing.
///
/// What the fixture world promises is not among them: where that does not hold, the call panics,
/// and Swift is thrown UniFFI's own error with the place.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum TestingError {
    /// The card is not in the field, or has left it.
    #[error("the card is not in the field")]
    CardLost,
    /// The clinic has been closed.
    #[error("the clinic is closed")]
    ClinicClosed,
    /// The world or a runtime could not be made.
    #[error("not made: {reason}")]
    NotMade {
        /// Why.
        reason: String,
    },
    /// The bytes are no P-256 key.
    #[error("these bytes are no P-256 key")]
    NotAKey,
    /// The text is no time in the form of RFC 3339.
    #[error("{text:?} is no time in the form of RFC 3339")]
    NotATime {
        /// The text.
        text: String,
    },
    /// The server refused what the administrator wanted.
    #[error("the server refused with {code}")]
    Refused {
        /// Its message, `MKA-E6010`.
        code: String,
    },
    /// There is no such account in the fixture world.
    #[error("there is no account {id} at {institution}")]
    UnknownAccount {
        /// 機関コード.
        institution: String,
        /// ユーザーID.
        id: String,
    },
    /// There is no card of this name.
    #[error("there is no card named {name:?}")]
    UnknownCard {
        /// The name.
        name: String,
    },
    /// There is no such device.
    #[error("there is no device {id:?}")]
    UnknownDevice {
        /// The id.
        id: String,
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
            other => Self::NotMade {
                reason: other.to_string(),
            },
        }
    }
}
