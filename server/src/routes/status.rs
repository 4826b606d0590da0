//! `GET /v1/status`.

use axum::Json;
use axum::extract::State;
use kyotaku_core::wire::api::{Maintenance, Policy, StatusResponse};

use crate::openapi::refusals::refusals;
use crate::state::AppState;

refusals!(StatusRefusals = &[]);

/// Tells time, maintenance, minimum version and profile, to anyone.
#[utoipa::path(
    get,
    path = "/v1/status",
    operation_id = "readStatus",
    tag = "service",
    responses((status = OK, description = "How the service stands.", body = StatusResponse), StatusRefusals),
)]
pub(super) async fn status(State(state): State<AppState>) -> Json<StatusResponse> {
    let now = state.clock.now();
    let until = state.policy.maintenance_until.filter(|until| now < *until);
    Json(StatusResponse {
        time: now,
        minimum_version: state.policy.minimum_app_version.clone(),
        maintenance: until.map(|until| Maintenance { until: Some(until) }),
        profile: state.policy.profile,
        policy: Policy::default(),
    })
}
