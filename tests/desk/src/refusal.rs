//! What was not done, and the code that a screen would show for it.

use std::error::Error;

use kyotaku_core::api::ApiError;
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::code::{Code, Language};
use serde::{Serialize, Serializer};

use crate::exit::Exit;
use crate::screen::jst;

/// A failure to tell.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// `MKA-E2003` and the like; absent for failures of the program itself.
    pub code: Option<String>,
    /// What happened, in English, without anything of the card or the person.
    pub reason: String,
    /// What exactly happened, for whoever looks into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Remaining PIN tries, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u8>,
    #[serde(skip)]
    exit: Exit,
    /// Its own message, and those of further entries that are wrong.
    #[serde(
        rename = "others",
        serialize_with = "others",
        skip_serializing_if = "is_alone"
    )]
    messages: Vec<Code>,
}

#[expect(clippy::ptr_arg, reason = "serde passes the field as it is")]
fn is_alone(messages: &Vec<Code>) -> bool {
    messages.len() < 2
}

/// Tells the codes of the further messages.
#[expect(clippy::ptr_arg, reason = "serde passes the field as it is")]
fn others<S: Serializer>(messages: &Vec<Code>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(messages.iter().skip(1).map(|code| code.as_str()))
}

/// What a command ends with.
pub type Outcome<T> = Result<T, Refusal>;

impl Refusal {
    /// A failure with a message of the catalogue.
    #[must_use]
    pub fn coded(code: Code, exit: Exit) -> Self {
        Self {
            code: Some(code.as_str().to_owned()),
            messages: vec![code],
            ..Self::plain(exit, code.title(Language::English))
        }
    }

    /// A failure of the program or its surroundings.
    pub fn plain(exit: Exit, reason: impl Into<String>) -> Self {
        Self {
            code: None,
            reason: reason.into(),
            detail: None,
            tries_left: None,
            exit,
            messages: Vec::new(),
        }
    }

    /// A failure with the code of another program, which may be newer than this one.
    fn foreign(code: &str, exit: Exit, reason: String) -> Self {
        match code.parse::<Code>() {
            Ok(code) => Self::coded(code, exit),
            Err(_) => Self {
                code: Some(code.to_owned()),
                ..Self::plain(exit, reason)
            },
        }
    }

    /// Adds how many tries are left.
    #[must_use]
    pub const fn with_tries(mut self, tries_left: u8) -> Self {
        self.tries_left = Some(tries_left);
        self
    }

    /// Adds what exactly happened, for whoever looks into it.
    #[must_use]
    pub fn because(mut self, detail: &impl ToString) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// Adds what lies under an error, where something does.
    fn with_causes(mut self, error: &dyn Error) -> Self {
        let causes: Vec<_> = std::iter::successors(error.source(), |cause| (*cause).source())
            .map(ToString::to_string)
            .collect();
        if !causes.is_empty() {
            self.detail = Some(causes.join(": "));
        }
        self
    }

    /// Adds a further message.
    #[must_use]
    pub fn and(mut self, code: Code) -> Self {
        self.messages.push(code);
        self
    }

