//! What goes wrong, one case for each reaction of the app.

use std::time::SystemTime;

use kyotaku_core::api::ApiError;
use kyotaku_core::card::Misuse;
use kyotaku_core::flow::NotNow;
use kyotaku_core::flow::visit::AnswerRefused;
use kyotaku_core::phone::PhoneError;
use kyotaku_core::store::StoreError;
use kyotaku_core::vault::VaultError;
use kyotaku_core::wire::code::Code;

/// Why something was not done.
///
/// A case is what the app does next; `code` is what a person is told, `MKA-E1010` and the like, by way
/// of the catalogue of texts. A code that this version does not know comes from a newer server, and is
/// shown as it is. There is no text in here, and nothing about a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KyotakuError {
    /// The phone is not registered, or its registration cannot be used any more: activate it.
    #[error("not registered: {code}")]
    Activate {
        /// The code.
        code: String,
    },
    /// The call was cancelled from outside; nobody needs to be told.
    #[error("cancelled")]
    Cancelled,
    /// The phone's time is wrong, and nothing signed would hold: set it.
    #[error("the clock is wrong: {code}")]
    ClockWrong {
        /// The code.
        code: String,
        /// How far the server is ahead, in seconds, if it could be asked.
        ahead_seconds: Option<i64>,
    },
    /// What was entered or chosen does not do: correct it. Nothing was sent, or nothing was done.
    #[error("something entered does not do: {code}")]
    CorrectInput {
        /// The first code.
        code: String,
        /// Every field that cannot be right, in the order of the form.
        fields: Vec<FieldProblem>,
    },
    /// A fault of the app or of the system: restart, and report the code if it stays.
    #[error("internal: {code}")]
    Internal {
        /// The code.
        code: String,
    },
    /// The server is closed: come back later.
    #[error("maintenance: {code}")]
    Maintenance {
        /// The code.
        code: String,
        /// When it is expected back, if that is known.
        until: Option<SystemTime>,
    },
    /// Not at this step: show what the step allows.
    #[error("not now: {code}")]
    NotNow {
        /// The code.
        code: String,
    },
    /// The server could not be reached; it may or may not have done what was asked. Try again when
    /// there is a connection.
    #[error("offline: {code}")]
    Offline {
        /// The code.
        code: String,
    },
    /// The phone has not been unlocked since it started: unlock it. Nothing is lost.
    #[error("the device is locked: {code}")]
    DeviceLocked {
        /// The code.
        code: String,
    },
    /// The password is needed (again) for this.
    #[error("the password is needed: {code}")]
    Reauthenticate {
        /// The code.
        code: String,
    },
    /// The server refused, and the same again would be refused again: show the code.
    #[error("refused: {code}")]
    Refused {
        /// The code.
        code: String,
    },
    /// Nobody is signed in, or the session has ended: sign in.
    #[error("not signed in: {code}")]
    SignIn {
        /// The code.
        code: String,
    },
    /// The state cannot be written or read now: free storage, or start the app again. Nothing is lost.
    #[error("the storage does not serve: {code}")]
    Storage {
        /// The code.
        code: String,
    },
    /// The app is locked: unlock it.
    #[error("locked: {code}")]
    Unlock {
        /// The code.
        code: String,
    },
    /// The app is too old for the server or for the stored state: update it.
    #[error("too old: {code}")]
    Update {
        /// The code.
        code: String,
    },
}

/// A field whose text cannot be right.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FieldProblem {
    /// Which.
    pub field: FormField,
    /// The code.
    pub code: String,
}

/// The fields of 初期登録 and ログイン.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FormField {
    /// アクティベーションコード.
    ActivationCode,
    /// 機関コード.
    Institution,
    /// パスワード.
    Password,
    /// ユーザーID.
    UserId,
}

/// The code to show; empty for `Cancelled`, which needs no words.
#[uniffi::export]
#[must_use]
pub fn code_of(error: KyotakuError) -> String {
    error.code().to_owned()
}

