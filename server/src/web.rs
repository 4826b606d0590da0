//! What browsers see: for now a page that says what is here.
//!
//! No script, no style, no image, nothing from elsewhere; the policies forbid browsers to load any.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::config::{Environment, Limits};
use crate::openapi;
use crate::problem::ApiError;
use crate::routes::observe::Observer;
use crate::routes::{for_anybody, layered};
use crate::state::AppState;

/// Forbids everything but the page itself.
const CONTENT_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Two years, once a browser has seen it. Only where it is meant: a reference server on a name of
/// somebody's network must not close that name to plain HTTP.
const TWO_YEARS: &str = "max-age=63072000; includeSubDomains";

const PAGE: &str = concat!(
    r#"<!DOCTYPE html>
<html lang="ja">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kyotaku</title></head>
<body>
<h1>Kyotaku "#,
    env!("CARGO_PKG_VERSION"),
    r#"</h1>
<p>居宅同意取得型の資格確認を行うサーバー（参照実装）です。登録された端末からのみ利用できます。</p>
<p lang="en">A reference server for eligibility checks at home visits. Registered devices use it; for browsers there is:</p>
<ul>
<li><a href="/v1/status">サーバーの状態 <span lang="en">(status)</span></a></li>
<li><a href="/v1/keys">受付証を検証する鍵 <span lang="en">(keys that receipts are checked with)</span></a></li>
<li><a href="/openapi.json">端末用APIの仕様 <span lang="en">(OpenAPI document of the device API)</span></a></li>
</ul>
</body>
</html>
"#
);

/// Everything the listener for browsers serves.
pub(crate) fn app(state: AppState, limits: &Limits, environment: Environment) -> Router {
    let observer = Observer {
        listener: "web",
        metrics: state.metrics.clone(),
    };
    let (for_anybody, _) = for_anybody().split_for_parts();
    let routes = for_anybody
        .route("/", get(async || Html(PAGE)))
        .route("/openapi.json", get(document))
        .with_state(state);
    layered(routes, limits, observer).layer(from_fn_with_state(environment, guarded))
}

async fn document() -> Result<Response, ApiError> {
    let json = openapi::json().map_err(ApiError::internal)?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(CONTENT_TYPE, kind)], json).into_response())
}

/// Tells browsers what they must not do with any answer.
async fn guarded(State(environment): State<Environment>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
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
    if environment == Environment::Production {
        let value = HeaderValue::from_static(TWO_YEARS);
        headers.insert(STRICT_TRANSPORT_SECURITY, value);
    }
    response
}
