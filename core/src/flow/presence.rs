//! A patient's presence, from the server's challenge to the proof.
//!
//! The types are the order of work, and each step can only be made from the one before:
//!
//! ```text
//! Presence ──prepare(challenge)──► Prepared ──tap──► SignedByCard ──prove──► PresenceProof
//!    │                                │                  │
//!    │ what the user chose            │ compared with    │ verified by the core with the
//!    │ and who this device is         │ all of that      │ certificate of the same tap
//! ```
//!
//! The challenge comes before the tap, the proof goes after it. Inside a tap by PIN there is no
//! network at all; inside one by sight there is one question, for the terminal's signature. A lost
//! tag leads back to `tap` with the same [`Prepared`], as long as its time has not passed.
//!
//! A presence by sight rests on a [`VisualRecord`]: it is signed before the challenge is asked for,
//! and the statement names its hash.

use core::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::card::{
    self, CardCheck, CardDigest, LastTry, PinOutcome, SignedByCard, Tap, TapReport, TerminalChain,
    VisitMemory, VisualOutcome,
};
use crate::wire::api::{ChallengeRequest, ChallengeResponse};
use crate::wire::identifier::{AccountId, DeviceKeyHash, InstitutionCode, VisualRecordHash};
use crate::wire::presence::{
    self, CareKind, CheckedStatement, Expectation, PresenceStatement, StatementMismatch,
};
use crate::wire::proof::PresenceProof;
use crate::wire::visual::VisualRecord;

/// How the app confirms who is there. The web's way is not among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// The patient's PIN.
    #[default]
    Pin,
    /// 目視: staff compare the printed photo with the face.
    Visual,
}

impl From<Method> for presence::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Pin => Self::Pin,
            Method::Visual => Self::Visual,
        }
    }
}

/// Who this device is, and who works with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The institution that the device is registered for.
    pub institution: InstitutionCode,
    /// The device's key.
    pub device_key: DeviceKeyHash,
    /// The account at work.
    pub account: AccountId,
}

/// A presence that staff began for a kind of care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    identity: Identity,
    care_kind: CareKind,
    confirmation: Confirmation,
}

/// What a presence rests on.
#[derive(Clone, PartialEq, Eq)]
enum Confirmation {
    Pin,
    Sight {
        record: String,
        recorded_at: Timestamp,
    },
}

/// Leaves out the record.
impl fmt::Debug for Confirmation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pin => "Pin",
            Self::Sight { .. } => "Sight(..)",
        })
    }
}

/// A challenge that says what staff chose. Its statement may be signed by a card.
#[derive(Clone, Debug)]
pub struct Prepared {
    statement: CheckedStatement,
}

/// Why no proof can be made of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofRefusal {
    /// The card signed before the challenge was issued or after its time: a clock is wrong, or
    /// the patient took too long.
    #[error("the tap was outside the challenge's time")]
    OutsideWindow,
}

impl Presence {
    /// Begins a presence by PIN.
    #[must_use]
    pub const fn by_pin(identity: Identity, care_kind: CareKind) -> Self {
        Self {
            identity,
            care_kind,
            confirmation: Confirmation::Pin,
        }
    }

    /// Begins a presence by sight on the compact JWS of a [`VisualRecord`] made at `recorded_at`.
    #[must_use]
    pub const fn by_sight(
        identity: Identity,
        care_kind: CareKind,
        record: String,
        recorded_at: Timestamp,
    ) -> Self {
        Self {
            identity,
            care_kind,
            confirmation: Confirmation::Sight {
                record,
                recorded_at,
            },
        }
    }

    /// The account that began it.
    #[must_use]
    pub const fn account(&self) -> &AccountId {
        &self.identity.account
    }

    /// How the identity is confirmed.
    #[must_use]
    pub const fn method(&self) -> Method {
        match self.confirmation {
            Confirmation::Pin => Method::Pin,
            Confirmation::Sight { .. } => Method::Visual,
        }
    }

    /// Whether the record is too old for a challenge.
    #[must_use]
    pub fn is_stale(&self, now: Timestamp) -> bool {
        match self.confirmation {
            Confirmation::Pin => false,
            Confirmation::Sight { recorded_at, .. } => {
                now.duration_since(recorded_at) > VisualRecord::FRESH
            }
        }
    }

    /// Gives up what the presence rested on.
    pub(super) fn into_identity(self) -> Identity {
        self.identity
    }

    /// What to ask the server for.
    #[must_use]
    pub fn request(&self) -> ChallengeRequest {
        ChallengeRequest {
            care_kind: self.care_kind,
            method: self.method().into(),
            visual_record: self.record().map(str::to_owned),
        }
    }

    fn record(&self) -> Option<&str> {
        match &self.confirmation {
            Confirmation::Pin => None,
            Confirmation::Sight { record, .. } => Some(record),
        }
    }

    /// Compares every field of the server's statement with what was chosen.
    ///
    /// # Errors
    ///
    /// [`StatementMismatch`] with the first field that differs. Nothing was signed; begin again.
    pub fn prepare(
        &self,
        challenge: &ChallengeResponse,
        now: Timestamp,
    ) -> Result<Prepared, StatementMismatch> {
        let expected = Expectation {
            challenge_id: challenge.challenge_id,
            institution: self.identity.institution.clone(),
            device_key: self.identity.device_key,
            account: self.identity.account.clone(),
            care_kind: self.care_kind,
            method: self.method().into(),
            visual_record: self.record().map(VisualRecordHash::of),
            clock_tolerance: Expectation::CLOCK_TOLERANCE,
        };
        PresenceStatement::check(&challenge.statement, &expected, now)
            .map(|statement| Prepared { statement })
    }
}

impl Prepared {
    /// What the card will sign, to be shown.
    #[must_use]
    pub fn statement(&self) -> &PresenceStatement {
        self.statement.statement()
    }

    /// The tap that has the card sign it, opened by the PIN in `memory`.
    pub fn tap(
        &self,
        check: CardCheck,
        memory: VisitMemory,
        last_try: Option<LastTry>,
    ) -> Tap<TapReport<PinOutcome>> {
        card::sign_with_pin(CardDigest::from(&self.statement), check, memory, last_try)
    }

    /// The tap that has the card sign it, opened by the terminal that `chain` vouches for.
    pub fn tap_visually(
        &self,
        chain: &TerminalChain,
        check: CardCheck,
        memory: VisitMemory,
    ) -> Tap<TapReport<VisualOutcome>> {
        let digest = CardDigest::from(&self.statement);
        card::sign_visually(digest, chain.clone(), check, memory)
    }

    /// Puts together what the device vouches for.
    ///
    /// # Errors
    ///
    /// [`ProofRefusal`] when the tap was too late for the server to accept it.
    pub fn prove(
        &self,
        signed: &SignedByCard,
        tapped_at: Timestamp,
    ) -> Result<PresenceProof, ProofRefusal> {
        let statement = self.statement.statement();
        let earliest = statement.issued_at - Expectation::CLOCK_TOLERANCE;
        if tapped_at < earliest || tapped_at > statement.tap_before {
            return Err(ProofRefusal::OutsideWindow);
        }
        Ok(PresenceProof {
            statement: self.statement.der().to_vec(),
            card_signature: signed.signature.bytes().to_vec(),
            certificate: signed.certificate.der().to_vec(),
            tapped_at,
        })
    }
}
