//! `POST`, `GET` and `PUT /v1/consents`, and `POST /v1/consents/revoke`.

use axum::Json;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::request::Parts;
use kyotaku_core::wire::api::{
    ConsentChangeRequest, ConsentRequest, ConsentResponse, ConsentRevocationRequest,
    ConsentsChanged, ConsentsQuery, ConsentsResponse,
};
use kyotaku_core::wire::code::Code;

use super::body::Body;
use super::device::AuthenticatedDevice;
use crate::consents;
use crate::openapi::refusals::{BODY, CLOSABLE, DEVICE, refusals};
use crate::problem::ApiError;
use crate::state::AppState;

refusals!(
    ConsentRefusals = CLOSABLE,
    BODY,
    DEVICE,
    &[
        Code::CertificateGrace,
        Code::ConsentAnswered,
        Code::ConsentOutsideWindow,
        Code::DeliveryTooLate,
        Code::DeviceSignatureWrong,
        Code::NotEnrolled,
        Code::PrescriptionNotChosen,
        Code::ProxyNotPermitted,
        Code::ReceiptUnknown,
        Code::ViewConsentDisabled,
    ]
);

/// Registers a consent, and answers with 受付番号 and qualification.
#[utoipa::path(
    post,
    path = "/v1/consents",
    operation_id = "registerConsent",
    tag = "consent",
    security(("device" = [])),
    request_body = ConsentRequest,
    responses((status = OK, description = "The consent is registered.", body = ConsentResponse), ConsentRefusals),
)]
pub(super) async fn register(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    Body(request): Body<ConsentRequest>,
) -> Result<Json<ConsentResponse>, ApiError> {
    consents::register(&state, &caller.device, &caller.key, &request.consent)
        .await
        .map(Json)
}

/// The receipt that the query names.
pub(super) struct OfReceipt(ConsentsQuery);

impl FromRequestParts<AppState> for OfReceipt {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(query)) => Ok(Self(query)),
            Err(_) => Err(Code::ReceiptUnknown.into()),
        }
    }
}

refusals!(ConsentsRefusals = CLOSABLE, DEVICE, &[Code::ReceiptUnknown]);

/// Reads what the person of a receipt has consented to at the institution, those consents that have
/// ended included.
#[utoipa::path(
    get,
    path = "/v1/consents",
    operation_id = "readConsents",
    tag = "consent",
    security(("device" = [])),
    params(ConsentsQuery),
    responses((status = OK, description = "The consents.", body = ConsentsResponse), ConsentsRefusals),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    OfReceipt(query): OfReceipt,
) -> Result<Json<ConsentsResponse>, ApiError> {
    consents::list(&state, &caller.device, query.receipt_id)
        .await
        .map(Json)
}

refusals!(
    ChangeRefusals = CLOSABLE,
    BODY,
    DEVICE,
    &[
        Code::CertificateGrace,
        Code::ConsentAnswered,
        Code::ConsentExpired,
        Code::ConsentMissing,
        Code::ConsentOutsideWindow,
        Code::ConsentWithdrawn,
        Code::DeliveryTooLate,
        Code::DeviceSignatureWrong,
        Code::ProxyNotPermitted,
        Code::ReceiptUnknown,
        Code::ViewConsentDisabled,
    ]
);

/// Changes a consent that holds: what is agreed to from now on.
#[utoipa::path(
    put,
    path = "/v1/consents",
    operation_id = "changeConsent",
    tag = "consent",
    security(("device" = [])),
    request_body = ConsentChangeRequest,
    responses((status = OK, description = "The consent is changed.", body = ConsentsChanged), ChangeRefusals),
)]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    Body(request): Body<ConsentChangeRequest>,
) -> Result<Json<ConsentsChanged>, ApiError> {
    consents::change(&state, &caller.device, &caller.key, &request.change)
        .await
        .map(Json)
}

refusals!(
    RevocationRefusals = CLOSABLE,
    BODY,
    DEVICE,
    &[
        Code::ConsentAnswered,
        Code::ConsentExpired,
        Code::ConsentMissing,
        Code::ConsentOutsideWindow,
        Code::ConsentWithdrawn,
        Code::DeliveryTooLate,
        Code::DeviceSignatureWrong,
        Code::ReceiptUnknown,
    ]
);

/// Revokes the consent for one kind of care, or all of them.
#[utoipa::path(
    post,
    path = "/v1/consents/revoke",
    operation_id = "revokeConsents",
    tag = "consent",
    security(("device" = [])),
    request_body = ConsentRevocationRequest,
    responses((status = OK, description = "They are revoked.", body = ConsentsChanged), RevocationRefusals),
)]
pub(super) async fn revoke(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    Body(request): Body<ConsentRevocationRequest>,
) -> Result<Json<ConsentsChanged>, ApiError> {
    consents::revoke(&state, &caller.device, &caller.key, &request.revocation)
        .await
        .map(Json)
}
