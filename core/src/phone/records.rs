//! What the phone keeps between two starts, beside the deliveries.

use core::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::card::{LengthSupport, Support, TerminalChain};
use crate::store::Key;
use crate::wire::api::{
    AccountProfile, Capability, InstitutionProfile, Policy, TerminalCertificates,
};
use crate::wire::base64url;
use crate::wire::identifier::DeviceId;

/// The registration; without it there is nothing else.
pub(super) const REGISTRATION: Key<Registration> = Key::new("registration", 1);
/// Who signed in last, to fill in the form.
pub(super) const LAST_ACCOUNT: Key<LastAccount> = Key::new("last-account", 1);
/// This phone has asked to be de-registered, and has not been erased yet.
pub(super) const LEAVING: Key<bool> = Key::new("leaving", 1);
/// The server's policy as it was last told.
pub(super) const POLICY: Key<Policy> = Key::new("policy", 1);
/// What the device check and the taps have learned.
pub(super) const LENGTHS: Key<Lengths> = Key::new("lengths", 1);

/// What the server has registered. `Debug` leaves out the certificate, whose subject names the device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// The institution.
    pub institution: InstitutionProfile,
    /// This device.
    pub device_id: DeviceId,
    /// Its certificate, DER.
    #[serde(with = "base64url")]
    pub certificate: Vec<u8>,
    /// The end of the certificate's validity.
    pub not_after: Timestamp,
    /// With what this phone shows cards that it may confirm by sight; none where the server offers
    /// no 目視, or where an older version of the app has registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal: Option<TerminalCertificates>,
}

impl Registration {
    /// The terminal's certificates, for a tap by sight or a device check; none where there are none
    /// that follow each other.
    #[must_use]
    pub fn terminal_chain(&self) -> Option<TerminalChain> {
        let certificates = self.terminal.as_ref()?;
        TerminalChain::parse(&certificates.verifier, &certificates.terminal).ok()
    }
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("institution", &self.institution)
            .field("device_id", &self.device_id)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}

/// Who signed in last, and until when at most. The token is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LastAccount {
    /// The account.
    pub account: AccountProfile,
    /// The end of its session.
    pub expires_at: Timestamp,
}

/// What is known of long exchanges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Lengths {
    le: Capability,
    lc: Capability,
}

impl From<LengthSupport> for Lengths {
    fn from(support: LengthSupport) -> Self {
        Self {
            le: support.le.into(),
            lc: support.lc.into(),
        }
    }
}

impl From<Lengths> for LengthSupport {
    fn from(kept: Lengths) -> Self {
        Self {
            le: kept.le.into(),
            lc: kept.lc.into(),
        }
    }
}

impl From<Support> for Capability {
    fn from(support: Support) -> Self {
        match support {
            Support::Unknown => Self::Unknown,
            Support::Yes => Self::Yes,
            Support::No => Self::No,
        }
    }
}

impl From<Capability> for Support {
    fn from(capability: Capability) -> Self {
        match capability {
            Capability::Unknown => Self::Unknown,
            Capability::Yes => Self::Yes,
            Capability::No => Self::No,
        }
    }
}
