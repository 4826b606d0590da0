//! Events by account for 操作履歴, reports of phones, and the list of supported phones.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, blob, json, string, string_null, timestamp_with_time_zone, uuid,
};
use sea_orm_migration::sea_orm::DatabaseBackend;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0015_operations"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let account = Table::alter()
            .table("audit_events")
            .add_column(string_null("account"))
            .take();
        manager.alter_table(account).await?;
        let connection = manager.get_connection();
        let fill = fill_accounts(connection.get_database_backend());
        connection.execute_unprepared(&fill).await?;
        let of_account = Index::create()
            .name("audit_events_by_account")
            .table("audit_events")
            .col("institution")
            .col("account")
            .col("seq")
            .take();
        manager.create_index(of_account).await?;
        manager.create_table(event_reports()).await?;
        manager.create_table(supported_devices()).await
    }
}

/// Takes the account out of the recorded text of the actor, `account:ID`, `account:ID@DEVICE` or
/// `console:ID`: both kinds begin with eight characters.
fn fill_accounts(backend: DatabaseBackend) -> String {
    let place = match backend {
        DatabaseBackend::Sqlite => "instr",
        _ => "strpos",
    };
    format!(
        "UPDATE audit_events SET account = CASE WHEN {place}(actor, '@') > 0 \
         THEN substr(actor, 9, {place}(actor, '@') - 9) ELSE substr(actor, 9) END \
         WHERE actor LIKE 'account:%' OR actor LIKE 'console:%'"
    )
}

/// What devices have reported, by the key of the request; the event itself is in the audit log.
fn event_reports() -> TableCreateStatement {
    Table::create()
        .table("event_reports")
        .col(uuid("device"))
        .col(string("idempotency_key"))
        .col(blob("report_sha256"))
        .col(timestamp_with_time_zone("reported_at"))
        .primary_key(Index::create().col("device").col("idempotency_key"))
        .foreign_key(
            ForeignKey::create()
                .from_col("device")
                .to_tbl("devices")
                .to_col("id"),
        )
        .take()
}

/// The one list of supported phones there is, in a row with the id 1.
fn supported_devices() -> TableCreateStatement {
    Table::create()
        .table("supported_devices")
        .col(big_integer("id").primary_key())
        .col(json("list"))
        .take()
}
