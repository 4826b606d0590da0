//! Authentication by device certificate.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::code::Code;

use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::device::{Device, DeviceState, find_by_key};
use crate::tls::PeerCertificate;

/// The registered, active device at the other end of the connection.
pub(super) struct AuthenticatedDevice {
    /// Its registration.
    pub(super) device: Device,
    /// Its key.
    pub(super) key: P256Key,
}

impl FromRequestParts<AppState> for AuthenticatedDevice {
    type Rejection = ApiError;

    /// Revocation is asked of the database on every request, so it takes effect on the next one,
    /// also on a connection that is open. It is told before expiry, because a revoked device must
    /// not try to renew.
    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<PeerCertificate>();
        let peer = peer.ok_or(Code::DeviceCertificateMissing)?;
        let device = find_by_key(&state.database, &peer.key_hash).await?;
        let device = device.ok_or(Code::DeviceUnknown)?;
        match device.state {
            DeviceState::Active => {}
            DeviceState::Revoked => return Err(ApiError::Revoked(device.id)),
            DeviceState::Deregistered => return Err(Code::DeviceUnknown.into()),
        }
        let now = state.clock.now();
        if now < peer.not_before || now > peer.not_after {
            return Err(Code::DeviceCertificateExpired.into());
        }
        Ok(Self {
            device,
            key: peer.key,
        })
    }
}
