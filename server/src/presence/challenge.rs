//! Challenges.

use jiff::Timestamp;
use kyotaku_core::wire::api::{ChallengeRequest, ChallengeResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{ChallengeId, Nonce};
use kyotaku_core::wire::presence::{Method, PresenceStatement};

use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::challenge::{Challenge, insert_or_find};
use crate::store::device::Device;
use crate::store::institution::{self, AccountState, account_state};

/// Issues a challenge to a device. A repeated `idempotency_key` gives the challenge it gave before.
///
/// # Errors
///
/// `MKA-E1108` when the institution does no home visits, `MKA-E1104` and `MKA-E1105` when the account
/// may not be used today or not for this, `MKA-E2040` for 目視 without its record,
/// `MKA-E2042` for a method of the Web, `MKA-E5010` for a record with another method, `MKA-E5015`
/// when the key belongs to a different request.
pub async fn issue(
    state: &AppState,
    device: &Device,
    request: &ChallengeRequest,
    idempotency_key: &str,
) -> Result<ChallengeResponse, ApiError> {
    match (request.method, request.visual_record) {
        (Method::Pin, None) | (Method::Visual, Some(_)) => {}
        (Method::Pin, Some(_)) => return Err(Code::RequestMalformed.into()),
        (Method::Visual, None) => return Err(Code::VisualRecordIncomplete.into()),
        (Method::Web, _) => return Err(Code::MethodNotOffered.into()),
    }
    let institution = institution::find(&state.database, &device.institution).await?;
    if !institution.is_some_and(|institution| institution.home_visit) {
        return Err(Code::HomeVisitDisabled.into());
    }
    let now = state.clock.now();
    match account_state(&state.database, &device.institution, &device.account, now).await? {
        AccountState::Usable => {}
        AccountState::OutsidePeriod => return Err(Code::AccountOutsidePeriod.into()),
        AccountState::NotPermitted => return Err(Code::AccountNotPermitted.into()),
    }
    let statement = new_statement(device, request, now)?;
    let challenge = Challenge {
        id: statement.challenge_id,
        device: device.id.clone(),
        statement: statement.to_der().map_err(ApiError::internal)?,
        created_at: statement.issued_at,
        tap_before: statement.tap_before,
        used_at: None,
    };
    let challenge = insert_or_find(&state.database, challenge, idempotency_key).await?;
    let issued = PresenceStatement::from_der(&challenge.statement).map_err(ApiError::internal)?;
    let asked = (request.care_kind, request.method, request.visual_record);
    if (issued.care_kind, issued.method, issued.visual_record) != asked {
        return Err(Code::IdempotencyConflict.into());
    }
    Ok(ChallengeResponse {
        challenge_id: challenge.id,
        statement: challenge.statement,
        tap_before: challenge.tap_before,
    })
}

fn new_statement(
    device: &Device,
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
        institution: device.institution.clone(),
        device_key: device.key,
        account: device.account.clone(),
        care_kind: request.care_kind,
        method: request.method,
        issued_at,
        tap_before,
        visual_record: request.visual_record,
    })
}

fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], ApiError> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(ApiError::internal)?;
    Ok(bytes)
}
