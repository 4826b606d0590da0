//! Which message goes with which outcome. The one place where card outcomes become codes.

use crate::pki::{CertificateError, Standing};
use crate::wire::code::Code;

use super::{
    CardError, DeviceCheck, Interruption, PinOutcome, RelayFailure, Tries, Unsuitable,
    VisualOutcome,
};

impl CardError {
    /// The message for it; `None` for a cancellation, which needs no words.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Interrupted { cause, .. } => cause.code(),
            Self::Malformed { .. } | Self::Refused { .. } | Self::StaleSecurityStatus => {
                Some(Code::CardFault)
            }
            Self::Relay(failure) => Some(failure.code()),
            Self::SignatureMismatch => Some(Code::CardSignatureWrong),
        }
    }
}

impl Interruption {
    /// The message for it; `None` for a cancellation, which needs no words.
    #[must_use]
    pub const fn code(self) -> Option<Code> {
        match self {
            Self::Cancelled => None,
            Self::SessionTimeout => Some(Code::CardSessionEnded),
            Self::PacketTooLong => Some(Code::ExtendedApduUnsupported),
            Self::TagLost | Self::Other { .. } => Some(Code::CardLost),
        }
    }
}

impl RelayFailure {
    /// The message for it.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::LimitReached => Code::TerminalSignatureLimit,
            Self::TooLate => Code::TapOutsideWindow,
            Self::NotAvailable | Self::Offline | Self::Refused => Code::TerminalSignatureMissing,
        }
    }
}

impl Unsuitable {
    /// The message for it.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Certificate(refusal) => refusal.code(),
            Self::DamagedCertificate => Code::CertificateUnreadable,
            Self::NoCertificate => Code::CertificateAbsent,
            Self::NotMyNumberCard => Code::NotMyNumberCard,
            Self::ResidentRegisterCard => Code::ResidentRegisterCard,
            Self::Standing(standing) => match standing.code() {
                Some(code) => code,
                None => Code::CertificateUnreadable,
            },
        }
    }
}

impl CertificateError {
    /// The message for it, on the phone and at the server.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::SignType | Self::WrongUsage => Code::CertificateOtherPurpose,
            Self::UnsupportedKey(_) | Self::UnsupportedSignature { .. } => {
                Code::CertificateKeyUnknown
            }
            Self::UnknownPolicy => Code::CertificateForeign,
            _ => Code::CertificateUnreadable,
        }
    }
}

impl Standing {
    /// The message for it; `None` while there is nothing to say.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Valid => None,
            Self::Expiring { .. } => Some(Code::CertificateExpiring),
            Self::Grace { .. } => Some(Code::CertificateGrace),
            Self::Dead => Some(Code::CertificateDead),
            Self::NotYet { .. } => Some(Code::CertificateNotYet),
            Self::Foreign => Some(Code::CertificateForeign),
            Self::Revoked { .. } => Some(Code::CertificateRevoked),
        }
    }
}

impl Tries {
    /// The message for it; `None` while there is nothing to warn of.
    #[must_use]
    pub const fn code(self) -> Option<Code> {
        match self {
            Self::Left(1) => Some(Code::PinLastTry),
            Self::Left(0) | Self::Blocked => Some(Code::PinBlocked),
            Self::Left(_) | Self::AlreadyVerified => None,
        }
    }
}

impl PinOutcome {
    /// The message for it; `None` when the card has signed.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Signed(_) => None,
            Self::WrongPin { .. } => Some(Code::PinWrong),
            Self::Blocked => Some(Code::PinBlocked),
            Self::LastTry => Some(Code::PinLastTry),
            Self::PinNeeded { .. } => Some(Code::PinNeeded),
            Self::Unsuitable(unsuitable) => Some(unsuitable.code()),
        }
    }
}

impl VisualOutcome {
    /// The message for it; `None` when the card has signed.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Signed(_) => None,
            Self::CardChanged => Some(Code::CardChanged),
            Self::TerminalRefused { .. } => Some(Code::TerminalRefused),
            Self::ExtendedLengthRefused => Some(Code::ExtendedApduUnsupported),
            Self::Unsuitable(unsuitable) => Some(unsuitable.code()),
        }
    }
}

impl DeviceCheck {
    /// The message for it; `None` when something was learned.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Learned(_) => None,
            Self::Unsuitable(unsuitable) => Some(unsuitable.code()),
        }
    }
}
