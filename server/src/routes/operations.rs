//! `GET /v1/supported-devices`, `POST /v1/events` and `GET /v1/audit/self`.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use kyotaku_core::wire::api::{
    Acknowledged, EventReport, HistoryQuery, HistoryResponse, SupportedDevicesResponse,
};
use kyotaku_core::wire::code::Code;

use super::body::Body;
use super::device::AuthenticatedDevice;
use super::idempotency::IdempotencyKey;
use super::session::SignedIn;
use crate::openapi::refusals::{BODY, CLOSABLE, DEVICE, IDEMPOTENT, SESSION, refusals};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::supported_devices;
use crate::{events, history};

refusals!(ListRefusals = CLOSABLE, DEVICE, SESSION);

/// Gives the list of supported phones, which is empty until the operator has imported one.
#[utoipa::path(
    get,
    path = "/v1/supported-devices",
    operation_id = "listSupportedDevices",
    tag = "service",
    security(("device" = [], "session" = [])),
    responses((status = OK, description = "The list.", body = SupportedDevicesResponse), ListRefusals),
)]
pub(super) async fn supported(
    State(state): State<AppState>,
    _: SignedIn,
) -> Result<Json<SupportedDevicesResponse>, ApiError> {
    Ok(Json(supported_devices::find(&state.database).await?))
}

refusals!(
    EventRefusals = CLOSABLE,
    BODY,
    IDEMPOTENT,
    DEVICE,
    &[Code::TooManyRequests]
);

/// Takes what the app has noticed, within seven days; the same idempotency key counts once.
#[utoipa::path(
    post,
    path = "/v1/events",
    operation_id = "reportEvent",
    tag = "service",
    security(("device" = [])),
    params(IdempotencyKey),
    request_body = EventReport,
    responses((status = OK, description = "It is recorded.", body = Acknowledged), EventRefusals),
)]
pub(super) async fn report(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    IdempotencyKey(key): IdempotencyKey,
    Body(report): Body<EventReport>,
) -> Result<Json<Acknowledged>, ApiError> {
    events::report(&state, &caller.device, &report, &key).await?;
    Ok(Json(Acknowledged {}))
}

refusals!(
    HistoryRefusals = CLOSABLE,
    DEVICE,
    SESSION,
    &[Code::SearchMalformed]
);

/// Gives what the caller's account has done, newest first.
#[utoipa::path(
    get,
    path = "/v1/audit/self",
    operation_id = "readOwnHistory",
    tag = "service",
    security(("device" = [], "session" = [])),
    params(HistoryQuery),
    responses((status = OK, description = "操作履歴.", body = HistoryResponse), HistoryRefusals),
)]
pub(super) async fn own_history(
    State(state): State<AppState>,
    caller: SignedIn,
    query: Result<Query<HistoryQuery>, QueryRejection>,
) -> Result<Json<HistoryResponse>, ApiError> {
    // What is wrong with it is not told: a parser's message quotes it.
    let Query(query) = query.map_err(|_| Code::SearchMalformed)?;
    history::history(
        &state,
        &caller.device.institution,
        &caller.account.id,
        &query,
    )
    .await
    .map(Json)
}
