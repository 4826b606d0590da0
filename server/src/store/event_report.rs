//! What devices have reported.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::identifier::DeviceId;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, Set, TransactionTrait as _, TryInsertResult,
};

use super::device::row_id;
use super::entity::event_report::{self, Column, Entity};
use super::time::to_column;
use crate::audit::{self, NewEvent};

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// Its event is in the audit log: by this report, or by the same one before.
    Recorded,
    /// The key belongs to another report.
    OtherReport,
    /// The device has reported as much as it may within an hour; nothing was recorded.
    TooMany,
}

/// Records the event of a report, once for each idempotency key of a device, and of a device at most
/// `most` within an hour.
///
/// # Errors
///
/// Those of the database.
pub async fn record(
    database: &DatabaseConnection,
    device: &DeviceId,
    idempotency_key: &str,
    report_sha256: [u8; 32],
    most: u64,
    now: Timestamp,
    event: NewEvent<'_>,
) -> Result<Reported, DbErr> {
    let device = row_id(device)?;
    let row = event_report::ActiveModel {
        device: Set(device),
        idempotency_key: Set(idempotency_key.to_owned()),
        report_sha256: Set(report_sha256.to_vec()),
        reported_at: Set(to_column(now)),
    };
    let transaction = database.begin().await?;
    let inserted = Entity::insert(row)
        .on_conflict_do_nothing_on([Column::Device, Column::IdempotencyKey])
        .exec_without_returning(&transaction)
        .await?;
    if matches!(inserted, TryInsertResult::Inserted(1..)) {
        let hour_ago = now.saturating_sub(SignedDuration::from_hours(1));
        let reported = Entity::find()
            .filter(Column::Device.eq(device))
            .filter(Column::ReportedAt.gt(to_column(hour_ago.unwrap_or(Timestamp::MIN))))
            .count(&transaction)
            .await?;
        if reported > most {
            transaction.rollback().await?;
            return Ok(Reported::TooMany);
        }
        audit::append(&transaction, now, event).await?;
        transaction.commit().await?;
        return Ok(Reported::Recorded);
    }
    let earlier = Entity::find_by_id((device, idempotency_key.to_owned()))
        .one(&transaction)
        .await?;
    transaction.rollback().await?;
    Ok(match earlier {
        Some(earlier) if earlier.report_sha256 == report_sha256 => Reported::Recorded,
        _ => Reported::OtherReport,
    })
}

/// Forgets the keys of reports from before `before`; their events stay. Answers how many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_old(database: &impl ConnectionTrait, before: Timestamp) -> Result<u64, DbErr> {
    let forgotten = Entity::delete_many()
        .filter(Column::ReportedAt.lt(to_column(before)))
        .exec(database)
        .await?;
    Ok(forgotten.rows_affected)
}
