//! `POST /v1/presence/challenges` and `POST /v1/presence/proofs`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use kyotaku_core::wire::api::{ChallengeRequest, ChallengeResponse, ProofRequest, ProofResponse};
use kyotaku_core::wire::code::Code;

use super::body::Body;
use super::device::AuthenticatedDevice;
use crate::presence;
use crate::problem::ApiError;
use crate::state::AppState;

/// Longest idempotency key, in characters.
const LONGEST_KEY: usize = 64;

/// Issues a challenge, the same one for the same idempotency key.
pub(super) async fn challenge(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    headers: HeaderMap,
    Body(request): Body<ChallengeRequest>,
) -> Result<Json<ChallengeResponse>, ApiError> {
    let key = idempotency_key(&headers)?;
    presence::challenge::issue(&state, &caller.device, &request, key)
        .await
        .map(Json)
}

/// Accepts a proof.
pub(super) async fn prove(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    Body(request): Body<ProofRequest>,
) -> Result<Json<ProofResponse>, ApiError> {
    presence::proof::accept(&state, &caller.device, &caller.key, &request.proof)
        .await
        .map(Json)
}

fn idempotency_key(headers: &HeaderMap) -> Result<&str, ApiError> {
    let key = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok());
    key.filter(|key| (1..=LONGEST_KEY).contains(&key.len()))
        .ok_or_else(|| Code::RequestMalformed.into())
}
