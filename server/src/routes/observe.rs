//! The outermost layer: names each request, counts and logs it, and writes the document of a refusal.
//!
//! A log line holds method, route pattern, status, code and time. Addresses, headers, bodies and
//! whatever a handler knows about persons never get here.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use kyotaku_core::wire::api::Problem;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::DeviceId;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::metrics::{Answered, Metrics};
use crate::problem::{DatabaseFailed, code_of};

/// Seconds after which it is worth asking again.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("300");

/// Where requests come in and are counted.
#[derive(Clone, Debug)]
pub struct Observer {
    /// The listener.
    pub listener: &'static str,
    /// Where to count.
    pub metrics: Metrics,
}

/// See the module.
pub async fn observe(State(observer): State<Observer>, request: Request, next: Next) -> Response {
    let id = Uuid::new_v4();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", %id);
    let started = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    if response.extensions().get::<DatabaseFailed>().is_some() {
        observer.metrics.database_failed();
    }
    let code = refused_with(&response);
    let response = match code {
        Some(code) => rendered(code, &response, id, &method),
        None => response,
    };
    let took = started.elapsed();
    let answered = Answered {
        listener: observer.listener,
        method: &method,
        route: &route,
        status: response.status(),
        code,
    };
    observer.metrics.answered(&answered, took);
    let milliseconds = took.as_millis();
    span.in_scope(|| {
        let status = response.status().as_u16();
        let code = code.map_or("-", Code::as_str);
        tracing::info!(%method, route, status, code, milliseconds, "answered");
    });
    finished(response)
}

fn refused_with(response: &Response) -> Option<Code> {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    failed.then(|| {
        response
            .extensions()
            .get()
            .copied()
            .unwrap_or_else(|| code_of(status))
    })
}

fn rendered(code: Code, refusal: &Response, id: Uuid, method: &Method) -> Response {
    let status = refusal.status();
    let mut problem = Problem::new(code, status.as_u16());
    problem.device = refusal.extensions().get::<DeviceId>().cloned();
    // Refused registrations are the same to the byte, whatever was wrong with them.
    if code != Code::RegistrationRefused {
        problem.instance = Some(format!("urn:uuid:{id}"));
    }
    let body = if *method == Method::HEAD {
        Vec::new()
    } else {
        serde_json::to_vec(&problem).unwrap_or_default()
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(Problem::MEDIA_TYPE));
    // A refused method comes with those that are not (RFC 9110 §15.5.6).
    if let Some(allowed) = refusal.headers().get(ALLOW) {
        headers.insert(ALLOW, allowed.clone());
    }
    if is_worth_asking_again(code) {
        headers.insert(RETRY_AFTER, RETRY_SECONDS);
    }
    response
}

/// Whether the reason of a refusal passes by itself; its answer says when to ask again.
#[must_use]
pub(crate) fn is_worth_asking_again(code: Code) -> bool {
    matches!(
        code,
        Code::Pending | Code::Maintenance | Code::TooManyChallenges
    )
}

/// Answers are about persons: nothing may keep them.
fn finished(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
