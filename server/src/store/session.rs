//! Sessions: at most one of each device.

use jiff::Timestamp;
use kyotaku_core::wire::identifier::{AccountId, DeviceId, InstitutionCode};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, Set,
};
use subtle::ConstantTimeEq as _;

use super::account;
use super::device::{record_sign_in, row_id};
use super::entity::session;
use super::time::{from_column, to_column};

/// SHA-256 of a session's token.
pub type TokenHash = [u8; 32];

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The device it belongs to.
    pub device: DeviceId,
    /// The institution of device and account.
    pub institution: InstitutionCode,
    /// Who signed in.
    pub account: AccountId,
    /// When.
    pub started_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// Until when the password that was entered again counts.
    pub reauth_until: Option<Timestamp>,
}

/// What became of a session that was to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It has.
    Recorded,
    /// The device is not active any more. Roll back.
    DeviceEnded,
    /// Its account is signed in on as many other devices as it may be. Roll back.
    Elsewhere,
}

/// Records a session in place of the device's earlier one, unless its account is signed in on
/// `most` other devices already.
///
/// # Errors
///
/// Those of the database.
pub async fn begin(
    transaction: &DatabaseTransaction,
    begun: &Session,
    token: &TokenHash,
    most: u64,
) -> Result<Begun, DbErr> {
    let device = row_id(&begun.device)?;
    // Writing first makes SQLite take its lock at once, instead of failing when a reader upgrades.
    if !record_sign_in(transaction, &begun.device, begun.started_at).await? {
        return Ok(Begun::DeviceEnded);
    }
    account::lock(transaction, &begun.institution, &begun.account).await?;
    let row = session::ActiveModel {
        device: Set(device),
        token_sha256: Set(token.to_vec()),
        institution: Set(begun.institution.as_str().to_owned()),
        account: Set(begun.account.as_str().to_owned()),
        started_at: Set(to_column(begun.started_at)),
        expires_at: Set(to_column(begun.expires_at)),
        reauth_until: Set(begun.reauth_until.map(to_column)),
    };
    let replaced = OnConflict::column(session::Column::Device)
        .update_columns([
            session::Column::TokenSha256,
            session::Column::Institution,
            session::Column::Account,
            session::Column::StartedAt,
            session::Column::ExpiresAt,
            session::Column::ReauthUntil,
        ])
        .to_owned();
    session::Entity::insert(row)
        .on_conflict(replaced)
        .exec_without_returning(transaction)
        .await?;
    let elsewhere = session::Entity::find()
        .filter(session::Column::Institution.eq(begun.institution.as_str()))
        .filter(session::Column::Account.eq(begun.account.as_str()))
        .filter(session::Column::Device.ne(device))
        .filter(session::Column::ExpiresAt.gt(to_column(begun.started_at)))
        .count(transaction)
        .await?;
    Ok(if elsewhere < most {
        Begun::Recorded
    } else {
        Begun::Elsewhere
    })
}

/// Finds the session of a device, if `token` is its.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn find(
    database: &impl ConnectionTrait,
    device: &DeviceId,
    token: &TokenHash,
) -> Result<Option<Session>, DbErr> {
    let row = session::Entity::find_by_id(row_id(device)?)
        .one(database)
        .await?;
    row.filter(|row| row.token_sha256.ct_eq(token).into())
        .map(|row| read(&row))
        .transpose()
}

/// Lets a password that was entered again count until `until`. Answers whether the session is
/// still there.
///
/// # Errors
///
/// Those of the database.
pub async fn set_reauth(
    database: &impl ConnectionTrait,
    device: &DeviceId,
    token: &TokenHash,
    until: Timestamp,
) -> Result<bool, DbErr> {
    let update = session::Entity::update_many()
        .set(session::ActiveModel {
            reauth_until: Set(Some(to_column(until))),
            ..Default::default()
        })
        .filter(session::Column::Device.eq(row_id(device)?))
        .filter(session::Column::TokenSha256.eq(token.to_vec()))
        .exec(database)
        .await?;
    Ok(update.rows_affected == 1)
}

/// Ends the session of a device, if `token` is its. Answers whether it was.
///
/// # Errors
///
/// Those of the database.
pub async fn end(
    database: &impl ConnectionTrait,
    device: &DeviceId,
    token: &TokenHash,
) -> Result<bool, DbErr> {
    let ended = session::Entity::delete_many()
        .filter(session::Column::Device.eq(row_id(device)?))
        .filter(session::Column::TokenSha256.eq(token.to_vec()))
        .exec(database)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends whatever session a device has.
///
/// # Errors
///
/// Those of the database.
pub async fn end_of_device(
    database: &impl ConnectionTrait,
    device: &DeviceId,
) -> Result<(), DbErr> {
    session::Entity::delete_by_id(row_id(device)?)
        .exec(database)
        .await?;
    Ok(())
}

/// Ends all sessions of an account.
///
/// # Errors
///
/// Those of the database.
pub async fn end_of_account(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    account: &AccountId,
) -> Result<(), DbErr> {
    session::Entity::delete_many()
        .filter(session::Column::Institution.eq(institution.as_str()))
        .filter(session::Column::Account.eq(account.as_str()))
        .exec(database)
        .await?;
    Ok(())
}

/// Forgets sessions that have ended by `now`. Answers how many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_ended(database: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let forgotten = session::Entity::delete_many()
        .filter(session::Column::ExpiresAt.lte(to_column(now)))
        .exec(database)
        .await?;
    Ok(forgotten.rows_affected)
}

fn read(row: &session::Model) -> Result<Session, DbErr> {
    let broken = |column| DbErr::Custom(format!("sessions.{column} is broken"));
    Ok(Session {
        device: row
            .device
            .to_string()
            .parse()
            .map_err(|_| broken("device"))?,
        institution: row.institution.parse().map_err(|_| broken("institution"))?,
        account: row.account.parse().map_err(|_| broken("account"))?,
        started_at: from_column(row.started_at),
        expires_at: from_column(row.expires_at),
        reauth_until: row.reauth_until.map(from_column),
    })
}
