//! Challenges.

use jiff::Timestamp;
use kyotaku_core::wire::api::{ChallengeRequest, ChallengeResponse, Environment};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{ChallengeId, Nonce, VisualRecordHash};
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};

use super::visual::{self, Caller};
use crate::audit::{Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::challenge::{Challenge, Opened, UsedRecord, find_by_request, open};

/// Challenges of a device that may wait for their tap at once. Staff have one or two; this leaves
/// room for a phone that starts anew after every lost answer, and none for a flood.
pub const MOST_OPEN: u64 = 32;

/// Issues a challenge to an account on a device. A repeated `idempotency_key` gives the challenge it
/// gave before.
///
/// # Errors
///
/// `MKA-E2042` for any method but PIN and 目視, `MKA-E1112` when the institution does not offer this
/// kind of care, those of [`visual`] where a patient was confirmed by sight, `MKA-E5010` for such a
/// confirmation without its record and for a record with the PIN, `MKA-E5015` when the key belongs
/// to a different request, `MKA-E5017` when [`MOST_OPEN`] challenges wait for their tap.
pub async fn issue(
    state: &AppState,
    caller: Caller<'_>,
    request: &ChallengeRequest,
    idempotency_key: &str,
) -> Result<ChallengeResponse, ApiError> {
    if request.method == Method::Web {
        return Err(Code::MethodNotOffered.into());
    }
    offered(caller.environment, request.care_kind)?;
    let now = state.clock.now();
    let statement = new_statement(caller, request, now)?;
    let record = match (request.method, request.visual_record.as_deref()) {
        (Method::Visual, jws) => {
            visual::offered(state, caller).await?;
            let jws = jws.ok_or(Code::RequestMalformed)?;
            record(state, caller, request, &statement, idempotency_key, jws).await?
        }
        (_, Some(_)) => return Err(Code::RequestMalformed.into()),
        (_, None) => None,
    };
    let challenge = Challenge {
        id: statement.challenge_id,
        device: caller.device.id.clone(),
        statement: statement.to_der().map_err(ApiError::internal)?,
        created_at: statement.issued_at,
        tap_before: statement.tap_before,
        used_at: None,
    };
    let opened = open(
        &state.database,
        challenge,
        idempotency_key,
        MOST_OPEN,
        record,
    );
    let challenge = match opened.await? {
        Opened::Open(challenge) => challenge,
        Opened::RecordUsed => return Err(Code::VisualRecordUsed.into()),
        Opened::TooMany => return Err(Code::TooManyChallenges.into()),
    };
    let issued = PresenceStatement::from_der(&challenge.statement).map_err(ApiError::internal)?;
    let asked = (
        &caller.account.id,
        request.care_kind,
        request.method,
        request.visual_record.as_deref().map(VisualRecordHash::of),
    );
    let open = (
        &issued.account,
        issued.care_kind,
        issued.method,
        issued.visual_record,
    );
    if open != asked {
        return Err(Code::IdempotencyConflict.into());
    }
    Ok(ChallengeResponse {
        challenge_id: challenge.id,
        statement: challenge.statement,
        tap_before: challenge.tap_before,
    })
}

/// The record of a new challenge, judged. Of a request that was answered before there is none: it
/// is held against what it was answered with, however old its record is by now.
async fn record<'a>(
    state: &AppState,
    caller: Caller<'a>,
    request: &ChallengeRequest,
    statement: &PresenceStatement,
    idempotency_key: &str,
    jws: &'a str,
) -> Result<Option<UsedRecord<'a>>, ApiError> {
    let device = &caller.device.id;
    let earlier = find_by_request(&state.database, device, idempotency_key).await?;
    if earlier.is_some() {
        return Ok(None);
    }
    let (now, skew) = (state.clock.now(), state.policy.clock_skew);
    let record = visual::judge(caller, request.care_kind, jws, now, skew)?;
    Ok(Some(UsedRecord {
        id: record.id,
        jws,
        event: NewEvent {
            institution: &caller.device.institution,
            actor: Actor::Account {
                id: caller.account.id.clone(),
                device: Some(device.clone()),
            },
            action: Action::VisualConfirmed,
            subject: Some(statement.challenge_id.to_string()),
        },
    }))
}

/// There is no session where 訪問診療等機能 is not used; other kinds of care have settings of their
/// own. Online care is none of this API's: the card is at the patient's phone.
fn offered(environment: &Environment, care_kind: CareKind) -> Result<(), Code> {
    match care_kind {
        CareKind::HomeVisit => Ok(()),
        CareKind::Outpatient if environment.outpatient => Ok(()),
        CareKind::Outpatient | CareKind::Online => Err(Code::CareKindNotOffered),
    }
}

fn new_statement(
    caller: Caller<'_>,
    request: &ChallengeRequest,
    now: Timestamp,
) -> Result<PresenceStatement, ApiError> {
    let issued_at = Timestamp::from_second(now.as_second()).map_err(ApiError::internal)?;
    let tap_before = issued_at
        .checked_add(PresenceStatement::LONGEST_TAP_WINDOW)
        .map_err(ApiError::internal)?;
    Ok(PresenceStatement {
        challenge_id: ChallengeId::new(random()?),
        nonce: Nonce::new(random()?),
        institution: caller.device.institution.clone(),
        device_key: caller.device.key,
        account: caller.account.id.clone(),
        care_kind: request.care_kind,
        method: request.method,
        issued_at,
        tap_before,
        visual_record: request.visual_record.as_deref().map(VisualRecordHash::of),
    })
}

fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], ApiError> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(ApiError::internal)?;
    Ok(bytes)
}
