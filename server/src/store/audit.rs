//! The chains of the audit log.

use jiff::Timestamp;
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    DbErr, EntityTrait as _, IsolationLevel, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select, Set, Statement, TransactionTrait as _,
};

use super::entity::{audit_event, audit_head};
use super::time::{from_column, to_column};
use crate::audit::NewEvent;
use crate::audit::chain::{GENESIS, Link};

/// Adds an event to its institution's chain, as part of the transaction whose effect it records:
/// either both are there or neither.
///
/// The head of the chain is written before anything is read, so writers of one institution take
/// turns from here until they commit. Call it last, for that reason and so that every transaction
/// takes its locks in the same order.
///
/// # Errors
///
/// Those of the database.
pub async fn append(
    transaction: &DatabaseTransaction,
    at: Timestamp,
    event: NewEvent<'_>,
) -> Result<(), DbErr> {
    let institution = event.institution.as_str();
    // The new number with the hash of the event before, because the hash is not touched yet.
    let draw = Statement::from_sql_and_values(
        transaction.get_database_backend(),
        "INSERT INTO audit_heads (institution, seq, hash) VALUES ($1, 1, $2) \
         ON CONFLICT (institution) DO UPDATE SET seq = audit_heads.seq + 1 RETURNING seq, hash",
        [institution.into(), GENESIS.to_vec().into()],
    );
    let head = transaction.query_one_raw(draw).await?;
    let head = head.ok_or_else(|| DbErr::Custom("no place in the audit log".into()))?;
    let seq: i64 = head.try_get("", "seq")?;
    let previous: Vec<u8> = head.try_get("", "hash")?;
    let account = event.actor.account().map(ToString::to_string);
    let actor = event.actor.to_string();
    let action = event.action.as_str();
    let hash = Link {
        institution,
        seq,
        at: at.as_second(),
        actor: &actor,
        action,
        subject: event.subject.as_deref(),
        previous: &previous,
    }
    .hash();
    let row = audit_event::ActiveModel {
        institution: Set(institution.to_owned()),
        seq: Set(seq),
        at: Set(to_column(at)),
        actor: Set(actor),
        action: Set(action.to_owned()),
        subject: Set(event.subject),
        previous: Set(previous),
        hash: Set(hash.to_vec()),
        account: Set(account),
    };
    audit_event::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    let head = audit_head::ActiveModel {
        institution: Set(institution.to_owned()),
        seq: Set(seq),
        hash: Set(hash.to_vec()),
    };
    audit_head::Entity::update(head).exec(transaction).await?;
    Ok(())
}

/// Adds an event that is no part of another change: somebody was shown something.
///
/// # Errors
///
/// Those of the database.
pub async fn record(
    database: &DatabaseConnection,
    at: Timestamp,
    event: NewEvent<'_>,
) -> Result<(), DbErr> {
    let transaction = database.begin().await?;
    append(&transaction, at, event).await?;
    transaction.commit().await
}

/// The last event of a chain, as its row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The institution's code.
    pub institution: String,
    /// The number of the event.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// An event as it is recorded, whether or not its hash is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The institution's code.
    pub institution: String,
    /// Counted from 1 in each institution.
    pub seq: i64,
    /// When, in whole seconds.
    pub at: Timestamp,
    /// The text of the actor.
    pub actor: String,
    /// The name of the action.
    pub action: String,
    /// The subject.
    pub subject: Option<String>,
    /// The hash of the event before, as this event has it.
    pub previous: Vec<u8>,
    /// Its own hash.
    pub hash: Vec<u8>,
}

/// A transaction in which all reads see one moment, however many events are added meanwhile.
///
/// # Errors
///
/// Those of the database.
pub async fn snapshot(database: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    // SQLite knows nothing else, and no words for it.
    let level = match database.get_database_backend() {
        DatabaseBackend::Sqlite => None,
        _ => Some(IsolationLevel::RepeatableRead),
    };
    database.begin_with_config(level, None).await
}

/// The heads of all chains.
///
/// # Errors
///
/// Those of the database.
pub async fn heads(database: &impl ConnectionTrait) -> Result<Vec<Head>, DbErr> {
    let rows = audit_head::Entity::find()
        .order_by_asc(audit_head::Column::Institution)
        .all(database)
        .await?;
    Ok(rows.into_iter().map(read_head).collect())
}

