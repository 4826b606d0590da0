//! The audit log: who did what, when, in a chain that shows when something has been changed.
//!
//! Every institution has a chain of its own. An event holds the hash of the event before it, so
//! nothing can be changed, inserted or removed in the middle without computing all later hashes
//! anew ([`chain`]). Whoever can write to the database can do even that; therefore the head of each
//! chain is signed regularly and the signature kept in a directory outside of the database
//! ([`checkpoint`]). `kyotaku-server audit verify` compares both ([`verify`]).
//!
//! An event names accounts, devices and numbers; never a person, and no secret.

pub mod chain;
pub mod checkpoint;
pub mod export;
pub mod verify;

use core::fmt;

use kyotaku_core::wire::identifier::{AccountId, DeviceId, InstitutionCode};

pub use crate::store::audit::{append, record};

/// Something about to be recorded.
#[derive(Clone, Debug)]
pub struct NewEvent<'a> {
    /// The institution whose chain it belongs to.
    pub institution: &'a InstitutionCode,
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// What it was done to: the id of a device or an account, the last characters of a code, a
    /// 受付番号. Never the name of a person, never a secret.
    pub subject: Option<String>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An account of the institution, signed in on a device or about to be.
    Account {
        /// The account.
        id: AccountId,
        /// The device it used, if that is known.
        device: Option<DeviceId>,
    },
    /// A device by itself: a delivery needs no session.
    Device(DeviceId),
    /// An account, as a device reports it later: nobody was asked for a password then.
    Reported {
        /// The account.
        account: AccountId,
        /// The device.
        device: DeviceId,
    },
    /// The operator's command line, or the server by itself.
    System,
    /// An account at the console.
    Console(AccountId),
}

impl Actor {
    /// The account in whose 操作履歴 it is told.
    #[must_use]
    pub const fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Account { id, .. } | Self::Console(id) => Some(id),
            Self::Reported { account, .. } => Some(account),
            Self::Device(_) | Self::System => None,
        }
    }
}

/// The text that is recorded.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account {
                id,
                device: Some(device),
            } => write!(f, "account:{id}@{device}"),
            Self::Account { id, device: None } => write!(f, "account:{id}"),
            Self::Device(device) => write!(f, "device:{device}"),
            Self::Reported { account, device } => write!(f, "reported:{account}@{device}"),
            Self::System => f.write_str("system"),
            Self::Console(id) => write!(f, "console:{id}"),
        }
    }
}

/// Defines [`Action`] with its recorded names.
macro_rules! actions {
    ($($(#[doc = $doc:literal])+ $action:ident = $name:literal;)+) => {
        /// What was done. The names are recorded and hashed: they are never changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $doc])+ $action,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$action,)+];

            /// The name that is recorded.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$action => $name,)+ }
            }
        }
    };
}

actions! {
    /// An account was locked after wrong passwords.
    AccountLocked = "account-locked";
    /// An account was made.
    AccountCreated = "account-created";
    /// An account was changed.
    AccountChanged = "account-changed";
    /// What a delivery was answered with, which shows the patient, was answered again.
    AnswerRepeated = "answer-repeated";
    /// An activation code was issued.
    CodeIssued = "code-issued";
    /// An activation code was invalidated.
    CodeInvalidated = "code-invalidated";
    /// Consents were listed.
    ConsentsListed = "consents-listed";
    /// A consent was changed.
    ConsentChanged = "consent-changed";
    /// Consents were revoked.
    ConsentRevoked = "consent-revoked";
    /// A consent was registered.
    ConsentRegistered = "consent-registered";
    /// A device left by itself.
    DeviceDeregistered = "device-deregistered";
    /// A device was registered.
    DeviceRegistered = "device-registered";
    /// A device got a new certificate.
    DeviceRenewed = "device-renewed";
    /// A device was revoked.
    DeviceRevoked = "device-revoked";
    /// The institution's settings were changed.
    EnvironmentChanged = "environment-changed";
    /// Medical information was looked at.
    MedicalInformationViewed = "medical-information-viewed";
    /// A password was changed.
    PasswordChanged = "password-changed";
    /// The patients in a continuing relation were looked at.
    PatientsListed = "patients-listed";
    /// Staff found that face and photo are not of the same person.
    IdentityNotConfirmed = "identity-not-confirmed";
    /// A screen with a patient's data was recorded or mirrored.
    ScreenCaptured = "screen-captured";
    /// A picture was taken of a screen with a patient's data.
    ScreenshotTaken = "screenshot-taken";
    /// Staff noticed signs of tampering on a card.
    TamperingNoticed = "tampering-noticed";
    /// A patient's presence was verified.
    PresenceVerified = "presence-verified";
    /// A password was entered again.
    Reauthenticated = "reauthenticated";
    /// A qualification was asked for again, without the card.
    Requeried = "requeried";
    /// A result was looked at.
    ResultViewed = "result-viewed";
    /// Results were searched for.
    ResultsSearched = "results-searched";
    /// The terminal signed a card's challenge.
    TerminalSigned = "terminal-signed";
    /// Staff confirmed a patient by sight, and the record was taken for a challenge.
    VisualConfirmed = "visual-confirmed";
    /// An account signed in.
    SignedIn = "signed-in";
    /// An account signed out.
    SignedOut = "signed-out";
    /// A sign-in was refused.
    SignInRefused = "sign-in-refused";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_action_and_every_actor_has_a_text_of_its_own() {
        let names: BTreeSet<_> = Action::ALL.iter().map(|action| action.as_str()).collect();
        assert_eq!(names.len(), Action::ALL.len());
        let id: AccountId = "staff11".parse().unwrap();
        let device: DeviceId = "0190f3a2-7c41-7a00-8000-00000000000a".parse().unwrap();
        let at = |device| Actor::Account {
            id: id.clone(),
            device,
        };
        for (actor, text) in [
            (at(None), "account:staff11"),
            (
                at(Some(device.clone())),
                "account:staff11@0190f3a2-7c41-7a00-8000-00000000000a",
            ),
            (
                Actor::Reported {
                    account: id.clone(),
                    device: device.clone(),
                },
                "reported:staff11@0190f3a2-7c41-7a00-8000-00000000000a",
            ),
            (
                Actor::Device(device),
                "device:0190f3a2-7c41-7a00-8000-00000000000a",
            ),
            (Actor::System, "system"),
            (Actor::Console(id.clone()), "console:staff11"),
        ] {
            assert_eq!(actor.to_string(), text);
        }
    }

    #[test]
    fn every_action_has_a_label_for_staff() {
        const TEXTS: &str = include_str!(
            "../../ios/KyotakuKit/Sources/KyotakuText/Resources/Localizable.xcstrings"
        );
        let texts: serde_json::Value = serde_json::from_str(TEXTS).unwrap();
        let keys = texts["strings"].as_object().unwrap().keys();
        let labelled: BTreeSet<_> = keys
            .filter_map(|key| key.strip_prefix("code_action_"))
            .collect();
        let actions = Action::ALL.iter().map(|action| action.as_str()).collect();
        assert_eq!(labelled, actions);
    }
}
