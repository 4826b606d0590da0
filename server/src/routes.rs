//! The device API.

mod body;
mod device;
mod idempotency;
mod keys;
pub mod observe;
mod presence;
mod status;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use kyotaku_core::wire::code::Code;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::config::Limits;
use crate::openapi;
use crate::problem::{ApiError, refusal};
use crate::state::AppState;

/// Everything under `/v1`, with its layers.
pub fn app(state: AppState, limits: &Limits) -> Router {
    let guard = from_fn_with_state(state.clone(), closed_during_maintenance);
    let (routes, _) = open_in_maintenance()
        .merge(closed_in_maintenance().layer(guard))
        .split_for_parts();
    layered(routes.with_state(state), limits)
}

/// The document of everything under `/v1`.
pub(crate) fn document() -> OpenApi {
    OpenApiRouter::<AppState>::with_openapi(openapi::frame())
        .merge(open_in_maintenance())
        .merge(closed_in_maintenance())
        .into_openapi()
}

fn open_in_maintenance() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(status::status))
        .routes(routes!(keys::keys))
}

fn closed_in_maintenance() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(presence::challenge))
        .routes(routes!(presence::prove))
