//! `GET /v1/medical-information/{receptionNumber}`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use kyotaku_core::wire::api::{MedicalInformation, MedicalQuery};
use kyotaku_core::wire::code::Code;

use super::results::Conditions;
use super::session::SignedIn;
use crate::audit::Actor;
use crate::medical::{self, Viewer};
use crate::openapi::refusals::{CLOSABLE, DEVICE, SESSION, refusals};
use crate::problem::ApiError;
use crate::state::AppState;

refusals!(
    MedicalRefusals = CLOSABLE,
    DEVICE,
    SESSION,
    &[
        Code::CertificateGrace,
        Code::ConsentExpired,
        Code::ConsentMissing,
        Code::ConsentWithdrawn,
        Code::ItemNotConsented,
        Code::MedicalUnavailable,
        Code::ResultUnknown,
        Code::SearchMalformed,
        Code::ViewConsentDisabled,
    ]
);

/// Gives medical information about the person of a result, as far as that person has consented.
#[utoipa::path(
    get,
    path = "/v1/medical-information/{receptionNumber}",
    operation_id = "readMedicalInformation",
    tag = "result",
    security(("device" = [], "session" = [])),
    params(
        ("receptionNumber" = String, Path, description = "受付番号.", example = "2026112200001"),
        MedicalQuery,
    ),
    responses((status = OK, description = "What is known.", body = MedicalInformation), MedicalRefusals),
)]
pub(super) async fn view(
    State(state): State<AppState>,
    caller: SignedIn,
    number: Result<Path<String>, PathRejection>,
    Conditions(query): Conditions<MedicalQuery>,
) -> Result<Json<MedicalInformation>, ApiError> {
    let Path(number) = number.map_err(|_| Code::ResultUnknown)?;
    let viewer = Viewer {
        institution: &caller.institution,
        role: caller.account.role,
        actor: Actor::Account {
            id: caller.account.id,
            device: Some(caller.device.id),
        },
    };
    medical::view(&state, &viewer, &number, &query)
        .await
        .map(Json)
}
