//! Devices: who they are, and `POST /v1/devices`, `POST /v1/devices/self/renew`,
//! `PUT /v1/devices/self/check` and `DELETE /v1/devices/self`.

use axum::extract::{Extension, FromRequestParts, State};
use axum::http::request::Parts;
use axum::{Json, RequestPartsExt as _};
use jiff::{SignedDuration, Timestamp};
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{
    Acknowledged, DeviceCheck, RegisterRequest, RegisterResponse, RenewRequest, RenewResponse,
};
use kyotaku_core::wire::code::Code;

use super::body::Body;
use crate::listener::PeerAddress;
use crate::openapi::refusals::{BODY, CLOSABLE, DEVICE, refusals};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::device::{Device, DeviceState, find_by_key};
use crate::store::registration_failures::Origin;
use crate::tls::PeerCertificate;
use crate::{activation, devices};

/// The device at the other end of the connection, in whatever state it is.
pub(super) struct KnownDevice {
    device: Device,
    peer: PeerCertificate,
}

impl FromRequestParts<AppState> for KnownDevice {
    type Rejection = ApiError;

    /// The database is asked on every request, so revocation takes effect on the next one, also on
    /// a connection that is open.
    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<PeerCertificate>().cloned();
        let peer = peer.ok_or(Code::DeviceCertificateMissing)?;
        let device = find_by_key(&state.database, &peer.key_hash).await?;
        let device = device.ok_or(Code::DeviceUnknown)?;
        Ok(Self { device, peer })
    }
}

impl KnownDevice {
    /// Whether it is active and its certificate has ended at most `grace` before `now`. Revocation
    /// is told before expiry, because a revoked device must not try to renew.
    fn active(&self, now: Timestamp, grace: SignedDuration) -> Result<(), ApiError> {
        match self.device.state {
            DeviceState::Active => {}
            DeviceState::Revoked => return Err(ApiError::Revoked(self.device.id.clone())),
            DeviceState::Deregistered => return Err(Code::DeviceUnknown.into()),
        }
        let too_late = now.duration_since(self.peer.not_after) > grace;
        if too_late || now < self.peer.not_before {
            return Err(Code::DeviceCertificateExpired.into());
        }
        Ok(())
    }
}

/// The registered, active device at the other end of the connection.
pub(super) struct AuthenticatedDevice {
    /// Its registration.
    pub(super) device: Device,
    /// Its key.
    pub(super) key: P256Key,
}

impl FromRequestParts<AppState> for AuthenticatedDevice {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let known: KnownDevice = parts.extract_with_state(state).await?;
        known.active(state.clock.now(), SignedDuration::ZERO)?;
        Ok(Self {
            device: known.device,
            key: known.peer.key,
        })
    }
}

refusals!(
    RegisterRefusals = CLOSABLE,
    BODY,
    &[
        Code::RegistrationPaused,
        Code::RegistrationRefused,
        Code::ActivationCodeExpired,
        Code::ActivationCodeRevoked,
        Code::ActivationCodeUsed,
        Code::AccountLocked,
        Code::AccountNeverSignedIn,
        Code::AccountNotPermitted,
        Code::AccountOutsidePeriod,
        Code::AccountPaused,
        Code::HomeVisitDisabled,
        Code::IdempotencyConflict,
        Code::PasswordMustChange,
    ]
);

/// Registers a device with an activation code; it needs no certificate yet.
///
/// The same code with the same key gives the same device again for 24 hours.
#[utoipa::path(
    post,
    path = "/v1/devices",
    operation_id = "registerDevice",
    tag = "device",
    request_body = RegisterRequest,
    responses((status = OK, description = "The device and its certificate.", body = RegisterResponse), RegisterRefusals),
)]
pub(super) async fn register(
    State(state): State<AppState>,
    Extension(PeerAddress(address)): Extension<PeerAddress>,
    Body(request): Body<RegisterRequest>,
) -> Result<Json<RegisterResponse>, ApiError> {
    let registered = activation::register(&state, &Origin::from(address), &request).await?;
    if !registered.replayed {
        state.metrics.device_registered();
    }
    Ok(Json(registered))
}

refusals!(
    RenewRefusals = CLOSABLE,
    BODY,
    DEVICE,
    &[Code::DeviceKeyDiffers]
);

/// Certifies the device's key anew, until 90 days after its certificate has ended.
#[utoipa::path(
    post,
    path = "/v1/devices/self/renew",
    operation_id = "renewDevice",
    tag = "device",
    security(("device" = [])),
    request_body = RenewRequest,
    responses((status = OK, description = "The new certificate.", body = RenewResponse), RenewRefusals),
)]
pub(super) async fn renew(
    State(state): State<AppState>,
    caller: KnownDevice,
    Body(request): Body<RenewRequest>,
) -> Result<Json<RenewResponse>, ApiError> {
    caller.active(state.clock.now(), devices::RENEWABLE)?;
    devices::renew(&state, &caller.device, &request.certification_request)
        .await
        .map(Json)
}

refusals!(CheckRefusals = CLOSABLE, BODY, DEVICE);

/// Keeps what the phone has found out about itself.
#[utoipa::path(
    put,
    path = "/v1/devices/self/check",
    operation_id = "recordDeviceCheck",
    tag = "device",
    security(("device" = [])),
    request_body = DeviceCheck,
    responses((status = OK, description = "It is kept.", body = Acknowledged), CheckRefusals),
)]
pub(super) async fn record_check(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    Body(check): Body<DeviceCheck>,
) -> Result<Json<Acknowledged>, ApiError> {
    devices::record_check(&state, &caller.device, &check).await?;
    Ok(Json(Acknowledged {}))
}

refusals!(
    DeregisterRefusals = CLOSABLE,
    &[
        Code::DeviceCertificateMissing,
        Code::DeviceRevoked,
        Code::DeviceUnknown,
    ]
);

/// Ends the registration of the device, or finds it ended.
#[utoipa::path(
    delete,
    path = "/v1/devices/self",
    operation_id = "deregisterDevice",
    tag = "device",
    security(("device" = [])),
    responses((status = OK, description = "The device is not registered any more.", body = Acknowledged), DeregisterRefusals),
)]
pub(super) async fn deregister(
    State(state): State<AppState>,
    caller: KnownDevice,
) -> Result<Json<Acknowledged>, ApiError> {
    // Whoever holds the key may leave, also when the certificate has ended.
    if caller.device.state == DeviceState::Revoked {
        return Err(ApiError::Revoked(caller.device.id));
    }
    devices::deregister(&state, &caller.device).await?;
    Ok(Json(Acknowledged {}))
}
