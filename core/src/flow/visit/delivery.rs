//! What waits on the phone until the server has it.

use core::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::store::RecordId;
use crate::wire::presence::CareKind;

/// A delivery and the name it is kept under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name; random, and never anything about a person.
    pub id: RecordId,
    /// The delivery.
    pub delivery: Delivery,
}

/// A proof that the patient has tapped for, and the answer if it was given already. It is kept
/// sealed on the phone until the server has registered both, and is delivered as it is, by
/// whomever: it needs this device, and no account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// The kind of care.
    pub care_kind: CareKind,
    /// When the patient tapped.
    pub tapped_at: Timestamp,
    /// After this moment the server takes it no more.
    pub deliver_before: Timestamp,
    /// The signed proof.
    pub proof: String,
    /// The signed answer, once the patient has given it.
    pub consent: Option<String>,
}

impl Delivery {
    /// Until when a proof may be delivered whose challenge was issued at `issued_at`.
    #[must_use]
    pub fn deadline(issued_at: Timestamp, delivery_hours: u32) -> Timestamp {
        let hours = SignedDuration::from_hours(i64::from(delivery_hours));
        issued_at.saturating_add(hours).unwrap_or(Timestamp::MAX)
    }

    /// Whether the server would still take it at `now`.
    #[must_use]
    pub fn is_deliverable(&self, now: Timestamp) -> bool {
        now <= self.deliver_before
    }

    /// The same with the patient's signed answer, or without any.
    #[must_use]
    pub fn with_answer(&self, consent: Option<String>) -> Self {
        Self {
            consent,
            ..self.clone()
        }
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("tapped_at", &self.tapped_at)
            .field("answered", &self.consent.is_some())
            .finish_non_exhaustive()
    }
}
