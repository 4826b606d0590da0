//! The header `Idempotency-Key`: the same key with the same request gets the same answer.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kyotaku_core::wire::code::Code;
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::problem::ApiError;

const NAME: &str = "Idempotency-Key";

/// Longest key, in characters.
const LONGEST: usize = 64;

/// The key of a request: at most 64 visible ASCII characters, chosen by the device.
pub(super) struct IdempotencyKey(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let key = parts.headers.get(NAME);
        key.and_then(|value| value.to_str().ok())
            .filter(|key| (1..=LONGEST).contains(&key.len()))
            .filter(|key| key.bytes().all(|byte| byte.is_ascii_graphic()))
            .map(|key| Self(key.to_owned()))
            .ok_or_else(|| Code::RequestMalformed.into())
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_default: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[!-~]+$"))
            .min_length(Some(1))
            .max_length(Some(LONGEST));
        let parameter = ParameterBuilder::new()
            .name(NAME)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(
                "Chosen by the device, a fresh one for each intention; a repetition carries the same.",
            ))
            .schema(Some(schema));
        vec![parameter.build()]
    }
}
