//! What staff choose before a visit.

use serde::{Deserialize, Serialize};

use crate::flow::presence::Method;
use crate::wire::presence::CareKind;

/// What a visit is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The kind of care.
    pub care_kind: CareKind,
    /// How the patient's identity is confirmed.
    pub method: Method,
    /// What the card is held to the phone for.
    pub purpose: Purpose,
}

/// What the card is held to the phone for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// The qualification, and the consent that goes with it.
    #[default]
    Visit,
    /// Looking at consents given earlier, to change or revoke them.
    Consents,
}

impl Plan {
    /// A visit whose patient enters the PIN.
    #[must_use]
    pub const fn by_pin(care_kind: CareKind) -> Self {
        Self {
            care_kind,
            method: Method::Pin,
            purpose: Purpose::Visit,
        }
    }

    /// A visit whose patient is confirmed by sight.
    #[must_use]
    pub const fn by_sight(care_kind: CareKind) -> Self {
        Self {
            care_kind,
            method: Method::Visual,
            purpose: Purpose::Visit,
        }
    }

    /// The same for consents that were given earlier.
    #[must_use]
    pub const fn for_consents(self) -> Self {
        Self {
            purpose: Purpose::Consents,
            ..self
        }
    }
}
