//! JSON bodies, refused with our codes.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use kyotaku_core::wire::code::Code;
use serde::de::DeserializeOwned;

use crate::problem::ApiError;

/// A JSON body of the type `T`. What is wrong with a body is not told: a parser's message quotes
/// it.
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let media_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let media_type = media_type
            .and_then(|value| value.split(';').next())
            .map(str::trim);
        if !media_type.is_some_and(|value| value.eq_ignore_ascii_case("application/json")) {
            return Err(Code::MediaTypeUnsupported.into());
        }
        let bytes =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge,
                    _ => Code::RequestMalformed,
                })?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|_| Code::RequestMalformed.into())
    }
}
