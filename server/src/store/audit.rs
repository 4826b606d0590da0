//! The chains of the audit log.

use jiff::Timestamp;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, Set, Statement};

use super::entity::{audit_event, audit_head};
use super::time::to_column;
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
