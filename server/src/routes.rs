//! The device API.

mod body;
mod device;
pub mod observe;
mod presence;
mod status;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use kyotaku_core::wire::code::Code;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::config::Limits;
use crate::problem::{ApiError, refusal};
use crate::state::AppState;

/// Everything under `/v1`, with its layers.
pub fn app(state: AppState, limits: &Limits) -> Router {
    let layers = ServiceBuilder::new()
        .layer(from_fn(observe::observe))
        .layer(CatchPanicLayer::custom(|_| refusal(Code::Internal)))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            limits.request,
        ))
        .layer(DefaultBodyLimit::max(limits.body_bytes));
    let open_in_maintenance = Router::new().route("/v1/status", get(status::status));
    let closed_in_maintenance = Router::new()
        .route("/v1/presence/challenges", post(presence::challenge))
        .route("/v1/presence/proofs", post(presence::prove))
        .layer(from_fn_with_state(state.clone(), closed_during_maintenance));
    open_in_maintenance
        .merge(closed_in_maintenance)
        .fallback(async || ApiError::from(Code::NotFound))
        .method_not_allowed_fallback(async || ApiError::from(Code::MethodNotAllowed))
        .layer(layers)
        .with_state(state)
}

async fn closed_during_maintenance(
    State(state): State<AppState>,
    request: axum::extract::Request,
    next: Next,
) -> Response {
    let until = state.policy.maintenance_until;
    if until.is_some_and(|until| state.clock.now() < until) {
        return refusal(Code::Maintenance);
    }
    next.run(request).await
}
