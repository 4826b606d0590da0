//! The OpenAPI document of the device API.
//!
//! It is collected from the handlers' own annotations, so a route without one cannot be mounted.
//! `kyotaku-server openapi` prints it; `docs/openapi.json` is its copy, held by a test.

pub(crate) mod refusals;
mod text;

use kyotaku_core::wire::api::Problem;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi as _};

/// What the document says besides its operations.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Kyotaku device API",
        description = "What a registered phone asks of the server. JSON over TLS; times are RFC 3339 in UTC, bytes \
            are base64url without padding. Requests with unknown fields are refused; answers may gain fields, and \
            refusals may gain codes. Every answer is `no-store`."
    ),
    tags(
        (name = "service", description = "The service itself."),
        (name = "device", description = "Registration, and the device's own affairs."),
        (name = "session", description = "Signing in, and what a signed-in account may ask about itself."),
        (name = "presence", description = "Challenges, and the proofs that a patient was present."),
        (name = "consent", description = "What patients agreed to."),
        (name = "result", description = "資格確認結果検索."),
    ),
    components(schemas(Problem)),
    modifiers(&SecuritySchemes)
)]
struct Frame;

struct SecuritySchemes;

impl Modify for SecuritySchemes {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_default();
        let device = SecurityScheme::MutualTls {
            description: Some(
                "The device's certificate, issued at registration (`POST /v1/devices`).".to_owned(),
            ),
            deprecated: None,
            extensions: None,
        };
        components.add_security_scheme("device", device);
        let mut session = Http::new(HttpAuthScheme::Bearer);
        session.description = Some(
            "The token of `POST /v1/sessions`; it counts only from the device that signed in."
                .to_owned(),
        );
        components.add_security_scheme("session", SecurityScheme::Http(session));
    }
}

/// The frame that routes are collected in.
pub(crate) fn frame() -> OpenApi {
    Frame::openapi()
}

/// The document as it is printed and checked in: JSON with a final newline, the same every time.
///
/// # Errors
///
/// Those of the serializer, which a document of strings and numbers does not meet.
pub fn json() -> Result<String, serde_json::Error> {
    let mut document = serde_json::to_value(crate::routes::document())?;
    text::plain(&mut document);
    let mut json = serde_json::to_string_pretty(&document)?;
    json.push('\n');
    Ok(json)
}