    /// The same with another exit code.
    #[must_use]
    pub const fn exiting(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// The process's exit code.
    #[must_use]
    pub const fn exit(&self) -> Exit {
        self.exit
    }

    /// The messages of the catalogue, the first of them the refusal's own.
    #[must_use]
    pub fn messages(&self) -> &[Code] {
        &self.messages
    }

    /// Whether it is this one.
    #[must_use]
    pub fn is(&self, code: Code) -> bool {
        self.code.as_deref() == Some(code.as_str())
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        let exit = match error {
            ApiError::Problem(_) => Exit::ServerRefused,
            ApiError::ClockSkew { .. }
            | ApiError::NotOurServer
            | ApiError::Offline(_)
            | ApiError::Tls(_)
            | ApiError::Unreadable => Exit::Offline,
            ApiError::Vault(_) => Exit::Failed,
        };
        match &error {
            // The code says all that the server said.
            ApiError::Problem(problem) => Self::foreign(&problem.code, exit, problem.title.clone()),
            ApiError::ClockSkew { ahead: Some(ahead) } => {
                let side = if ahead.is_negative() {
                    "behind"
                } else {
                    "ahead"
                };
                let by = ahead.abs();
                Self::foreign(error.code(), exit, error.to_string())
                    .because(&format!("the server's clock is {by:#} {side}"))
            }
            other => Self::foreign(other.code(), exit, other.to_string()).with_causes(other),
        }
    }
}

impl From<PhoneError> for Refusal {
    fn from(error: PhoneError) -> Self {
        let exit = match error {
            PhoneError::Api(error) => return error.into(),
            PhoneError::Answer(_)
            | PhoneError::DeliveriesWait
            | PhoneError::DeliveryUnknown
            | PhoneError::Locked
            | PhoneError::NotNow(_)
            | PhoneError::NotOffered(_)
            | PhoneError::NotRegistered
            | PhoneError::OtherAccount
            | PhoneError::RecordStale
            | PhoneError::SignedOut => Exit::NotNow,
            PhoneError::RecordIncomplete => Exit::Stopped,
            PhoneError::Outdated
            | PhoneError::Maintenance { .. }
            | PhoneError::RegistrationDiffers
            | PhoneError::Revoked
            | PhoneError::Statement(_) => Exit::ServerRefused,
            PhoneError::Setup(_) => Exit::Usage,
            PhoneError::Random(_) | PhoneError::Store(_) | PhoneError::Vault(_) => Exit::Failed,
        };
        let refusal = Self::foreign(error.code(), exit, error.to_string());
        match error {
            // Their codes stand for several things; which it was, their text says.
            PhoneError::NotNow(_) | PhoneError::Statement(_) | PhoneError::Store(_) => {
                refusal.because(&error)
            }
            PhoneError::Maintenance { until: Some(until) } => {
                refusal.because(&format!("until {}", jst(until)))
            }
            _ => refusal.with_causes(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use kyotaku_core::wire::api::Problem;

    use super::*;

    #[test]
    fn a_code_of_a_newer_server_is_kept_as_it_came() {
        let mut problem = Problem::new(Code::Internal, 418);
        problem.code = "MKA-E9999".to_owned();
        problem.title = "新しい理由".to_owned();
        let refusal = Refusal::from(ApiError::Problem(Box::new(problem)));
        assert_eq!(refusal.exit(), Exit::ServerRefused);
        assert!(refusal.messages().is_empty());
        let told = serde_json::to_value(&refusal).unwrap();
        assert_eq!(told["code"], "MKA-E9999");
        assert_eq!(told["reason"], "新しい理由");
    }

    #[test]
    fn a_refusal_says_when_the_server_is_back_and_how_far_off_the_clock_is() {
        let until = Some("2026-11-20T03:00:00Z".parse().unwrap());
        let closed = Refusal::from(PhoneError::Maintenance { until });
        assert_eq!(closed.detail.as_deref(), Some("until 2026-11-20 12:00:00"));
        let ahead = Some(jiff::SignedDuration::from_mins(-7));
        let wrong = Refusal::from(ApiError::ClockSkew { ahead });
        assert_eq!(
            wrong.detail.as_deref(),
            Some("the server's clock is 7m behind")
        );
    }

    #[test]
    fn several_wrong_entries_are_told_together() {
        let refusal = Refusal::coded(Code::FieldMissing, Exit::Usage).and(Code::AccountIdForm);
        let told = serde_json::to_value(&refusal).unwrap();
        assert_eq!(told["code"], "MKA-E6002");
        assert_eq!(told["others"], serde_json::json!(["MKA-E1003"]));
        let alone = Refusal::coded(Code::FieldMissing, Exit::Usage);
        assert!(
            serde_json::to_value(&alone)
                .unwrap()
                .get("others")
                .is_none()
        );
    }
}
