//! What all answers to receipts have in common.

use jiff::Timestamp;
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{ConsentResponse, ConsentsChanged, Environment};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{Consent, ConsentChange, ConsentRevocation};
use kyotaku_core::wire::identifier::{AccountId, DeviceId, ReceiptId};
use kyotaku_core::wire::jws::Claims;
use kyotaku_core::wire::presence::PresenceStatement;
use serde::de::DeserializeOwned;

use crate::audit::{self, Action, Actor, NewEvent};
use crate::presence::proof::DELIVERY_WINDOW;
use crate::problem::ApiError;
use crate::signed::signed_by;
use crate::state::AppState;
use crate::store::challenge::{self, Challenge};
use crate::store::consent;
use crate::store::device::Device;
use crate::store::institution;
use crate::store::visit::{self, Visit};

/// An answer to a receipt.
pub(super) trait Answer: Claims<Signer = DeviceId> {
    /// The receipt.
    fn receipt(&self) -> ReceiptId;

    /// When it was answered, by the device's clock.
    fn at(&self) -> Timestamp;
}

impl Answer for Consent {
    fn receipt(&self) -> ReceiptId {
        self.receipt_id
    }

    fn at(&self) -> Timestamp {
        self.answered_at
    }
}

impl Answer for ConsentChange {
    fn receipt(&self) -> ReceiptId {
        self.receipt_id
    }

    fn at(&self) -> Timestamp {
        self.changed_at
    }
}

impl Answer for ConsentRevocation {
    fn receipt(&self) -> ReceiptId {
        self.receipt_id
    }

    fn at(&self) -> Timestamp {
        self.revoked_at
    }
}

/// What a device is told about its answer.
pub(super) trait Told: DeserializeOwned {
    /// The same as a repetition.
    fn again(self) -> Self;

    /// The 受付番号, if the answer got one.
    fn number(&self) -> Option<&str>;
}

impl Told for ConsentResponse {
    fn again(self) -> Self {
        Self {
            replayed: true,
            ..self
        }
    }

    fn number(&self) -> Option<&str> {
        Some(&self.reception_number)
    }
}

impl Told for ConsentsChanged {
    fn again(self) -> Self {
        Self {
            replayed: true,
            ..self
        }
    }

    fn number(&self) -> Option<&str> {
        None
    }
}

/// What has been delivered.
pub(super) enum Delivered<A, T> {
    /// An answer to a visit that has none.
    New(Box<Open<A>>),
    /// The one that the visit has; this was told about it.
    Again(T),
}

/// An answer that may be recorded, as far as all answers go.
pub(super) struct Open<A> {
    pub(super) answer: A,
    /// When it was given, in whole seconds.
    pub(super) at: Timestamp,
    pub(super) visit: Visit,
    /// The account that began the visit.
    pub(super) account: AccountId,
    pub(super) environment: Environment,
}

/// Checks a delivered answer.
pub(super) async fn take<A: Answer, T: Told>(
    state: &AppState,
    device: &Device,
    key: &P256Key,
    jws: &str,
    now: Timestamp,
) -> Result<Delivered<A, T>, ApiError> {
    let answer: A = signed_by(&device.id, key, jws)?;
    let (visit, challenge) = visit_of(state, device, answer.receipt()).await?;
    if now.duration_since(challenge.created_at) > DELIVERY_WINDOW {
        return Err(Code::DeliveryTooLate.into());
    }
    if let Some(told) = told(state, device, &visit, jws).await? {
        return Ok(Delivered::Again(told));
    }
    if visit.confirmed {
        return Err(Code::ConsentAnswered.into());
    }
    answered_in_time(state, answer.at(), &visit, now)?;
    let institution = institution::find(&state.database, &visit.institution).await?;
    let institution =
        institution.ok_or_else(|| ApiError::Internal("a visit without institution".into()))?;
    let statement =
        PresenceStatement::from_der(&challenge.statement).map_err(ApiError::internal)?;
    let at = Timestamp::from_second(answer.at().as_second()).map_err(ApiError::internal)?;
    Ok(Delivered::New(Box::new(Open {
        answer,
        at,
        visit,
        account: statement.account,
        environment: institution.environment,
    })))
}

/// What the winner was told, for whoever another delivery of the same visit overtook.
pub(super) async fn overtaken<T: Told>(
    state: &AppState,
    device: &Device,
    visit: &Visit,
    jws: &str,
) -> Result<T, ApiError> {
    let told = told(state, device, visit, jws).await?;
    told.ok_or_else(|| Code::ConsentAnswered.into())
}

/// The visit of a receipt of this device, with its challenge.
pub(super) async fn visit_of(
    state: &AppState,
    device: &Device,
    receipt: ReceiptId,
) -> Result<(Visit, Challenge), ApiError> {
    let visit = visit::find_by_receipt(&state.database, receipt).await?;
    let visit = visit.ok_or(Code::ReceiptUnknown)?;
    let challenge = challenge::find(&state.database, visit.challenge).await?;
    let challenge = challenge
        .filter(|challenge| challenge.device == device.id)
        .ok_or(Code::ReceiptUnknown)?;
    Ok((visit, challenge))
}

/// What was told about this very answer, if the visit has one: a delivery whose answer was lost
/// costs nothing, and any other answer to the same presence gets nothing. It may show the person
/// again, so it is recorded.
async fn told<T: Told>(
    state: &AppState,
    device: &Device,
    visit: &Visit,
    jws: &str,
) -> Result<Option<T>, ApiError> {
    let Some(answered) = consent::find_answer(&state.database, visit.challenge).await? else {
        return Ok(None);
    };
    if answered.jws != jws {
        return Err(Code::ConsentAnswered.into());
    }
    // Forgotten by a server whose clock is a little ahead of this one's.
    let told: T = answered.told()?.ok_or(Code::DeliveryTooLate)?;
    let number = told.number().map(str::to_owned);
    let repeated = NewEvent {
        institution: &visit.institution,
        actor: Actor::Device(device.id.clone()),
        action: Action::AnswerRepeated,
        subject: number.or_else(|| visit.receipt.map(|receipt| receipt.to_string())),
    };
    audit::record(&state.database, state.clock.now(), repeated).await?;
    Ok(Some(told.again()))
}

fn answered_in_time(
    state: &AppState,
    answered_at: Timestamp,
    visit: &Visit,
    now: Timestamp,
) -> Result<(), Code> {
    let skew = state.policy.clock_skew;
    let known = visit.verified_at.max(visit.tapped_at);
    let early = visit.tapped_at.duration_since(answered_at) > skew;
    let late = answered_at.duration_since(known) > Consent::ANSWER_WINDOW;
    let future = answered_at.duration_since(now) > skew;
    if early || late || future {
        Err(Code::ConsentOutsideWindow)
    } else {
        Ok(())
    }
}
