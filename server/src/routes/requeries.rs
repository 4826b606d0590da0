//! `POST /v1/qualifications/{receptionNumber}/requery` and `POST /v1/qualifications/requery`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use kyotaku_core::wire::api::{RequeriesRequest, RequeriesResponse, Requery};
use kyotaku_core::wire::code::Code;

use super::body::Body;
use super::idempotency::IdempotencyKey;
use super::session::SignedIn;
use crate::openapi::refusals::{BODY, CLOSABLE, DEVICE, IDEMPOTENT, SESSION, refusals};
use crate::problem::ApiError;
use crate::requery::{self, Asking};
use crate::state::AppState;

refusals!(
    RequeryRefusals = CLOSABLE,
    IDEMPOTENT,
    DEVICE,
    SESSION,
    &[
        Code::ConsentExpired,
        Code::ConsentMissing,
        Code::ConsentWithdrawn,
        Code::RelationMissing,
        Code::ResultUnknown,
    ]
);

/// Asks for the qualification of a result again, without the card.
#[utoipa::path(
    post,
    path = "/v1/qualifications/{receptionNumber}/requery",
    operation_id = "requeryResult",
    tag = "result",
    security(("device" = [], "session" = [])),
    params(
        ("receptionNumber" = String, Path, description = "受付番号 of the patient's last result.", example = "2026112200001"),
        IdempotencyKey,
    ),
    responses((status = OK, description = "The new result, and what has changed.", body = Requery), RequeryRefusals),
)]
pub(super) async fn requery(
    State(state): State<AppState>,
    caller: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    number: Result<Path<String>, PathRejection>,
) -> Result<Json<Requery>, ApiError> {
    let Path(number) = number.map_err(|_| Code::ResultUnknown)?;
    requery::one(&state, asking(&caller, &key), &number)
        .await
        .map(Json)
}

refusals!(
    RequeriesRefusals = CLOSABLE,
    BODY,
    IDEMPOTENT,
    DEVICE,
    SESSION
);

/// Asks for the qualifications of several results again. One that is refused stops no other.
#[utoipa::path(
    post,
    path = "/v1/qualifications/requery",
    operation_id = "requeryResults",
    tag = "result",
    security(("device" = [], "session" = [])),
    params(IdempotencyKey),
    request_body = RequeriesRequest,
    responses((status = OK, description = "What became of each.", body = RequeriesResponse), RequeriesRefusals),
)]
pub(super) async fn requery_all(
    State(state): State<AppState>,
    caller: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(request): Body<RequeriesRequest>,
) -> Result<Json<RequeriesResponse>, ApiError> {
    requery::several(&state, asking(&caller, &key), &request)
        .await
        .map(Json)
}

fn asking<'a>(caller: &'a SignedIn, key: &'a str) -> Asking<'a> {
    Asking {
        device: &caller.device,
        account: &caller.account.id,
        key,
    }
}