impl KyotakuError {
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Cancelled => "",
            Self::Activate { code }
            | Self::ClockWrong { code, .. }
            | Self::CorrectInput { code, .. }
            | Self::DeviceLocked { code }
            | Self::Internal { code }
            | Self::Maintenance { code, .. }
            | Self::NotNow { code }
            | Self::Offline { code }
            | Self::Reauthenticate { code }
            | Self::Refused { code }
            | Self::SignIn { code }
            | Self::Storage { code }
            | Self::Unlock { code }
            | Self::Update { code } => code,
        }
    }

    pub(crate) fn internal() -> Self {
        Self::of(Code::Internal)
    }

    pub(crate) fn malformed() -> Self {
        Self::correct(Code::FieldMalformed)
    }

    pub(crate) fn correct(code: Code) -> Self {
        Self::CorrectInput {
            code: code.as_str().to_owned(),
            fields: Vec::new(),
        }
    }

    pub(crate) fn of(code: Code) -> Self {
        Self::refused(code.as_str())
    }

    /// The reaction to a code. Whatever is about the request alone, and codes of newer servers, is a
    /// refusal.
    fn refused(code: &str) -> Self {
        use Code as C;
        let known = code.parse::<Code>();
        let code = code.to_owned();
        let Ok(known) = known else {
            return Self::Refused { code };
        };
        match known {
            C::DeviceRevoked
            | C::DeviceUnknown
            | C::DeviceCertificateMissing
            | C::DeviceKeyDiffers
            | C::DeviceKeyLost
            | C::StateForeign
            | C::StateReset => Self::Activate { code },
            C::ClockWrong => Self::ClockWrong {
                code,
                ahead_seconds: None,
            },
            C::Maintenance => Self::Maintenance { code, until: None },
            C::ActionUnavailable => Self::NotNow { code },
            C::Offline | C::NotOurServer | C::Pending | C::RequestTimedOut | C::TooManyRequests => {
                Self::Offline { code }
            }
            C::DeviceLocked => Self::DeviceLocked { code },
            C::ReauthNeeded => Self::Reauthenticate { code },
            C::SessionEnded | C::SignedOut => Self::SignIn { code },
            C::StorageFull | C::StateUnusable => Self::Storage { code },
            C::AppLocked => Self::Unlock { code },
            C::AppOutdated => Self::Update { code },
            C::Internal => Self::Internal { code },
            C::AccountIdForm
            | C::ActivationCodeForm
            | C::FieldMalformed
            | C::FieldMissing
            | C::InstitutionCodeForm
            | C::InstitutionCodeWrong
            | C::PrescriptionNotChosen
            | C::SearchMalformed
            | C::SearchTooWide
            | C::VisualRecordIncomplete => Self::CorrectInput {
                code,
                fields: Vec::new(),
            },
            _ => Self::Refused { code },
        }
    }
}

impl From<PhoneError> for KyotakuError {
    fn from(error: PhoneError) -> Self {
        let code = error.code().to_owned();
        match error {
            PhoneError::Api(ApiError::ClockSkew { ahead }) => Self::ClockWrong {
                code,
                ahead_seconds: ahead.map(|ahead| ahead.as_secs()),
            },
            PhoneError::Maintenance { until } => Self::Maintenance {
                code,
                until: until.map(SystemTime::from),
            },
            PhoneError::NotNow(_) | PhoneError::Answer(AnswerRefused::NotNow(_)) => {
                Self::NotNow { code }
            }
            PhoneError::Answer(_) | PhoneError::RecordIncomplete => Self::CorrectInput {
                code,
                fields: Vec::new(),
            },
            _ => Self::refused(&code),
        }
    }
}

impl From<StoreError> for KyotakuError {
    fn from(error: StoreError) -> Self {
        PhoneError::from(error).into()
    }
}

impl From<VaultError> for KyotakuError {
    fn from(error: VaultError) -> Self {
        PhoneError::from(error).into()
    }
}

impl From<NotNow> for KyotakuError {
    fn from(error: NotNow) -> Self {
        PhoneError::from(error).into()
    }
}

impl From<Misuse> for KyotakuError {
    fn from(_: Misuse) -> Self {
        Self::of(Code::ActionUnavailable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaction(code: &str) -> String {
        let printed = format!("{:?}", KyotakuError::refused(code));
        printed
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect()
    }

    #[test]
    fn every_code_keeps_its_name_and_has_a_reaction() {
        for code in Code::ALL {
            let error = KyotakuError::of(*code);
            assert_eq!(error.code(), code.as_str());
            assert_eq!(code_of(error), code.as_str());
        }
    }

    #[test]
    fn what_ends_a_session_or_a_registration_leads_back_to_where_it_begins() {
        assert_eq!(reaction("MKA-E1107"), "Activate");
        assert_eq!(reaction("MKA-E0009"), "Activate");
        assert_eq!(reaction("MKA-E1113"), "SignIn");
        assert_eq!(reaction("MKA-E1114"), "Reauthenticate");
        assert_eq!(reaction("MKA-E0012"), "Unlock");
    }

    #[test]
    fn a_code_of_a_newer_server_is_a_refusal_that_keeps_it() {
        assert_eq!(
            KyotakuError::refused("MKA-E9999"),
            KyotakuError::Refused {
                code: "MKA-E9999".to_owned()
            }
        );
    }

    #[test]
    fn a_wrong_clock_says_how_far_the_server_is_ahead() {
        let ahead = Some(jiff::SignedDuration::from_secs(-90));
        let error = PhoneError::Api(ApiError::ClockSkew { ahead });
        assert_eq!(
            KyotakuError::from(error),
            KyotakuError::ClockWrong {
                code: "MKA-E5006".to_owned(),
                ahead_seconds: Some(-90),
            }
        );
    }

    #[test]
    fn a_full_disk_and_a_locked_device_are_told_apart() {
        assert!(matches!(
            KyotakuError::from(StoreError::DiskFull),
            KyotakuError::Storage { .. }
        ));
        assert!(matches!(
            KyotakuError::from(VaultError::DeviceLocked),
            KyotakuError::DeviceLocked { .. }
        ));
    }
}
