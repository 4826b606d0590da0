//! What operators and their programs see: metrics and health, on a listener of its own.
//!
//! It has no TLS and no authentication, so it binds to this machine alone unless a setting says
//! otherwise. It tells nothing about persons, institutions or devices.

use core::time::Duration;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use sea_orm::DbErr;
use serde::Serialize;
use tokio::time::timeout;
use tower_http::timeout::TimeoutLayer;

use crate::config::Limits;
use crate::state::AppState;
use crate::store::audit;
use crate::trust::ListsAge;

/// The exposition format of Prometheus.
const EXPOSITION: &str = "text/plain; version=0.0.4; charset=utf-8";

/// A database that takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Answer of `GET /readyz`: what speaks against sending requests here.
#[derive(Clone, Debug, Serialize)]
struct Readiness {
    failing: Vec<&'static str>,
}

/// Everything the operations listener serves.
pub(crate) fn app(state: AppState, limits: &Limits) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .with_state(state)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            limits.request,
        ))
        .layer(map_response(async |mut response: Response| {
            let no_store = HeaderValue::from_static("no-store");
            response.headers_mut().insert(CACHE_CONTROL, no_store);
            response
        }))
}

async fn metrics(State(state): State<AppState>) -> Response {
    let lists = lists_age(&state).await;
    let heads = answered(audit::heads(&state.database)).await;
    let events = heads.map(|heads| heads.iter().map(|head| head.seq).sum());
    state
        .metrics
        .look(lists.and_then(|lists| lists.oldest), events);
    ([(CONTENT_TYPE, EXPOSITION)], state.metrics.render()).into_response()
}

async fn ready(State(state): State<AppState>) -> Response {
    let until = state.policy.maintenance_until;
    let checks = [
        ("database", answered(state.database.ping()).await.is_some()),
        (
            "revocation-lists",
            lists_age(&state).await.is_some_and(|lists| lists.fresh),
        ),
        (
            "maintenance",
            until.is_none_or(|until| until <= state.clock.now()),
        ),
    ];
    let failing = checks.iter().filter(|(_, passed)| !passed);
    let failing: Vec<_> = failing.map(|(name, _)| *name).collect();
    let status = if failing.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(Readiness { failing })).into_response()
}

/// What the database answers, if it does.
async fn answered<T>(question: impl Future<Output = Result<T, DbErr>>) -> Option<T> {
    timeout(PATIENCE, question).await.ok()?.ok()
}

/// Looking at the lists may read files.
async fn lists_age(state: &AppState) -> Option<ListsAge> {
    let (jpki, now) = (Arc::clone(&state.jpki), state.clock.now());
    tokio::task::spawn_blocking(move || jpki.lists_age(now))
        .await
        .ok()
}
