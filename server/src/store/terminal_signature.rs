//! What the terminal signed for a challenge.

use jiff::Timestamp;
use kyotaku_core::wire::identifier::ChallengeId;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, Set, TransactionTrait as _,
    TryInsertResult,
};

use super::challenge::key;
use super::entity::{challenge, terminal_signature};
use super::time::to_column;
use crate::audit::{self, NewEvent};

/// What became of a tap that asks for a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It gets one; so many taps of this challenge have, this one included.
    Granted(u64),
    /// Its idempotency key belongs to another card's challenge.
    OtherChallenge,
    /// As many taps as may have got one.
    TooMany,
    /// The challenge has been used.
    Used,
}

/// Counts a tap, once for each idempotency key, and records the event with the first.
///
/// # Errors
///
/// Those of the database.
pub async fn count(
    database: &DatabaseConnection,
    challenge: ChallengeId,
    idempotency_key: &str,
    card_challenge: &[u8; 16],
    most: u64,
    now: Timestamp,
    event: NewEvent<'_>,
) -> Result<Counted, DbErr> {
    let row = terminal_signature::ActiveModel {
        challenge: Set(key(challenge)),
        idempotency_key: Set(idempotency_key.to_owned()),
        card_challenge: Set(card_challenge.to_vec()),
        signed_at: Set(to_column(now)),
    };
    let transaction = database.begin().await?;
    // Writing first makes SQLite take its lock at once, instead of failing when a reader upgrades.
    let inserted = terminal_signature::Entity::insert(row)
        .on_conflict_do_nothing_on([
            terminal_signature::Column::Challenge,
            terminal_signature::Column::IdempotencyKey,
        ])
        .exec_without_returning(&transaction)
        .await?;
    // Taps of one challenge take turns from here; see `challenge::open` for the kind of lock.
    let unused = challenge::Entity::find_by_id(key(challenge))
        .filter(challenge::Column::UsedAt.is_null())
        .lock(LockType::NoKeyUpdate)
        .one(&transaction)
        .await?;
    let given = of(challenge).count(&transaction).await?;
    let earlier = of(challenge)
        .filter(terminal_signature::Column::IdempotencyKey.eq(idempotency_key))
        .one(&transaction)
        .await?;
    let new = matches!(inserted, TryInsertResult::Inserted(1..));
    let counted = if unused.is_none() {
        Counted::Used
    } else if earlier.is_none_or(|earlier| earlier.card_challenge != card_challenge) {
        Counted::OtherChallenge
    } else if given > most {
        Counted::TooMany
    } else {
        Counted::Granted(given)
    };
    if new && matches!(counted, Counted::Granted(_)) {
        audit::append(&transaction, now, event).await?;
        transaction.commit().await?;
    } else {
        transaction.rollback().await?;
    }
    Ok(counted)
}

/// Whether the terminal has signed anything for a challenge.
///
/// # Errors
///
/// Those of the database.
pub async fn is_given(
    database: &impl ConnectionTrait,
    challenge: ChallengeId,
) -> Result<bool, DbErr> {
    Ok(of(challenge).one(database).await?.is_some())
}

fn of(challenge: ChallengeId) -> sea_orm::Select<terminal_signature::Entity> {
    terminal_signature::Entity::find()
        .filter(terminal_signature::Column::Challenge.eq(key(challenge)))
}
