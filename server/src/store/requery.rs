//! Which request was answered with which result.

use jiff::Timestamp;
use kyotaku_core::clock::JST;
use kyotaku_core::wire::identifier::{DeviceId, InstitutionCode};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    ExprTrait as _, QueryFilter as _, Set,
};

use super::device::row_id;
use super::entity::requery::{ActiveModel, Column, Entity};
use super::entity::result;
use super::reception::ReceptionNumber;
use super::time::to_column;

/// A request for one result or several.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The institution of the device.
    pub institution: &'a InstitutionCode,
    /// The device that asks.
    pub device: &'a DeviceId,
    /// Its idempotency key.
    pub key: &'a str,
    /// The SHA-256 of what it asks for.
    pub sha256: [u8; 32],
}

/// What a request has been answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Nothing yet.
    Not,
    /// This result.
    With(ReceptionNumber),
    /// Its key belongs to another request.
    Otherwise,
}

/// Finds what a request has been answered with for the result `asked` after `since`. What is older
/// counts no more, whether it is [forgotten](forget_old) yet or not.
///
/// # Errors
///
/// Those of the database.
pub async fn answered(
    database: &impl ConnectionTrait,
    request: &Request<'_>,
    asked: ReceptionNumber,
    since: Timestamp,
) -> Result<Answered, DbErr> {
    let of_result = |column| Expr::col((result::Entity, column));
    let answer = Query::select()
        .expr(Expr::val(1))
        .from(result::Entity)
        .and_where(of_result(result::Column::Institution).eq(request.institution.as_str()))
        .and_where(of_result(result::Column::Place).equals((Entity, Column::Place)))
        .and_where(of_result(result::Column::ConfirmedAt).gt(to_column(since)))
        .take();
    let rows = Entity::find()
        .filter(Column::Device.eq(device(request)?))
        .filter(Column::IdempotencyKey.eq(request.key))
        .filter(Expr::exists(answer))
        .all(database)
        .await?;
    if rows.iter().any(|row| row.request_sha256 != request.sha256) {
        return Ok(Answered::Otherwise);
    }
    let same = rows.iter().find(|row| row.asked == asked.place());
    Ok(same.map_or(Answered::Not, |row| {
        Answered::With(ReceptionNumber::at(row.place))
    }))
}

/// Keeps what a request is answered with for the result `asked`, in the place of what counts no more.
///
/// # Errors
///
/// Those of the database.
pub async fn keep(
    transaction: &DatabaseTransaction,
    request: &Request<'_>,
    asked: ReceptionNumber,
    number: ReceptionNumber,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        device: Set(device(request)?),
        idempotency_key: Set(request.key.to_owned()),
        asked: Set(asked.place()),
        request_sha256: Set(request.sha256.to_vec()),
        place: Set(number.place()),
    };
    let used = [Column::Device, Column::IdempotencyKey, Column::Asked];
    let conflict = OnConflict::columns(used)
        .update_columns([Column::RequestSha256, Column::Place])
        .to_owned();
    Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// Forgets what was answered before the day of `before` in Japan; the results stay. Answers how many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_old(database: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let day = ReceptionNumber::first_place_of(JST.to_datetime(before).date());
    let forgotten = Entity::delete_many()
        .filter(Column::Place.lt(day))
        .exec(database)
        .await?;
    Ok(forgotten.rows_affected)
}

fn device(request: &Request<'_>) -> Result<Uuid, DbErr> {
    row_id(request.device)
}
