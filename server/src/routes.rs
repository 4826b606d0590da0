//! The device API.

mod body;
mod consents;
mod device;
mod idempotency;
mod keys;
mod medical;
mod notices;
pub mod observe;
mod operations;
mod patients;
mod presence;
mod requeries;
mod results;
mod session;
mod status;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
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
use crate::routes::observe::Observer;
use crate::state::AppState;

/// Everything under `/v1`, with its layers.
pub fn app(state: AppState, limits: &Limits) -> Router {
    let observer = Observer {
        listener: "device",
        metrics: state.metrics.clone(),
    };
    let guard = from_fn_with_state(state.clone(), closed_during_maintenance);
    let (routes, _) = for_anybody()
        .merge(closed_in_maintenance().layer(guard))
        .split_for_parts();
    layered(routes.with_state(state), limits, observer)
}

/// The document of everything under `/v1`.
pub(crate) fn document() -> OpenApi {
    OpenApiRouter::<AppState>::with_openapi(openapi::frame())
        .merge(for_anybody())
        .merge(closed_in_maintenance())
        .into_openapi()
}

/// What anybody may ask at any time, also a browser.
pub(crate) fn for_anybody() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(status::status))
        .routes(routes!(keys::keys))
}

fn closed_in_maintenance() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(presence::challenge))
        .routes(routes!(presence::terminal_signature))
        .routes(routes!(presence::prove))
        .routes(routes!(
            consents::list,
            consents::register,
            consents::change
        ))
        .routes(routes!(consents::revoke))
        .routes(routes!(device::register))
        .routes(routes!(device::renew))
        .routes(routes!(device::record_check))
        .routes(routes!(device::deregister))
        .routes(routes!(results::search))
        .routes(routes!(results::view))
        .routes(routes!(medical::view))
        .routes(routes!(requeries::requery))
        .routes(routes!(requeries::requery_all))
        .routes(routes!(patients::list))
        .routes(routes!(notices::notices))
        .routes(routes!(operations::supported))
        .routes(routes!(operations::report))
        .routes(routes!(operations::own_history))
        .routes(routes!(session::sign_in))
        .routes(routes!(session::sign_out))
        .routes(routes!(session::reauthenticate))
        .routes(routes!(session::me))
        .routes(routes!(session::environment))
}

/// Puts around all routes what makes every outcome, also a panic, an answer of ours.
pub(crate) fn layered(routes: Router, limits: &Limits, observer: Observer) -> Router {
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(observer, observe::observe))
        .layer(CatchPanicLayer::custom(|_| refusal(Code::Internal)))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            limits.request,
        ))
        .layer(DefaultBodyLimit::max(limits.body_bytes));
    routes
        .fallback(async || ApiError::from(Code::NotFound))
        .method_not_allowed_fallback(async || ApiError::from(Code::MethodNotAllowed))
        .layer(layers)
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

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::routing::get;
    use kyotaku_core::wire::api::Problem;
    use tower::ServiceExt as _;

    use super::*;
    use crate::metrics::Metrics;

    async fn panicking() -> StatusCode {
        panic!("a name that must not get out")
    }

    #[tokio::test]
    async fn a_panic_is_answered_with_a_problem_that_tells_nothing_of_it() {
        let limits = Limits {
            body_bytes: 1,
            connections: 1,
            handshake: Duration::from_secs(1),
            request: Duration::from_secs(1),
            shutdown: Duration::from_secs(1),
        };
        let observer = Observer {
            listener: "test",
            metrics: Metrics::new().unwrap(),
        };
        let app = layered(Router::new().route("/", get(panicking)), &limits, observer);
        let request = Request::builder().uri("/").body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = to_bytes(response.into_body(), 4096).await.unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.code, "MKA-E5005");
        assert!(!String::from_utf8_lossy(&body).contains("name"));
    }
}
