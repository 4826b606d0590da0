//! `GET /v1/patients`.

use axum::Json;
use axum::extract::State;
use kyotaku_core::wire::api::{PatientsQuery, PatientsResponse};
use kyotaku_core::wire::code::Code;

use super::results::{Conditions, Reauthenticated};
use crate::openapi::refusals::{CLOSABLE, DEVICE, SESSION, refusals};
use crate::patients;
use crate::problem::ApiError;
use crate::state::AppState;

refusals!(
    ListRefusals = CLOSABLE,
    DEVICE,
    SESSION,
    &[Code::ReauthNeeded, Code::SearchMalformed]
);

/// Lists the patients in a continuing relation with the caller's institution, by name.
#[utoipa::path(
    get,
    path = "/v1/patients",
    operation_id = "listPatients",
    tag = "result",
    security(("device" = [], "session" = [])),
    params(PatientsQuery),
    responses((status = OK, description = "The patients.", body = PatientsResponse), ListRefusals),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Reauthenticated,
    Conditions(query): Conditions<PatientsQuery>,
) -> Result<Json<PatientsResponse>, ApiError> {
    let institution = &caller.0.device.institution;
    patients::list(&state, institution, caller.actor(), &query)
        .await
        .map(Json)
}
