//! The one answer that a visit has: a consent, a change or a revocation.

use jiff::Timestamp;
use kyotaku_core::wire::identifier::ChallengeId;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, Set, TryInsertResult,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::store::challenge::key;
use crate::store::entity::challenge;
use crate::store::entity::consent_answer::{ActiveModel, Column, Entity};
use crate::store::person::{read, write};
use crate::store::time::to_column;

/// The answer that a visit has.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What the device signed.
    pub jws: String,
    stored: Option<Value>,
}

impl Answered {
    /// What the device was told, until that is forgotten.
    ///
    /// # Errors
    ///
    /// [`DbErr`] when the row does not hold a `T`.
    pub fn told<T: DeserializeOwned>(self) -> Result<Option<T>, DbErr> {
        let stored = self.stored;
        stored
            .map(|stored| read(stored, "consent_answers.stored_answer"))
            .transpose()
    }
}

/// Finds the answer to a visit.
///
/// # Errors
///
/// Those of the database.
pub async fn find_answer(
    database: &impl ConnectionTrait,
    visit: ChallengeId,
) -> Result<Option<Answered>, DbErr> {
    let row = Entity::find_by_id(key(visit)).one(database).await?;
    Ok(row.map(|row| Answered {
        jws: row.jws,
        stored: row.stored_answer,
    }))
}

/// Takes the place of a visit's answer; `false` when another one has it.
pub(super) async fn take(
    transaction: &DatabaseTransaction,
    visit: ChallengeId,
    jws: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let row = ActiveModel {
        visit: Set(key(visit)),
        jws: Set(jws.to_owned()),
        recorded_at: Set(to_column(now)),
        stored_answer: Set(None),
    };
    let inserted = Entity::insert(row)
        .on_conflict_do_nothing_on([Column::Visit])
        .exec_without_returning(transaction)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1..)))
}

/// Stores what the device will be told.
pub(super) async fn store(
    transaction: &DatabaseTransaction,
    visit: ChallengeId,
    told: &impl Serialize,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        visit: Set(key(visit)),
        stored_answer: Set(Some(write(told)?)),
        ..Default::default()
    };
    Entity::update(row).exec(transaction).await?;
    Ok(())
}

/// Forgets what was told to devices about challenges that were issued before `before`. Answers how
/// many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_answers(
    database: &impl ConnectionTrait,
    before: Timestamp,
) -> Result<u64, DbErr> {
    let old = Query::select()
        .column(challenge::Column::Id)
        .from(challenge::Entity)
        .and_where(challenge::Column::CreatedAt.lt(to_column(before)))
        .take();
    let forgotten = Entity::update_many()
        .col_expr(Column::StoredAnswer, Expr::value(None::<Value>))
        .filter(Column::StoredAnswer.is_not_null())
        .filter(Column::Visit.in_subquery(old))
        .exec(database)
        .await?;
    Ok(forgotten.rows_affected)
}
