//! Which request was answered with which result.

use sea_orm::prelude::Uuid;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set,
};

use super::device::row_id;
use super::entity::requery::{ActiveModel, Column, Entity};
use super::reception::ReceptionNumber;
use kyotaku_core::wire::identifier::DeviceId;

/// A request for one result or several.
#[derive(Clone, Debug)]
pub struct Request<'a> {
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

/// Finds what a request has been answered with for the result `asked`.
///
/// # Errors
///
/// Those of the database.
pub async fn answered(
    transaction: &DatabaseTransaction,
    request: &Request<'_>,
    asked: ReceptionNumber,
) -> Result<Answered, DbErr> {
    let rows = Entity::find()
        .filter(Column::Device.eq(device(request)?))
        .filter(Column::IdempotencyKey.eq(request.key))
        .all(transaction)
        .await?;
    if rows.iter().any(|row| row.request_sha256 != request.sha256) {
        return Ok(Answered::Otherwise);
    }
    let same = rows.iter().find(|row| row.asked == asked.place());
    Ok(same.map_or(Answered::Not, |row| {
        Answered::With(ReceptionNumber::at(row.place))
    }))
}

/// Keeps what a request is answered with for the result `asked`.
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
    Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

fn device(request: &Request<'_>) -> Result<Uuid, DbErr> {
    row_id(request.device)
}
