//! What a registered device does about itself.

use jiff::SignedDuration;
use kyotaku_core::wire::api::{DeviceCheck, RenewResponse, TerminalCertificates};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::DeviceId;
use sea_orm::{DatabaseTransaction, TransactionTrait as _};

use crate::audit::{self, Action, Actor, NewEvent};
use crate::issuing::DeviceRequest;
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::device::{self, Device, DeviceState};
use crate::store::session;

/// How long after its end a certificate is good for renewing it.
pub const RENEWABLE: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Most characters of a text in a device check.
const LONGEST_TEXT: usize = 40;

/// Certifies the key of a device anew.
///
/// # Errors
///
/// `MKA-E5010` for anything but a certification request signed by its own key, `MKA-E1117` for
/// another key than the registered one, `MKA-E1107` when the device is not active any more.
pub async fn renew(
    state: &AppState,
    device: &Device,
    request: &[u8],
) -> Result<RenewResponse, ApiError> {
    let request = DeviceRequest::from_der(request).map_err(|_| Code::RequestMalformed)?;
    if request.key_hash() != device.key {
        return Err(Code::DeviceKeyDiffers.into());
    }
    let issued = state
        .device_ca
        .certify(&device.id, &request, state.clock.now())
        .map_err(ApiError::internal)?;
    let transaction = state.database.begin().await?;
    if !device::renew(&transaction, &device.id, &issued.der, issued.not_after).await? {
        transaction.rollback().await?;
        return Err(ApiError::Revoked(device.id.clone()));
    }
    finish(state, transaction, device, Action::DeviceRenewed).await?;
    Ok(RenewResponse {
        certificate: issued.der,
        not_after: issued.not_after,
        terminal: terminal_of(state, &device.id)?,
    })
}

/// With what a device shows cards that it may confirm by sight, where that is offered.
///
/// # Errors
///
/// When the terminal's keys cannot sign.
pub fn terminal_of(
    state: &AppState,
    device: &DeviceId,
) -> Result<Option<TerminalCertificates>, ApiError> {
    let terminal = state.terminal.as_ref();
    terminal
        .map(|terminal| terminal.certify(device))
        .transpose()
        .map_err(ApiError::internal)
}

/// Ends the registration of a device, and its session. Once is enough; more often is no mistake.
///
/// # Errors
///
/// Those of the database.
pub async fn deregister(state: &AppState, device: &Device) -> Result<(), ApiError> {
    let transaction = state.database.begin().await?;
    if !device::end(&transaction, &device.id, DeviceState::Deregistered).await? {
        return Ok(transaction.rollback().await?);
    }
    session::end_of_device(&transaction, &device.id).await?;
    finish(state, transaction, device, Action::DeviceDeregistered).await
}

/// Keeps what a device has found out about itself.
///
/// # Errors
///
/// `MKA-E5010` for a text of more than 40 characters, or with a control character.
pub async fn record_check(
    state: &AppState,
    device: &Device,
    check: &DeviceCheck,
) -> Result<(), ApiError> {
    let texts = [&check.model, &check.system_version, &check.app_version];
    let wrong =
        |text: &String| text.chars().count() > LONGEST_TEXT || text.chars().any(char::is_control);
    if texts.into_iter().any(wrong) {
        return Err(Code::RequestMalformed.into());
    }
    device::record_check(&state.database, &device.id, check).await?;
    Ok(())
}

async fn finish(
    state: &AppState,
    transaction: DatabaseTransaction,
    device: &Device,
    action: Action,
) -> Result<(), ApiError> {
    let event = NewEvent {
        institution: &device.institution,
        actor: Actor::Device(device.id.clone()),
        action,
        subject: Some(device.id.to_string()),
    };
    audit::append(&transaction, state.clock.now(), event).await?;
    transaction.commit().await?;
    Ok(())
}