/// The head of one chain.
///
/// # Errors
///
/// Those of the database.
pub async fn head(
    database: &impl ConnectionTrait,
    institution: &str,
) -> Result<Option<Head>, DbErr> {
    let row = audit_head::Entity::find_by_id(institution.to_owned())
        .one(database)
        .await?;
    Ok(row.map(read_head))
}

fn read_head(row: audit_head::Model) -> Head {
    Head {
        institution: row.institution,
        seq: row.seq,
        hash: row.hash,
    }
}

/// The institutions that have events, also such whose head is missing.
///
/// # Errors
///
/// Those of the database.
pub async fn institutions(database: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::Institution)
        .distinct()
        .into_tuple()
        .all(database)
        .await
}

/// At most `count` events of a chain behind the number `after`, in order.
///
/// # Errors
///
/// Those of the database.
pub async fn events(
    database: &impl ConnectionTrait,
    institution: &str,
    after: i64,
    count: u64,
) -> Result<Vec<Event>, DbErr> {
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::Institution.eq(institution))
        .filter(audit_event::Column::Seq.gt(after))
        .order_by_asc(audit_event::Column::Seq)
        .limit(count)
        .all(database)
        .await?;
    Ok(rows.into_iter().map(read_event).collect())
}

/// At most `count` events of an account before the number `before`, the newest first.
///
/// # Errors
///
/// Those of the database.
pub async fn of_account(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    account: &AccountId,
    before: i64,
    count: u64,
) -> Result<Vec<Event>, DbErr> {
    let rows = select(institution, account, before, count)
        .all(database)
        .await?;
    Ok(rows.into_iter().map(read_event).collect())
}

fn select(
    institution: &InstitutionCode,
    account: &AccountId,
    before: i64,
    count: u64,
) -> Select<audit_event::Entity> {
    audit_event::Entity::find()
        .filter(audit_event::Column::Institution.eq(institution.as_str()))
        .filter(audit_event::Column::Account.eq(account.as_str()))
        .filter(audit_event::Column::Seq.lt(before))
        .order_by_desc(audit_event::Column::Seq)
        .limit(count)
}

fn read_event(row: audit_event::Model) -> Event {
    Event {
        institution: row.institution,
        seq: row.seq,
        at: from_column(row.at),
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        previous: row.previous,
        hash: row.hash,
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{Database, QueryTrait as _};
    use sea_orm_migration::MigratorTrait as _;

    use super::*;
    use crate::store::migration::Migrator;

    #[tokio::test]
    async fn the_history_of_an_account_is_one_range_of_an_index() {
        let database = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&database, None).await.unwrap();
        let (institution, account) = ("9919999012".parse().unwrap(), "staff11".parse().unwrap());
        let select = select(&institution, &account, i64::MAX, 51).build(DatabaseBackend::Sqlite);
        let explain = Statement {
            sql: format!("EXPLAIN QUERY PLAN {}", select.sql),
            ..select
        };
        let rows = database.query_all_raw(explain).await.unwrap();
        let steps: Vec<String> = rows
            .iter()
            .map(|row| row.try_get("", "detail").unwrap())
            .collect();
        let range = "SEARCH audit_events USING INDEX audit_events_by_account \
                     (institution=? AND account=? AND seq<?)";
        assert_eq!(steps, [range]);
    }

    #[tokio::test]
    async fn events_from_before_there_was_a_history_are_found_in_it() {
        let database = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&database, Some(10)).await.unwrap();
        for (seq, actor) in [
            (1, "account:staff11@0190f3a2-7c41-7a00-8000-00000000000a"),
            (2, "account:staff11"),
            (3, "console:staff11"),
            (4, "account:staff1"),
            (5, "device:0190f3a2-7c41-7a00-8000-00000000000a"),
            (6, "system"),
        ] {
            let insert = format!(
                "INSERT INTO audit_events VALUES ('9919999012', {seq}, \
                 '2026-11-22 00:00:00+00:00', '{actor}', 'signed-in', NULL, x'00', x'00')"
            );
            database.execute_unprepared(&insert).await.unwrap();
        }
        Migrator::up(&database, None).await.unwrap();
        let institution = "9919999012".parse().unwrap();
        for (account, expected) in [("staff11", &[3, 2, 1][..]), ("staff1", &[4])] {
            let account = account.parse().unwrap();
            let found = of_account(&database, &institution, &account, i64::MAX, 51).await;
            let found: Vec<_> = found.unwrap().iter().map(|event| event.seq).collect();
            assert_eq!(found, expected);
        }
    }
}
