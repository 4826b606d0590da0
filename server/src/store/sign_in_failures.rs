//! Wrong passwords in a row, of each user id that is typed at an institution.
//!
//! A try is counted before its password is looked at and given back when the password was right,
//! so that any number of tries at once, at any number of servers, get no more guesses than one
//! after another. Ids that no account has are counted alike: what happens tells nobody which exist.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, Statement,
};

use super::entity::sign_in_failures::{Column, Entity, Model};
use super::time::{from_column, to_column};

/// The wrong password in a row after which there is a pause.
pub const PAUSED_AFTER: i64 = 5;

/// How long the pause is.
pub const PAUSE: SignedDuration = SignedDuration::from_mins(30);

/// The wrong password in a row after which an administrator has to unlock the account.
pub const LOCKED_AFTER: i64 = 10;

/// What wrong passwords have led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restraint {
    /// No password is looked at for a while.
    Paused,
    /// No password is looked at until an administrator unlocks the account.
    Locked,
}

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charged {
    /// It was counted; this is what follows if its password is wrong.
    Counted(Option<Restraint>),
    /// It was not, and its password must not be looked at.
    Refused(Restraint),
}

/// Counts a try.
///
/// # Errors
///
/// Those of the database.
pub async fn charge(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
    now: Timestamp,
) -> Result<Charged, DbErr> {
    let pause_ends = now.saturating_add(PAUSE).unwrap_or(Timestamp::MAX);
    let count = Statement::from_sql_and_values(
        database.get_database_backend(),
        "INSERT INTO sign_in_failures (institution, user_id, failures) VALUES ($1, $2, 1) \
         ON CONFLICT (institution, user_id) DO UPDATE SET \
         failures = sign_in_failures.failures + 1, \
         paused_until = CASE WHEN sign_in_failures.failures + 1 = $3 THEN $4 ELSE NULL END \
         WHERE sign_in_failures.failures < $5 \
         AND (sign_in_failures.paused_until IS NULL OR sign_in_failures.paused_until <= $6) \
         RETURNING failures",
        [
            institution.as_str().into(),
            id.as_str().into(),
            PAUSED_AFTER.into(),
            to_column(pause_ends).into(),
            LOCKED_AFTER.into(),
            to_column(now).into(),
        ],
    );
    if let Some(row) = database.query_one_raw(count).await? {
        return Ok(Charged::Counted(match row.try_get("", "failures")? {
            LOCKED_AFTER.. => Some(Restraint::Locked),
            PAUSED_AFTER => Some(Restraint::Paused),
            _ => None,
        }));
    }
    // If another try was given back in between, this one is told to wait although it need not.
    let restraint = restraint(database, institution, id, now).await?;
    Ok(Charged::Refused(restraint.unwrap_or(Restraint::Paused)))
}

/// Forgets the wrong passwords: a right one was entered, or an administrator unlocks the account.
///
/// # Errors
///
/// Those of the database.
pub async fn clear(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
) -> Result<(), DbErr> {
    Entity::delete_by_id(key(institution, id))
        .exec(database)
        .await?;
    Ok(())
}

/// What an account's wrong passwords have led to, if to anything.
///
/// # Errors
///
/// Those of the database.
pub async fn restraint(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
    now: Timestamp,
) -> Result<Option<Restraint>, DbErr> {
    let row = Entity::find_by_id(key(institution, id))
        .one(database)
        .await?;
    Ok(row.and_then(|row| of_row(&row, now)))
}

/// The ids of an institution that are under restraint.
///
/// # Errors
///
/// Those of the database.
pub async fn restraints(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    now: Timestamp,
) -> Result<Vec<(String, Restraint)>, DbErr> {
    let rows = Entity::find()
        .filter(Column::Institution.eq(institution.as_str()))
        .filter(Column::Failures.gte(PAUSED_AFTER))
        .all(database)
        .await?;
    let restrained = rows
        .into_iter()
        .filter_map(|row| Some((row.user_id.clone(), of_row(&row, now)?)));
    Ok(restrained.collect())
}

fn of_row(row: &Model, now: Timestamp) -> Option<Restraint> {
    let paused = row
        .paused_until
        .is_some_and(|until| now < from_column(until));
    match row.failures {
        LOCKED_AFTER.. => Some(Restraint::Locked),
        _ if paused => Some(Restraint::Paused),
        _ => None,
    }
}

fn key(institution: &InstitutionCode, id: &AccountId) -> (String, String) {
    (institution.as_str().to_owned(), id.as_str().to_owned())
}
