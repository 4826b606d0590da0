//! Challenges.

use jiff::Timestamp;
use kyotaku_core::wire::identifier::{ChallengeId, DeviceId, VisualRecordId};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, Set, SqlErr, TransactionTrait as _,
    TryInsertResult,
};

use super::device::row_id;
use super::entity::{challenge, device};
use super::time::{from_column, to_column};
use crate::audit::{self, NewEvent};

/// An issued challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Its id.
    pub id: ChallengeId,
    /// The device it was issued to.
    pub device: DeviceId,
    /// DER of its statement.
    pub statement: Vec<u8>,
    /// When it was issued.
    pub created_at: Timestamp,
    /// The last moment to tap.
    pub tap_before: Timestamp,
    /// When its proof was accepted.
    pub used_at: Option<Timestamp>,
}

/// The 目視 record that a challenge is issued for, and the event that tells so.
#[derive(Clone, Debug)]
pub struct UsedRecord<'a> {
    /// Its id.
    pub id: VisualRecordId,
    /// The JWS, kept as evidence.
    pub jws: &'a str,
    /// Recorded with it.
    pub event: NewEvent<'a>,
}

/// What became of a challenge that was to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// This one is recorded under the idempotency key: the new one, or an earlier one.
    Open(Challenge),
    /// The 目視 record belongs to another challenge of the device; nothing was recorded.
    RecordUsed,
    /// The device has as many open challenges as it may have; nothing was recorded.
    TooMany,
}

/// Records a challenge under the request's idempotency key, unless that key has one already. Of a
/// device at most `most` may be open: unused, and still to be tapped when this one was made.
///
/// # Errors
///
/// Those of the database.
pub async fn open(
    database: &DatabaseConnection,
    challenge: Challenge,
    idempotency_key: &str,
    most: u64,
    record: Option<UsedRecord<'_>>,
) -> Result<Opened, DbErr> {
    let device = row_id(&challenge.device)?;
    let row = challenge::ActiveModel {
        id: Set(key(challenge.id)),
        device: Set(device),
        idempotency_key: Set(idempotency_key.to_owned()),
        statement: Set(challenge.statement.clone()),
        created_at: Set(to_column(challenge.created_at)),
        tap_before: Set(to_column(challenge.tap_before)),
        used_at: Set(None),
        visual_record_id: Set(record.as_ref().map(|record| record_key(record.id))),
        visual_record: Set(record.as_ref().map(|record| record.jws.to_owned())),
    };
    let request = [challenge::Column::Device, challenge::Column::IdempotencyKey];
    let transaction = database.begin().await?;
    // Writing first makes SQLite take its lock at once, instead of failing when a reader upgrades.
    let inserted = challenge::Entity::insert(row)
        .on_conflict_do_nothing_on(request)
        .exec_without_returning(&transaction)
        .await;
    let inserted = match inserted {
        Ok(inserted) => inserted,
        Err(error) => {
            transaction.rollback().await?;
            return match error.sql_err() {
                // Of the request's own key there is no violation, and ids are drawn at random.
                Some(SqlErr::UniqueConstraintViolation(_)) if record.is_some() => {
                    Ok(Opened::RecordUsed)
                }
                _ => Err(error),
            };
        }
    };
    let of_device = challenge::Entity::find().filter(challenge::Column::Device.eq(device));
    if !matches!(inserted, TryInsertResult::Inserted(1..)) {
        let earlier = of_device
            .filter(challenge::Column::IdempotencyKey.eq(idempotency_key))
            .one(&transaction)
            .await?;
        transaction.rollback().await?;
        let earlier =
            earlier.ok_or_else(|| DbErr::Custom("a recorded challenge is gone".into()))?;
        return read(earlier).map(Opened::Open);
    }
    // PostgreSQL shows no transaction the insertions of another, so those of one device take turns
    // from here. The lock is the weakest that conflicts with itself: the insertion holds one of
    // its own, for the foreign key, which a stronger lock would wait for on both sides.
    device::Entity::find_by_id(device)
        .lock(LockType::NoKeyUpdate)
        .one(&transaction)
        .await?;
    let open = of_device
        .filter(challenge::Column::UsedAt.is_null())
        .filter(challenge::Column::TapBefore.gte(to_column(challenge.created_at)))
        .count(&transaction)
        .await?;
    if open > most {
        transaction.rollback().await?;
        return Ok(Opened::TooMany);
    }
    if let Some(record) = record {
        audit::append(&transaction, challenge.created_at, record.event).await?;
    }
    transaction.commit().await?;
    Ok(Opened::Open(challenge))
}

/// Finds the challenge that a device was given for an idempotency key.
///
/// # Errors
///
/// Those of the database.
pub async fn find_by_request(
    database: &impl ConnectionTrait,
    device: &DeviceId,
    idempotency_key: &str,
) -> Result<Option<Challenge>, DbErr> {
    challenge::Entity::find()
        .filter(challenge::Column::Device.eq(row_id(device)?))
        .filter(challenge::Column::IdempotencyKey.eq(idempotency_key))
        .one(database)
        .await?
        .map(read)
        .transpose()
}

/// Finds a challenge.
///
/// # Errors
///
/// Those of the database.
pub async fn find(
    database: &impl ConnectionTrait,
    id: ChallengeId,
) -> Result<Option<Challenge>, DbErr> {
    challenge::Entity::find_by_id(key(id))
        .one(database)
        .await?
        .map(read)
        .transpose()
}

/// Forgets challenges that were issued before `before` and never used. Answers how many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_unused(
    database: &impl ConnectionTrait,
    before: Timestamp,
) -> Result<u64, DbErr> {
    let forgotten = challenge::Entity::delete_many()
        .filter(challenge::Column::UsedAt.is_null())
        .filter(challenge::Column::CreatedAt.lt(to_column(before)))
        .exec(database)
        .await?;
    Ok(forgotten.rows_affected)
}

/// Marks a challenge as used. Answers whether it was unused until now; exactly one of any number
/// of simultaneous callers is told so.
pub(super) async fn take(
    database: &impl ConnectionTrait,
    id: ChallengeId,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let update = challenge::Entity::update_many()
        .set(challenge::ActiveModel {
            used_at: Set(Some(to_column(now))),
            ..Default::default()
        })
        .filter(challenge::Column::Id.eq(key(id)))
        .filter(challenge::Column::UsedAt.is_null())
        .exec(database)
        .await?;
    Ok(update.rows_affected == 1)
}

/// The id as a column: sixteen bytes are a UUID to a database, whatever they mean.
pub(super) fn key(id: ChallengeId) -> Uuid {
    Uuid::from_bytes(*id.as_bytes())
}

/// The same of a record's id.
fn record_key(id: VisualRecordId) -> Uuid {
    Uuid::from_bytes(*id.as_bytes())
}

fn read(row: challenge::Model) -> Result<Challenge, DbErr> {
    let device = row.device.to_string().parse();
    Ok(Challenge {
        id: ChallengeId::new(row.id.into_bytes()),
        device: device.map_err(|_| DbErr::Custom("challenges.device is broken".into()))?,
        statement: row.statement,
        created_at: from_column(row.created_at),
        tap_before: from_column(row.tap_before),
        used_at: row.used_at.map(from_column),
    })
}
