//! `GET /v1/notices`.

use axum::Json;
use axum::extract::State;
use kyotaku_core::wire::api::NoticesResponse;

use super::session::SignedIn;
use crate::openapi::refusals::{CLOSABLE, DEVICE, SESSION, refusals};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::notice;

refusals!(NoticesRefusals = CLOSABLE, DEVICE, SESSION);

/// Gives the notices for the caller's institution, newest first.
#[utoipa::path(
    get,
    path = "/v1/notices",
    operation_id = "listNotices",
    tag = "service",
    security(("device" = [], "session" = [])),
    responses((status = OK, description = "The notices.", body = NoticesResponse), NoticesRefusals),
)]
pub(super) async fn notices(
    State(state): State<AppState>,
    caller: SignedIn,
) -> Result<Json<NoticesResponse>, ApiError> {
    let institution = &caller.device.institution;
    let notices = notice::shown(&state.database, institution, state.clock.now()).await?;
    Ok(Json(NoticesResponse { notices }))
}
