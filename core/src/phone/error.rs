//! What goes wrong on the phone, each with its code.

use jiff::Timestamp;

use crate::api::{ApiError, SetupError};
use crate::card::RelayFailure;
use crate::flow::NotNow;
use crate::flow::visit::{AnswerRefused, NoRecord, NoRequest};
use crate::store::StoreError;
use crate::vault::VaultError;
use crate::wire::code::Code;
use crate::wire::presence::StatementMismatch;

/// Why something was not done. Nothing of it is lost unless the variant says so.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The patient's answer cannot be registered as it is.
    #[error(transparent)]
    Answer(#[from] AnswerRefused),
    /// The server was asked and did not do it.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// Something waits to be delivered, and would be lost.
    #[error("a delivery waits")]
    DeliveriesWait,
    /// The kept delivery is not there any more.
    #[error("there is no such delivery")]
    DeliveryUnknown,
    /// The app is too old for the server.
    #[error("the app is too old")]
    Outdated,
    /// The server is closed for maintenance.
    #[error("the server is closed for maintenance")]
    Maintenance {
        /// When it is expected back, if that is known.
        until: Option<Timestamp>,
    },
    /// The phone is locked.
    #[error("the phone is locked")]
    Locked,
    /// Not at this step of a flow.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The institution, the account or the phone itself does not allow what was chosen: this kind of
    /// care, or this way to confirm the identity.
    #[error("what was chosen is not offered here")]
    NotOffered(Code),
    /// The phone is not registered.
    #[error("the phone is not registered")]
    NotRegistered,
    /// The system gives no randomness.
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
    /// Not everything was confirmed that a confirmation by sight needs.
    #[error("not everything was confirmed by sight")]
    RecordIncomplete,
    /// The confirmation by sight is too old, and has to be made anew.
    #[error("the confirmation by sight is too old")]
    RecordStale,
    /// The server has revoked this device. Everything on the phone has been erased.
    #[error("the device has been revoked")]
    Revoked,
    /// Nobody is signed in, or the session has ended.
    #[error("nobody is signed in")]
    SignedOut,
    /// Another account has begun the visit.
    #[error("another account has begun the visit")]
    OtherAccount,
    /// The server has answered a registration with something else than was asked for.
    #[error("the server registered something else")]
    RegistrationDiffers,
    /// The configuration is wrong.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The server's statement is not what was chosen. Nothing was signed.
    #[error(transparent)]
    Statement(#[from] StatementMismatch),
    /// The stored state cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key cannot be used.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl PhoneError {
    /// The code to show. A server's refusal carries its own, also one this version does not know.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Api(error) => error.code(),
            Self::Answer(refused) => refused.code().as_str(),
            Self::DeliveriesWait => Code::DeliveryPending.as_str(),
            Self::DeliveryUnknown => Code::ReceiptUnknown.as_str(),
            Self::Outdated => Code::AppOutdated.as_str(),
            Self::Maintenance { .. } => Code::Maintenance.as_str(),
            Self::Locked => Code::AppLocked.as_str(),
            Self::OtherAccount => Code::OtherAccount.as_str(),
            Self::RegistrationDiffers => Code::NotOurServer.as_str(),
            Self::SignedOut => Code::SignedOut.as_str(),
            Self::NotNow(refused) => refused.code().as_str(),
            Self::NotOffered(code) => code.as_str(),
            Self::NotRegistered => Code::DeviceUnknown.as_str(),
            Self::Random(_) => Code::Internal.as_str(),
            Self::RecordIncomplete => Code::VisualRecordIncomplete.as_str(),
            Self::RecordStale => Code::VisualRecordStale.as_str(),
            Self::Revoked => Code::DeviceRevoked.as_str(),
            Self::Setup(_) => Code::ConfigurationUnusable.as_str(),
            Self::Statement(mismatch) => mismatch.code().as_str(),
            Self::Store(error) => error.code().as_str(),
            Self::Vault(error) => error.code().as_str(),
        }
    }

    /// What a tap is told whose terminal signature did not come.
    #[must_use]
    pub fn relay_failure(&self) -> RelayFailure {
        match self.code().parse() {
            Ok(Code::TerminalSignatureLimit) => RelayFailure::LimitReached,
            Ok(Code::TapOutsideWindow) => RelayFailure::TooLate,
            Ok(Code::Offline) => RelayFailure::Offline,
            _ => RelayFailure::Refused,
        }
    }
}

impl From<NoRequest> for PhoneError {
    fn from(error: NoRequest) -> Self {
        match error {
            NoRequest::NotNow(refused) => Self::NotNow(refused),
            NoRequest::Random(error) => Self::Random(error),
            NoRequest::RecordStale => Self::RecordStale,
        }
    }
}

impl From<NoRecord> for PhoneError {
    fn from(error: NoRecord) -> Self {
        match error {
            NoRecord::Incomplete => Self::RecordIncomplete,
            NoRecord::NotNow(refused) => Self::NotNow(refused),
            NoRecord::Random(error) => Self::Random(error),
        }
    }
}
