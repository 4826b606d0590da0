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
//! There is no network inside a tap: the challenge comes before, the proof goes after. A lost tag
//! leads back to `tap` with the same [`Prepared`], as long as its time has not passed.

use jiff::Timestamp;

use crate::card::{
    self, CardCheck, CardDigest, LastTry, PinOutcome, SignedByCard, Tap, TapReport, VisitMemory,
};
use crate::wire::api::{ChallengeRequest, ChallengeResponse};
use crate::wire::identifier::{AccountId, DeviceKeyHash, InstitutionCode};
use crate::wire::presence::{
    CareKind, CheckedStatement, Expectation, Method, PresenceStatement, StatementMismatch,
};
use crate::wire::proof::PresenceProof;

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

/// A presence by PIN that staff began for a kind of care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    identity: Identity,
    care_kind: CareKind,
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
        }
    }

    /// The account that began it.
    #[must_use]
    pub const fn account(&self) -> &AccountId {
        &self.identity.account
    }

    /// What to ask the server for.
    #[must_use]
    pub const fn request(&self) -> ChallengeRequest {
        ChallengeRequest {
            care_kind: self.care_kind,
            method: Method::Pin,
            visual_record: None,
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
            method: Method::Pin,
            visual_record: None,
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
