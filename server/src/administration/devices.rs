//! The devices of an institution.

use jiff::Timestamp;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::DeviceId;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait as _};

use super::Acting;
use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::store::device::{self, Device, DeviceState};
use crate::store::{activation_code, session};

/// The devices of the institution, the newest first.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator.
pub async fn list(database: &DatabaseConnection, acting: &Acting) -> Result<Vec<Device>, ApiError> {
    acting.as_administrator()?;
    Ok(device::list(database, &acting.institution).await?)
}

/// Revokes a device for good: its next request is refused, its session ends, and its activation
/// code is invalid. Once is enough; more often is no mistake.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator, `MKA-E6010` when the institution has no such
/// device.
pub async fn revoke(
    database: &DatabaseConnection,
    acting: &Acting,
    id: &DeviceId,
    now: Timestamp,
) -> Result<(), ApiError> {
    acting.as_administrator()?;
    let device = device::find(database, &acting.institution, id).await?;
    let device = device.ok_or(Code::EntryUnknown)?;
    let transaction = database.begin().await?;
    revoke_within(&transaction, &device, acting.actor(), now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Revokes a device as part of a larger change. Writers take their locks in the same order
/// everywhere: code, device, session, audit log.
pub(crate) async fn revoke_within(
    transaction: &DatabaseTransaction,
    device: &Device,
    actor: Actor,
    now: Timestamp,
) -> Result<(), DbErr> {
    activation_code::invalidate_of_device(transaction, &device.id, now).await?;
    if !device::end(transaction, &device.id, DeviceState::Revoked).await? {
        return Ok(());
    }
    session::end_of_device(transaction, &device.id).await?;
    let event = NewEvent {
        institution: &device.institution,
        actor,
        action: Action::DeviceRevoked,
        subject: Some(device.id.to_string()),
    };
    audit::append(transaction, now, event).await
}
