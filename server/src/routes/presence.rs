//! `POST /v1/presence/challenges` and `POST /v1/presence/proofs`.

use axum::Json;
use axum::extract::State;
use kyotaku_core::wire::api::{ChallengeRequest, ChallengeResponse, ProofRequest, ProofResponse};
use kyotaku_core::wire::code::Code;

use super::body::Body;
use super::device::AuthenticatedDevice;
use super::idempotency::IdempotencyKey;
use super::session::SignedIn;
use crate::openapi::refusals::{BODY, CLOSABLE, DEVICE, IDEMPOTENT, SESSION, refusals};
use crate::presence;
use crate::problem::ApiError;
use crate::state::AppState;

refusals!(
    ChallengeRefusals = CLOSABLE,
    BODY,
    IDEMPOTENT,
    DEVICE,
    SESSION,
    &[
        Code::CareKindNotOffered,
        Code::MethodNotOffered,
        Code::TooManyChallenges,
    ]
);

/// Issues a challenge, the same one for the same idempotency key.
#[utoipa::path(
    post,
    path = "/v1/presence/challenges",
    operation_id = "issueChallenge",
    tag = "presence",
    security(("device" = [], "session" = [])),
    params(IdempotencyKey),
    request_body = ChallengeRequest,
    responses((status = OK, description = "The challenge.", body = ChallengeResponse), ChallengeRefusals),
)]
pub(super) async fn challenge(
    State(state): State<AppState>,
    caller: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(request): Body<ChallengeRequest>,
) -> Result<Json<ChallengeResponse>, ApiError> {
    let environment = &caller.institution.environment;
    let account = &caller.account.id;
    presence::challenge::issue(&state, &caller.device, account, environment, &request, &key)
        .await
        .map(Json)
}

refusals!(
    ProofRefusals = CLOSABLE,
    BODY,
    DEVICE,
    &[
        Code::CardSignatureWrong,
        Code::CertificateDead,
        Code::CertificateForeign,
        Code::CertificateNotYet,
        Code::CertificateRevoked,
        Code::CertificateOtherPurpose,
        Code::CertificateKeyUnknown,
        Code::CertificateUnreadable,
        Code::ChallengeUnknown,
        Code::ChallengeUsed,
        Code::DeliveryTooLate,
        Code::DeviceSignatureWrong,
        Code::NotEnrolled,
        Code::Pending,
        Code::StatementDiffers,
        Code::TapOutsideWindow,
    ]
);

/// Accepts a proof.
#[utoipa::path(
    post,
    path = "/v1/presence/proofs",
    operation_id = "deliverProof",
    tag = "presence",
    security(("device" = [])),
    request_body = ProofRequest,
    responses((status = OK, description = "The proof is accepted.", body = ProofResponse), ProofRefusals),
)]
pub(super) async fn prove(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    Body(request): Body<ProofRequest>,
) -> Result<Json<ProofResponse>, ApiError> {
    let accepted =
        presence::proof::accept(&state, &caller.device, &caller.key, &request.proof).await;
    if let Err(ApiError::Refused(code)) = &accepted {
        state.metrics.proof_refused(*code);
    }
    accepted.map(Json)
}
