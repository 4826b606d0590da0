//! What stops a tap, and which cards a tap cannot use.

use crate::apdu::{MalformedResponse, StatusWord};
use crate::pki::{CertificateError, Standing};

use super::Phase;

/// What ended a tap before its work was done. The next tap may succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// The card left the field, or the reader or the system ended the session.
    #[error("interrupted while {during}: {cause}")]
    Interrupted {
        /// Why, as the driver reported it.
        cause: Interruption,
        /// What was going on.
        during: Phase,
    },
    /// The card answered something that is not a response, or not of the length it must have.
    #[error("the card's answer makes no sense while {during}")]
    Malformed {
        /// What was going on.
        during: Phase,
    },
    /// The card refused with a status that has no meaning for this command.
    #[error("the card refused with {status} while {during}")]
    Refused {
        /// SW1 SW2.
        status: StatusWord,
        /// What was going on.
        during: Phase,
    },
    /// The server did not sign the card's challenge; the card is unharmed.
    #[error("the terminal signature did not come: {0}")]
    Relay(RelayFailure),
    /// The signature does not match the certificate read in the same tap.
    #[error("the card's signature does not match its certificate")]
    SignatureMismatch,
    /// A remembered PIN state says the card is already unlocked although it was just powered.
    /// Take it out of the field and tap again.
    #[error("the card reports an unlocked PIN before any was presented")]
    StaleSecurityStatus,
}

impl CardError {
    pub(super) const fn malformed(during: Phase, _: MalformedResponse) -> Self {
        Self::Malformed { during }
    }
}

/// Why the driver could not exchange a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Interruption {
    /// The user or the system ended the session on purpose.
    #[error("cancelled")]
    Cancelled,
    /// Any other failure of the reader, with its own number.
    #[error("reader failure {code}")]
    Other {
        /// The reader's or CoreNFC's error code.
        code: u32,
    },
    /// The stack cannot send a command this long (CoreNFC error 105).
    #[error("the command is too long for this reader")]
    PacketTooLong,
    /// The session's time is over (CoreNFC: 60 seconds).
    #[error("the session timed out")]
    SessionTimeout,
    /// The card left the field.
    #[error("the card left the field")]
    TagLost,
}

/// Why no terminal signature came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RelayFailure {
    /// This driver has no connection for it.
    #[error("there is nobody to ask")]
    NotAvailable,
    /// The server has signed as often as it does for one confirmation.
    #[error("the server signs no more for this confirmation")]
    LimitReached,
    /// The server could not be reached in time.
    #[error("the server could not be reached")]
    Offline,
    /// The server refused to sign.
    #[error("the server refused")]
    Refused,
    /// The time of the challenge was over before the server was asked.
    #[error("the time to tap is over")]
    TooLate,
}

/// A card that this operation cannot use. Nothing was spent on it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsuitable {
    /// The certificate is not one this profile accepts.
    #[error("the certificate cannot be used: {0}")]
    Certificate(#[from] CertificateError),
    /// The file that should hold the certificate holds no certificate.
    #[error("the certificate file is damaged")]
    DamagedCertificate,
    /// There is no 利用者証明用電子証明書 on the card.
    #[error("there is no user authentication certificate on the card")]
    NoCertificate,
    /// There is no JPKI application.
    #[error("this is not a My Number Card")]
    NotMyNumberCard,
    /// A 住民基本台帳カード, the predecessor.
    #[error("this is a Basic Resident Register card")]
    ResidentRegisterCard,
    /// The certificate was read, and its standing forbids its use.
    #[error("the certificate's standing forbids its use")]
    Standing(Standing),
}

/// Why an operation ends before its outcome.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// The tap failed; try again.
    #[error(transparent)]
    Error(#[from] CardError),
    /// This card will not do; trying again changes nothing.
    #[error(transparent)]
    Unsuitable(#[from] Unsuitable),
}
