//! Devices.

use jiff::Timestamp;
use kyotaku_core::wire::api::DeviceCheck;
use kyotaku_core::wire::identifier::{AccountId, DeviceId, DeviceKeyHash, InstitutionCode};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    Set,
};

use super::entity::device;
use super::time::{from_column, to_column};

/// Whether a device may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// It may.
    Active,
    /// It has been revoked for good.
    Revoked,
    /// It has ended its registration itself.
    Deregistered,
}

impl DeviceState {
    const ALL: [Self; 3] = [Self::Active, Self::Revoked, Self::Deregistered];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Revoked => "revoked",
            Self::Deregistered => "deregistered",
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
    /// The account that registered it.
    pub account: AccountId,
    /// Its key.
    pub key: DeviceKeyHash,
    /// Its state.
    pub state: DeviceState,
    /// 端末名.
    pub name: Option<String>,
    /// The certificate last issued to it, DER.
    pub certificate: Vec<u8>,
    /// The end of that certificate's validity.
    pub certificate_not_after: Timestamp,
    /// The activation code it was registered with.
    pub activation_code: Option<Uuid>,
    /// When somebody last signed in on it.
    pub last_sign_in_at: Option<Timestamp>,
}

/// Records a new device.
///
/// # Errors
///
/// Those of the database; a key that is registered already violates a unique index.
pub async fn insert(
    database: &impl ConnectionTrait,
    device: &Device,
    issued_at: Timestamp,
) -> Result<(), DbErr> {
    let row = device::ActiveModel {
        id: Set(row_id(&device.id)?),
        institution: Set(device.institution.as_str().to_owned()),
        account: Set(device.account.as_str().to_owned()),
        spki_sha256: Set(device.key.as_bytes().to_vec()),
        certificate: Set(device.certificate.clone()),
        state: Set(device.state.as_str().to_owned()),
        not_after: Set(to_column(device.certificate_not_after)),
        issued_at: Set(to_column(issued_at)),
        name: Set(device.name.clone()),
        activation_code: Set(device.activation_code),
        device_check: Set(None),
        last_sign_in_at: Set(device.last_sign_in_at.map(to_column)),
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
    row.map(read).transpose()
}

/// Finds a device of an institution.
///
/// # Errors
///
/// As of [`find_by_key`].
pub async fn find(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &DeviceId,
) -> Result<Option<Device>, DbErr> {
    let row = device::Entity::find_by_id(row_id(id)?)
        .filter(device::Column::Institution.eq(institution.as_str()))
        .one(database)
        .await?;
    row.map(read).transpose()
}

/// Finds the device that was activated with a code.
///
/// # Errors
///
/// As of [`find_by_key`].
pub async fn find_by_code(
    database: &impl ConnectionTrait,
    activation_code: Uuid,
) -> Result<Option<Device>, DbErr> {
    let row = device::Entity::find()
        .filter(device::Column::ActivationCode.eq(activation_code))
        .one(database)
        .await?;
    row.map(read).transpose()
}

/// All devices of an institution, the newest first.
///
/// # Errors
///
/// As of [`find_by_key`].
pub async fn list(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
) -> Result<Vec<Device>, DbErr> {
    let rows = device::Entity::find()
        .filter(device::Column::Institution.eq(institution.as_str()))
        .order_by_desc(device::Column::IssuedAt)
        .order_by_asc(device::Column::Id)
        .all(database)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Replaces the certificate of an active device. Answers whether there is such a device.
///
/// # Errors
///
/// Those of the database.
pub async fn renew(
    database: &impl ConnectionTrait,
    id: &DeviceId,
    certificate: &[u8],
    not_after: Timestamp,
) -> Result<bool, DbErr> {
    let changed = device::ActiveModel {
        certificate: Set(certificate.to_vec()),
        not_after: Set(to_column(not_after)),
        ..Default::default()
    };
    change_active(database, id, changed).await
}

/// Records what an active device has found out about itself. Answers whether there is such a
/// device.
///
/// # Errors
///
/// Those of the database.
pub async fn record_check(
    database: &impl ConnectionTrait,
    id: &DeviceId,
    check: &DeviceCheck,
) -> Result<bool, DbErr> {
    let check = serde_json::to_value(check)
        .map_err(|_| DbErr::Custom("a device check does not serialise".into()))?;
    let changed = device::ActiveModel {
        device_check: Set(Some(check)),
        ..Default::default()
    };
    change_active(database, id, changed).await
}

/// What a device has found out about itself, if it has told.
///
/// # Errors
///
/// As of [`find_by_key`].
pub async fn find_check(
    database: &impl ConnectionTrait,
    id: &DeviceId,
) -> Result<Option<DeviceCheck>, DbErr> {
    let row = device::Entity::find_by_id(row_id(id)?)
        .one(database)
        .await?;
    row.and_then(|row| row.device_check)
        .map(|check| super::person::read(check, "devices.device_check"))
        .transpose()
}

/// Records when somebody signed in on a device.
///
/// # Errors
///
/// Those of the database.
pub async fn record_sign_in(
    database: &impl ConnectionTrait,
    id: &DeviceId,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let changed = device::ActiveModel {
        last_sign_in_at: Set(Some(to_column(at))),
        ..Default::default()
    };
    change_active(database, id, changed).await
}

/// Ends an active device. Answers whether it was active until now.
///
/// # Errors
///
/// Those of the database.
pub async fn end(
    database: &impl ConnectionTrait,
    id: &DeviceId,
    state: DeviceState,
) -> Result<bool, DbErr> {
    let changed = device::ActiveModel {
        state: Set(state.as_str().to_owned()),
        ..Default::default()
    };
    change_active(database, id, changed).await
}

async fn change_active(
    database: &impl ConnectionTrait,
    id: &DeviceId,
    changed: device::ActiveModel,
) -> Result<bool, DbErr> {
    let update = device::Entity::update_many()
        .set(changed)
        .filter(device::Column::Id.eq(row_id(id)?))
        .filter(device::Column::State.eq(DeviceState::Active.as_str()))
        .exec(database)
        .await?;
    Ok(update.rows_affected == 1)
}

pub(super) fn row_id(id: &DeviceId) -> Result<Uuid, DbErr> {
    id.as_str()
        .parse()
        .map_err(|_| DbErr::Custom("device id is not a UUID".into()))
}

fn read(row: device::Model) -> Result<Device, DbErr> {
    let broken = |column| DbErr::Custom(format!("devices.{column} is broken"));
    let state = DeviceState::ALL
        .into_iter()
        .find(|state| state.as_str() == row.state);
    Ok(Device {
        id: row.id.to_string().parse().map_err(|_| broken("id"))?,
        institution: row.institution.parse().map_err(|_| broken("institution"))?,
        account: row.account.parse().map_err(|_| broken("account"))?,
        key: row
            .spki_sha256
            .as_slice()
            .try_into()
            .map_err(|_| broken("spki_sha256"))?,
        state: state.ok_or_else(|| broken("state"))?,
        name: row.name,
        certificate: row.certificate,
        certificate_not_after: from_column(row.not_after),
        activation_code: row.activation_code,
        last_sign_in_at: row.last_sign_in_at.map(from_column),
    })
}
