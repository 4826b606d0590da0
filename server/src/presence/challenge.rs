//! Challenges.

use jiff::Timestamp;
use kyotaku_core::wire::api::{ChallengeRequest, ChallengeResponse, Environment};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{AccountId, ChallengeId, Nonce, VisualRecordHash};
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};

use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::challenge::{Challenge, Opened, open};
use crate::store::device::Device;

/// Challenges of a device that may wait for their tap at once. Staff have one or two; this leaves
/// room for a phone that starts anew after every lost answer, and none for a flood.
pub const MOST_OPEN: u64 = 32;

/// Issues a challenge to an account on a device. A repeated `idempotency_key` gives the challenge it
/// gave before.
///
/// # Errors
///
/// `MKA-E1112` when the institution does not offer this kind of care, `MKA-E2042` for any method
/// but the PIN, `MKA-E5010` for a 目視 record with the PIN, `MKA-E5015` when the key belongs to a
/// different request, `MKA-E5017` when [`MOST_OPEN`] challenges wait for their tap.
pub async fn issue(
    state: &AppState,
    device: &Device,
    account: &AccountId,
    environment: &Environment,
    request: &ChallengeRequest,
    idempotency_key: &str,
) -> Result<ChallengeResponse, ApiError> {
    match (request.method, &request.visual_record) {
        (Method::Pin, None) => {}
        (Method::Pin, Some(_)) => return Err(Code::RequestMalformed.into()),
        // The card signs a statement of either method alike. What tells 目視 from a PIN is the
        // record before the tap and the terminal's signature within it, and here is neither.
        (Method::Visual | Method::Web, _) => return Err(Code::MethodNotOffered.into()),
    }
    offered(environment, request.care_kind)?;
    let statement = new_statement(device, account, request, state.clock.now())?;
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
    let asked = (
        account,
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
    device: &Device,
    account: &AccountId,
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
        account: account.clone(),
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
