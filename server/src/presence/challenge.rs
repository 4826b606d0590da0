//! Challenges.

use jiff::Timestamp;
use kyotaku_core::wire::api::{ChallengeRequest, ChallengeResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{ChallengeId, Nonce};
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};

use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::challenge::{Challenge, Opened, open};
use crate::store::device::Device;
use crate::store::entity::institution::Model as Institution;
use crate::store::institution::{self, AccountState, account_state};

/// Challenges of a device that may wait for their tap at once. Staff have one or two; this leaves
/// room for a phone that starts anew after every lost answer, and none for a flood.
pub const MOST_OPEN: u64 = 32;

/// Issues a challenge to a device. A repeated `idempotency_key` gives the challenge it gave before.
///
/// # Errors
///
/// `MKA-E1108` when the institution does no home visits and `MKA-E1112` when it does not offer
/// another kind of care, `MKA-E1104` and `MKA-E1105` when the account may not be used today or not
/// for this, `MKA-E2042` for any method but the PIN, `MKA-E5010` for a 目視 record with the PIN,
/// `MKA-E5015` when the key belongs to a different request, `MKA-E5017` when [`MOST_OPEN`]
/// challenges wait for their tap.
pub async fn issue(
    state: &AppState,
    device: &Device,
    request: &ChallengeRequest,
    idempotency_key: &str,
) -> Result<ChallengeResponse, ApiError> {
    match (request.method, request.visual_record) {
        (Method::Pin, None) => {}
        (Method::Pin, Some(_)) => return Err(Code::RequestMalformed.into()),
        // The card signs a statement of either method alike. What tells 目視 from a PIN is the
        // record before the tap and the terminal's signature within it, and here is neither.
        (Method::Visual | Method::Web, _) => return Err(Code::MethodNotOffered.into()),
    }
    let institution = institution::find(&state.database, &device.institution).await?;
    offered(institution.as_ref(), request.care_kind)?;
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
    let challenge = match open(&state.database, challenge, idempotency_key, MOST_OPEN).await? {
        Opened::Open(challenge) => challenge,
        Opened::TooMany => return Err(Code::TooManyChallenges.into()),
    };
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

/// Each kind of care has a setting of its own. Online care is none of this API's: the card is at
/// the patient's phone.
fn offered(institution: Option<&Institution>, care_kind: CareKind) -> Result<(), Code> {
    let is_set = |setting: fn(&Institution) -> bool| institution.is_some_and(setting);
    match care_kind {
        CareKind::HomeVisit if is_set(|institution| institution.home_visit) => Ok(()),
        CareKind::HomeVisit => Err(Code::HomeVisitDisabled),
        CareKind::Outpatient if is_set(|institution| institution.outpatient) => Ok(()),
        CareKind::Outpatient | CareKind::Online => Err(Code::CareKindNotOffered),
    }
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
