//! `POST /v1/consents`.

use axum::Json;
use axum::extract::State;
use kyotaku_core::wire::api::{ConsentRequest, ConsentResponse};
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
    let registered =
        consents::register(&state, &caller.device, &caller.key, &request.consent).await?;
    if !registered.replayed {
        state.metrics.consent_registered();
    }
    Ok(Json(registered))
}
