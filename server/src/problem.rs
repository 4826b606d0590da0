//! Refusals.
//!
//! A handler fails with an [`ApiError`]; the response then carries only its code, and the outermost
//! layer ([`observe`](crate::routes::observe)) writes the problem document for it, so that every
//! refusal looks the same whether a handler, an extractor or a layer made it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::DeviceId;
use sea_orm::DbErr;

/// Why a request is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The server failed; the cause goes to the log only.
    #[error("the server failed")]
    Internal(#[source] Box<dyn core::error::Error + Send + Sync>),
    /// The request is refused for a reason the device is told.
    #[error("refused with {0}")]
    Refused(Code),
    /// The device that asks has been revoked. It is named, because it erases itself for this.
    #[error("the device is revoked")]
    Revoked(DeviceId),
}

impl ApiError {
    /// Wraps a failure of the server.
    pub fn internal(source: impl core::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(source))
    }
}

impl From<Code> for ApiError {
    fn from(code: Code) -> Self {
        Self::Refused(code)
    }
}

impl From<DbErr> for ApiError {
    fn from(source: DbErr) -> Self {
        Self::internal(source)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Internal(source) => {
                tracing::error!(error = %source, "request failed");
                let mut response = refusal(Code::Internal);
                if is_of_the_database(source.as_ref()) {
                    response.extensions_mut().insert(DatabaseFailed);
                }
                response
            }
            Self::Refused(code) => refusal(code),
            Self::Revoked(device) => {
                let mut response = refusal(Code::DeviceRevoked);
                response.extensions_mut().insert(device);
                response
            }
        }
    }
}

/// Marks the response to a request that failed because of the database.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DatabaseFailed;

fn is_of_the_database(error: &(dyn core::error::Error + 'static)) -> bool {
    core::iter::successors(Some(error), |error| error.source())
        .any(<dyn core::error::Error>::is::<DbErr>)
}

/// A response that says `code`, yet to be rendered.
#[must_use]
pub fn refusal(code: Code) -> Response {
    let mut response = status(code).into_response();
    response.extensions_mut().insert(code);
    response
}

/// The HTTP status of a refusal.
#[must_use]
pub fn status(code: Code) -> StatusCode {
    match code {
        Code::DeviceCertificateMissing | Code::SessionEnded | Code::SignInRefused => {
            StatusCode::UNAUTHORIZED
        }
        Code::DeviceCertificateExpired
        | Code::DeviceRevoked
        | Code::DeviceUnknown
        | Code::AccountLocked
        | Code::AccountNeverSignedIn
        | Code::AccountNotPermitted
        | Code::AccountOutsidePeriod
        | Code::ActivationCodeExpired
        | Code::ActivationCodeRevoked
        | Code::HomeVisitDisabled
        | Code::PasswordMustChange
        | Code::ReauthNeeded
        | Code::RegistrationRefused
        | Code::CareKindNotOffered
        | Code::VisualDisabled
        | Code::VisualNotPermitted => StatusCode::FORBIDDEN,
        Code::AccountIdTaken
        | Code::ActivationCodeUsed
        | Code::ActivationCodesTooMany
        | Code::ChallengeUsed
        | Code::ConsentAnswered
        | Code::EntryExists
        | Code::IdempotencyConflict
        | Code::SignedInElsewhere
        | Code::VisualRecordUsed => StatusCode::CONFLICT,
        Code::ChallengeUnknown
        | Code::EntryUnknown
        | Code::NotFound
        | Code::ReceiptUnknown
        | Code::ResultUnknown => StatusCode::NOT_FOUND,
        Code::DeliveryTooLate => StatusCode::GONE,
        Code::Pending | Code::Maintenance => StatusCode::SERVICE_UNAVAILABLE,
        Code::RequestMalformed | Code::SearchMalformed => StatusCode::BAD_REQUEST,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::MediaTypeUnsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::RequestTimedOut => StatusCode::REQUEST_TIMEOUT,
        Code::AccountPaused
        | Code::RegistrationPaused
        | Code::TerminalSignatureLimit
        | Code::TooManyChallenges
        | Code::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The code of a refusal that a layer made without naming one.
#[must_use]
pub fn code_of(status: StatusCode) -> Code {
    match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::MediaTypeUnsupported,
        StatusCode::REQUEST_TIMEOUT => Code::RequestTimedOut,
        status if status.is_client_error() => Code::RequestMalformed,
        _ => Code::Internal,
    }
}
