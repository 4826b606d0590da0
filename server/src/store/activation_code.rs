//! Activation codes. Only their HMAC and their last characters are stored.

use jiff::Timestamp;
use kyotaku_core::wire::identifier::{AccountId, DeviceId, InstitutionCode};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{LockType, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};

use super::device::row_id;
use super::entity::{activation_code, device, institution};
use super::time::{from_column, to_column};

/// An activation code as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCode {
    /// Names it in lists.
    pub id: Uuid,
    /// The institution it was issued at.
    pub institution: InstitutionCode,
    /// Its last four characters.
    pub tail: String,
    /// 端末名 of the device it is meant for.
    pub device_name: Option<String>,
    /// The device that ends when the code is used.
    pub replaces: Option<DeviceId>,
    /// The administrator who issued it.
    pub issued_by: AccountId,
    /// When.
    pub issued_at: Timestamp,
    /// The end of its validity.
    pub expires_at: Timestamp,
    /// When a device was activated with it.
    pub used_at: Option<Timestamp>,
    /// When it was invalidated.
    pub invalidated_at: Option<Timestamp>,
}

/// Records a new code, unless its institution would then have more than `most` that can be used;
/// answers whether it was recorded. Otherwise the caller rolls back.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(
    transaction: &DatabaseTransaction,
    code: &StoredCode,
    hmac: &[u8; 32],
    most: u64,
) -> Result<bool, DbErr> {
    let row = activation_code::ActiveModel {
        id: Set(code.id),
        institution: Set(code.institution.as_str().to_owned()),
        code_hmac: Set(hmac.to_vec()),
        tail: Set(code.tail.clone()),
        device_name: Set(code.device_name.clone()),
        replaces: Set(code.replaces.as_ref().map(row_id).transpose()?),
        issued_by: Set(code.issued_by.as_str().to_owned()),
        issued_at: Set(to_column(code.issued_at)),
        expires_at: Set(to_column(code.expires_at)),
        used_at: Set(None),
        invalidated_at: Set(None),
    };
    // Writing first makes SQLite take its lock at once, instead of failing when a reader upgrades.
    activation_code::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    // PostgreSQL shows no transaction the insertions of another: those of an institution take turns.
    institution::Entity::find_by_id(code.institution.as_str())
        .lock(LockType::NoKeyUpdate)
        .one(transaction)
        .await?;
    let usable = activation_code::Entity::find()
        .filter(activation_code::Column::Institution.eq(code.institution.as_str()))
        .filter(activation_code::Column::UsedAt.is_null())
        .filter(activation_code::Column::InvalidatedAt.is_null())
        .filter(activation_code::Column::ExpiresAt.gt(to_column(code.issued_at)))
        .count(transaction)
        .await?;
    Ok(usable <= most)
}

/// Finds a code by its HMAC.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn find_by_hmac(
    database: &impl ConnectionTrait,
    hmac: &[u8; 32],
) -> Result<Option<StoredCode>, DbErr> {
    activation_code::Entity::find()
        .filter(activation_code::Column::CodeHmac.eq(hmac.to_vec()))
        .one(database)
        .await?
        .map(read)
        .transpose()
}

/// Finds a code of an institution.
///
/// # Errors
///
/// As of [`find_by_hmac`].
pub async fn find(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: Uuid,
) -> Result<Option<StoredCode>, DbErr> {
    activation_code::Entity::find_by_id(id)
        .filter(activation_code::Column::Institution.eq(institution.as_str()))
        .one(database)
        .await?
        .map(read)
        .transpose()
}

/// All codes of an institution, the newest first.
///
/// # Errors
///
/// As of [`find_by_hmac`].
pub async fn list(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
) -> Result<Vec<StoredCode>, DbErr> {
    let rows = activation_code::Entity::find()
        .filter(activation_code::Column::Institution.eq(institution.as_str()))
        .order_by_desc(activation_code::Column::IssuedAt)
        .order_by_asc(activation_code::Column::Id)
        .all(database)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Uses a code up. Answers whether it was unused until now; exactly one of any number of
/// simultaneous callers is told so.
///
/// # Errors
///
/// Those of the database.
pub async fn take(
    transaction: &DatabaseTransaction,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let update = activation_code::Entity::update_many()
        .set(activation_code::ActiveModel {
            used_at: Set(Some(to_column(now))),
            ..Default::default()
        })
        .filter(activation_code::Column::Id.eq(id))
        .filter(activation_code::Column::UsedAt.is_null())
        .filter(activation_code::Column::InvalidatedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Invalidates a code. Answers whether it was valid until now.
///
/// # Errors
///
/// Those of the database.
pub async fn invalidate(
    transaction: &DatabaseTransaction,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let update = activation_code::Entity::update_many()
        .set(invalidated(now))
        .filter(activation_code::Column::Id.eq(id))
        .filter(activation_code::Column::InvalidatedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Invalidates the code that a device was activated with, if there is one.
///
/// # Errors
///
/// Those of the database.
pub async fn invalidate_of_device(
    transaction: &DatabaseTransaction,
    device: &DeviceId,
    now: Timestamp,
) -> Result<(), DbErr> {
    let code = Query::select()
        .column(device::Column::ActivationCode)
        .from(device::Entity)
        .and_where(device::Column::Id.eq(row_id(device)?))
        .take();
    activation_code::Entity::update_many()
        .set(invalidated(now))
        .filter(activation_code::Column::Id.in_subquery(code))
        .filter(activation_code::Column::InvalidatedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}

fn invalidated(now: Timestamp) -> activation_code::ActiveModel {
    activation_code::ActiveModel {
        invalidated_at: Set(Some(to_column(now))),
        ..Default::default()
    }
}

fn read(row: activation_code::Model) -> Result<StoredCode, DbErr> {
    let broken = |column| DbErr::Custom(format!("activation_codes.{column} is broken"));
    let replaces = row.replaces.map(|device| device.to_string().parse());
    Ok(StoredCode {
        id: row.id,
        institution: row.institution.parse().map_err(|_| broken("institution"))?,
        tail: row.tail,
        device_name: row.device_name,
        replaces: replaces.transpose().map_err(|_| broken("replaces"))?,
        issued_by: row.issued_by.parse().map_err(|_| broken("issued_by"))?,
        issued_at: from_column(row.issued_at),
        expires_at: from_column(row.expires_at),
        used_at: row.used_at.map(from_column),
        invalidated_at: row.invalidated_at.map(from_column),
    })
}
