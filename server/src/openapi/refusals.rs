//! The refusals of operations.
//!
//! An operation names the codes it may answer with; statuses follow from
//! [`problem::status`](crate::problem::status), so document and server cannot differ in them.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use kyotaku_core::wire::api::Problem;
use kyotaku_core::wire::code::{Code, Language};
use utoipa::openapi::schema::{AllOf, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{Content, HeaderBuilder, Ref, RefOr, Response, ResponseBuilder};

use crate::problem;
use crate::routes::observe::is_worth_asking_again;

/// Codes that an operation may refuse with.
pub(crate) type Codes = &'static [Code];

/// What can happen to any request.
pub(crate) const ANY: Codes = &[Code::Internal, Code::RequestTimedOut];

/// What is closed during maintenance.
pub(crate) const CLOSABLE: Codes = &[Code::Maintenance];

/// What a request with a body may be refused for.
pub(crate) const BODY: Codes = &[
    Code::RequestMalformed,
    Code::BodyTooLarge,
    Code::MediaTypeUnsupported,
];

/// What a header `Idempotency-Key` may be refused for.
pub(crate) const IDEMPOTENT: Codes = &[Code::RequestMalformed, Code::IdempotencyConflict];

/// What a device may be refused for.
pub(crate) const DEVICE: Codes = &[
    Code::DeviceCertificateMissing,
    Code::DeviceUnknown,
    Code::DeviceRevoked,
    Code::DeviceCertificateExpired,
];

/// What a session may be refused for, besides its device.
pub(crate) const SESSION: Codes = &[
    Code::SessionEnded,
    Code::AccountLocked,
    Code::AccountNeverSignedIn,
    Code::AccountNotPermitted,
    Code::AccountOutsidePeriod,
    Code::HomeVisitDisabled,
    Code::PasswordMustChange,
];

/// What a password may be refused for.
pub(crate) const PASSWORD: Codes = &[
    Code::SignInRefused,
    Code::AccountLocked,
    Code::AccountPaused,
];

/// Defines a type that documents the refusals of one operation: a name, then sets of codes. Its
/// name goes into the `responses(…)` of the operation.
macro_rules! refusals {
    ($name:ident = $($codes:expr),+ $(,)?) => {
        pub(super) struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<
                String,
                utoipa::openapi::RefOr<utoipa::openapi::Response>,
            > {
                $crate::openapi::refusals::responses(&[$crate::openapi::refusals::ANY, $($codes),+])
            }
        }
    };
}
pub(crate) use refusals;

/// One response for each status that one of the codes has.
pub(crate) fn responses(sets: &[Codes]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<StatusCode, Vec<Code>> = BTreeMap::new();
    for code in sets.iter().copied().flatten().copied() {
        let codes = by_status.entry(problem::status(code)).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    by_status
        .into_iter()
        .map(|(status, mut codes)| {
            codes.sort_by_key(|code| code.as_str());
            (status.as_str().to_owned(), response(status, &codes).into())
        })
        .collect()
}

fn response(status: StatusCode, codes: &[Code]) -> Response {
    let lines = codes
        .iter()
        .map(|code| format!("- `{code}` {}", code.title(Language::English)));
    let reason = status.canonical_reason().unwrap_or_default();
    let description = core::iter::once(format!("{reason}:"))
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n");
    let content = Content::builder()
        .schema(Some(schema(codes)))
        .example(codes.first().map(|code| example(*code, status)))
        .build();
    let mut response = ResponseBuilder::new()
        .description(description)
        .content(Problem::MEDIA_TYPE, content);
    if codes.iter().copied().any(is_worth_asking_again) {
        let seconds = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)));
        let header = HeaderBuilder::new()
            .schema(Some(seconds))
            .description(Some("Seconds after which it is worth asking again."));
        response = response.header("Retry-After", header.build());
    }
    response.build()
}

/// A problem with one of these codes.
fn schema(codes: &[Code]) -> RefOr<Schema> {
    let code = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(codes.iter().map(|code| code.as_str())));
    AllOf::builder()
        .item(Ref::from_schema_name("Problem"))
        .item(ObjectBuilder::new().property("code", code))
        .into()
}

fn example(code: Code, status: StatusCode) -> serde_json::Value {
    serde_json::to_value(Problem::new(code, status.as_u16())).unwrap_or_default()
}
