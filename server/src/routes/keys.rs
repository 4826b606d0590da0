//! `GET /v1/keys`.

use axum::Json;
use axum::extract::State;
use kyotaku_core::wire::api::KeysResponse;

use crate::state::AppState;

/// Gives the keys that receipts are checked with, to anyone.
pub(super) async fn keys(State(state): State<AppState>) -> Json<KeysResponse> {
    Json(state.statement.published())
}
