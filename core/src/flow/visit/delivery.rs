//! What waits on the phone until the server has it.

use core::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Purpose;
use crate::flow::presence::Method;
use crate::store::RecordId;
use crate::wire::consent::Consent;
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
/// whomever: it needs this device, and no account. What an older version of the app has kept is of a
/// visit by PIN with a consent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// The kind of care.
    pub care_kind: CareKind,
    /// How the identity was confirmed.
    #[serde(default)]
    pub method: Method,
    /// What the card was held to the phone for.
    #[serde(default)]
    pub purpose: Purpose,
    /// When the patient tapped.
    pub tapped_at: Timestamp,
    /// After this moment the server takes it no more.
    pub deliver_before: Timestamp,
    /// The signed proof.
    pub proof: String,
    /// Whether the server has taken the proof. What waits then is the person, or the answer.
    #[serde(default)]
    pub delivered: bool,
    /// The signed answer, once the patient has given it.
    pub consent: Option<String>,
    /// What that answer is.
    #[serde(default)]
    pub answer: AnswerKind,
    /// Until when the patient may answer; known when the server has taken the proof.
    #[serde(default)]
    pub answer_before: Option<Timestamp>,
    /// The code for which the server has not taken the answer before; none once there is another.
    #[serde(default)]
    pub refused_answer: Option<String>,
    /// The code of the server's last word, where nobody was there to read it.
    #[serde(default)]
    pub refused: Option<String>,
}

/// What a patient's signed answer is, and so where it is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AnswerKind {
    /// The consent of a visit.
    #[default]
    Consent,
    /// A change of an earlier consent.
    Change,
    /// A revocation of earlier consents.
    Revocation,
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

    /// Whether an answer was not taken, and the time for another is over at `now`.
    #[must_use]
    pub fn is_past_answering(&self, now: Timestamp) -> bool {
        self.refused_answer.is_some() && self.answer_before.is_some_and(|before| now > before)
    }

    /// Whether its answer is the consent of a visit, and not about earlier ones.
    pub(super) fn registers_visit(&self) -> bool {
        self.answer == AnswerKind::Consent
    }

    /// The same once the server has verified its proof, at `verified_at`.
    #[must_use]
    pub fn taken(&self, verified_at: Timestamp) -> Self {
        Self {
            delivered: true,
            answer_before: Some(Consent::answer_before(self.tapped_at, verified_at)),
            ..self.clone()
        }
    }

    /// The same with the patient's signed answer.
    #[must_use]
    pub fn with_answer(&self, answer: AnswerKind, signed: String) -> Self {
        Self {
            consent: Some(signed),
            answer,
            refused_answer: None,
            ..self.clone()
        }
    }

    /// The same without its answer, which the server has refused with `code`.
    #[must_use]
    pub fn without_answer(&self, code: &str) -> Self {
        Self {
            consent: None,
            answer: AnswerKind::default(),
            refused_answer: Some(code.to_owned()),
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
