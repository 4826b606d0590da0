//! Devices.

use jiff::Timestamp;
use kyotaku_core::wire::identifier::{AccountId, DeviceId, DeviceKeyHash, InstitutionCode};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::entity::device;
use super::time::to_column;

/// Whether a device may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// It may.
    Active,
    /// It has been revoked for good.
    Revoked,
}

impl DeviceState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Revoked => "revoked",
        }
    }
}

/// A registered device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id, the common name of its certificate.
    pub id: DeviceId,
    /// The institution it belongs to.
    pub institution: InstitutionCode,
    /// The account it was issued for.
    pub account: AccountId,
    /// Its key.
    pub key: DeviceKeyHash,
    /// Its state.
    pub state: DeviceState,
}

/// Records a new active device with its certificate.
///
/// # Errors
///
/// Those of the database; a key that is registered already violates a unique index.
pub async fn insert(
    database: &impl ConnectionTrait,
    device: &Device,
    certificate: &[u8],
    issued_at: Timestamp,
    not_after: Timestamp,
) -> Result<(), DbErr> {
    let row = device::ActiveModel {
        id: Set(row_id(&device.id)?),
        institution: Set(device.institution.as_str().to_owned()),
        account: Set(device.account.as_str().to_owned()),
        spki_sha256: Set(device.key.as_bytes().to_vec()),
        certificate: Set(certificate.to_vec()),
        state: Set(device.state.as_str().to_owned()),
        not_after: Set(to_column(not_after)),
        issued_at: Set(to_column(issued_at)),
    };
    device::Entity::insert(row)
        .exec_without_returning(database)
        .await?;
    Ok(())
}

/// Finds a device by its key.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn find_by_key(
    database: &impl ConnectionTrait,
    key: &DeviceKeyHash,
) -> Result<Option<Device>, DbErr> {
    let row = device::Entity::find()
        .filter(device::Column::SpkiSha256.eq(key.as_bytes().to_vec()))
        .one(database)
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// Revokes a device. Answers whether there is such a device.
///
/// # Errors
///
/// Those of the database.
pub async fn revoke(database: &impl ConnectionTrait, id: &DeviceId) -> Result<bool, DbErr> {
    let update = device::Entity::update_many()
        .col_expr(device::Column::State, DeviceState::Revoked.as_str().into())
        .filter(device::Column::Id.eq(row_id(id)?))
        .exec(database)
        .await?;
    Ok(update.rows_affected == 1)
}

pub(super) fn row_id(id: &DeviceId) -> Result<Uuid, DbErr> {
    id.as_str()
        .parse()
        .map_err(|_| DbErr::Custom("device id is not a UUID".into()))
}

fn read(row: &device::Model) -> Result<Device, DbErr> {
    let broken = |column| DbErr::Custom(format!("devices.{column} is broken"));
    Ok(Device {
        id: row.id.to_string().parse().map_err(|_| broken("id"))?,
        institution: row.institution.parse().map_err(|_| broken("institution"))?,
        account: row.account.parse().map_err(|_| broken("account"))?,
        key: row
            .spki_sha256
            .as_slice()
            .try_into()
            .map_err(|_| broken("spki_sha256"))?,
        state: match row.state.as_str() {
            "active" => DeviceState::Active,
            "revoked" => DeviceState::Revoked,
            _ => return Err(broken("state")),
        },
    })
}
