//! `GET /v1/keys`.

use axum::Json;
use axum::extract::State;
use kyotaku_core::wire::api::KeysResponse;

use crate::openapi::refusals::refusals;
use crate::state::AppState;

refusals!(KeysRefusals = &[]);

/// Gives the keys that receipts are checked with, to anyone.
#[utoipa::path(
    get,
    path = "/v1/keys",
    operation_id = "readKeys",
    tag = "service",
    responses((status = OK, description = "The keys.", body = KeysResponse), KeysRefusals),
)]
pub(super) async fn keys(State(state): State<AppState>) -> Json<KeysResponse> {
    Json(state.statement.published())
}
