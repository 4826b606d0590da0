//! HTTP, for this machine alone.
//!
//! `GET /events` tells a page everything, `POST /send` takes its events, anything else is a file of
//! the page. The listener is on 127.0.0.1, but pages of other sites run in browsers on this machine
//! too: they are kept out by the names in `Host` and `Origin` and by the type of content.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt as _};

use crate::hub::{Hub, SendError};
use crate::page;

/// Only what this origin serves; pictures also from the tree itself, as data.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// A field holds a name or a code and never a book.
const LARGEST_EVENT: usize = 64 * 1024;

/// Everything that is served, under the names of this machine at `port`.
pub fn router(hub: Arc<Hub>, port: u16) -> Router {
    Router::new()
        .route("/events", get(events))
        .route("/send", post(send))
        .fallback(get(file))
        .with_state(hub)
        .layer(DefaultBodyLimit::max(LARGEST_EVENT))
        .layer(from_fn_with_state(Names::of(port), guarded))
}

/// The names by which the preview may be called.
#[derive(Debug, Clone)]
struct Names {
    hosts: [String; 2],
    origins: [String; 2],
}

impl Names {
    fn of(port: u16) -> Self {
        let hosts = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
        Self {
            origins: hosts.each_ref().map(|host| format!("http://{host}")),
            hosts,
        }
    }

    /// Why a request is refused, if it is.
    fn refusal(&self, request: &Request) -> Option<&'static str> {
        let headers = request.headers();
        let named = |header, names: &[String; 2]| -> Option<bool> {
            let value: &HeaderValue = headers.get(header)?;
            Some(names.iter().any(|name| value == name.as_str()))
        };
        // A name that somebody else's name server points at this machine is none of ours.
        if named(HOST, &self.hosts) != Some(true) {
            return Some("the preview answers to 127.0.0.1 and localhost only");
        }
        if named(ORIGIN, &self.origins) == Some(false) {
            return Some("the preview answers to its own page only");
        }
        None
    }
}

async fn guarded(State(names): State<Names>, request: Request, next: Next) -> Response {
    let mut response = match names.refusal(&request) {
        Some(reason) => refused(StatusCode::FORBIDDEN, reason),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refused(status: StatusCode, reason: &str) -> Response {
    (status, Json(json!({ "refused": reason }))).into_response()
}

async fn events(
    State(hub): State<Arc<Hub>>,
) -> Sse<impl Stream<Item = Result<SseEvent, Infallible>>> {
    let (now, later) = hub.watch();
    // A page that fell behind is disconnected; the browser connects again and gets the latest.
    let later = BroadcastStream::new(later).map_while(Result::ok);
    let messages = tokio_stream::iter(now).chain(later);
    Sse::new(
        messages.map(|message| Ok(SseEvent::default().event(message.name).data(&*message.data))),
    )
    .keep_alive(KeepAlive::default())
}

async fn send(
    State(hub): State<Arc<Hub>>,
    event: Result<Json<Value>, JsonRejection>,
) -> Result<StatusCode, Response> {
    let Json(event) =
        event.map_err(|rejection| refused(rejection.status(), &rejection.body_text()))?;
    hub.send(&event).map_err(|error| {
        let status = match error {
            SendError::NotAnEvent(_) => StatusCode::UNPROCESSABLE_ENTITY,
            SendError::NotRunning | SendError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        };
        refused(status, &error.to_string())
    })?;
    Ok(StatusCode::NO_CONTENT)
}

async fn file(uri: Uri) -> Response {
    match page::file(uri.path()) {
        Some(file) => {
            let kind = HeaderValue::from_static(file.kind);
            ([(CONTENT_TYPE, kind)], file.text).into_response()
        }
        None => refused(StatusCode::NOT_FOUND, "there is no such file"),
    }
}
