//! The audit log.
//!
//! It refers to nothing: an event stays true when what it is about is gone.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, string, string_null, timestamp_with_time_zone};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0007_audit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All of it or nothing, also on SQLite, and over one connection.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(heads()).await?;
        manager.create_table(events()).await
    }
}

/// The last event of each institution. Its row is what writers wait for.
fn heads() -> TableCreateStatement {
    Table::create()
        .table("audit_heads")
        .col(string("institution").primary_key())
        .col(big_integer("seq"))
        .col(blob("hash"))
        .take()
}

/// The events; `previous` is the hash of the one before.
fn events() -> TableCreateStatement {
    Table::create()
        .table("audit_events")
        .col(string("institution"))
        .col(big_integer("seq"))
        .col(timestamp_with_time_zone("at"))
        .col(string("actor"))
        .col(string("action"))
        .col(string_null("subject"))
        .col(blob("previous"))
        .col(blob("hash"))
        .primary_key(Index::create().col("institution").col("seq"))
        .take()
}
