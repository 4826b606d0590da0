//! `POST /v1/presence/challenges`, `POST /v1/presence/challenges/{challengeId}/terminal-signature` and
//! `POST /v1/presence/proofs`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use kyotaku_core::wire::api::{
    ChallengeRequest, ChallengeResponse, ProofRequest, ProofResponse, TerminalSignatureRequest,
    TerminalSignatureResponse,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::ChallengeId;

use super::body::Body;
use super::device::AuthenticatedDevice;
use super::idempotency::IdempotencyKey;
use super::session::SignedIn;
use crate::openapi::refusals::{BODY, CLOSABLE, DEVICE, IDEMPOTENT, SESSION, refusals};
use crate::presence::{self, visual::Caller};
use crate::problem::ApiError;
use crate::state::AppState;

/// What whoever confirms by sight may be refused for.
const VISUAL: &[Code] = &[
    Code::ExtendedApduUnsupported,
    Code::VisualDisabled,
    Code::VisualNotPermitted,
];

refusals!(
    ChallengeRefusals = CLOSABLE,
    BODY,
    IDEMPOTENT,
    DEVICE,
    SESSION,
    VISUAL,
    &[
        Code::CareKindNotOffered,
        Code::DeviceSignatureWrong,
        Code::MethodNotOffered,
        Code::TooManyChallenges,
        Code::VisualRecordForeign,
        Code::VisualRecordIncomplete,
        Code::VisualRecordStale,
        Code::VisualRecordUsed,
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
    presence::challenge::issue(&state, caller.visitor(), &request, &key)
        .await
        .map(Json)
}

refusals!(
    TerminalRefusals = CLOSABLE,
    BODY,
    IDEMPOTENT,
    DEVICE,
    SESSION,
    VISUAL,
    &[
        Code::ChallengeUnknown,
        Code::ChallengeUsed,
        Code::MethodNotOffered,
        Code::TapOutsideWindow,
        Code::TerminalSignatureLimit,
    ]
);

/// Has the terminal sign what the card in the field has asked, the same for the same idempotency key.
///
/// Three taps of a challenge get a signature.
#[utoipa::path(
    post,
    path = "/v1/presence/challenges/{challengeId}/terminal-signature",
    operation_id = "signForTerminal",
    tag = "presence",
    security(("device" = [], "session" = [])),
    params(
        ("challengeId" = ChallengeId, Path, description = "The challenge of this visit."),
        IdempotencyKey,
    ),
    request_body = TerminalSignatureRequest,
    responses((status = OK, description = "The signature.", body = TerminalSignatureResponse), TerminalRefusals),
)]
pub(super) async fn terminal_signature(
    State(state): State<AppState>,
    caller: SignedIn,
    challenge: Result<Path<ChallengeId>, PathRejection>,
    IdempotencyKey(key): IdempotencyKey,
    Body(request): Body<TerminalSignatureRequest>,
) -> Result<Json<TerminalSignatureResponse>, ApiError> {
    let Path(challenge) = challenge.map_err(|_| Code::ChallengeUnknown)?;
    presence::visual::sign(&state, caller.visitor(), challenge, &request, &key)
        .await
        .map(Json)
}

impl SignedIn {
    fn visitor(&self) -> Caller<'_> {
        Caller {
            device: &self.device,
            key: &self.key,
            account: &self.account,
            environment: &self.institution.environment,
        }
    }
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
        Code::VisualUnproven,
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
