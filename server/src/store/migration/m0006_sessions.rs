//! Sessions: at most one of each device.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    blob, string, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0006_sessions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sessions()).await?;
        let of_account = Index::create()
            .name("sessions_by_account")
            .table("sessions")
            .col("institution")
            .col("account")
            .take();
        manager.create_index(of_account).await
    }
}

/// Sessions, of whose tokens only the SHA-256 is kept.
fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(uuid("device").primary_key())
        .col(blob("token_sha256"))
        .col(string("institution"))
        .col(string("account"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("reauth_until"))
        .foreign_key(
            ForeignKey::create()
                .from_col("device")
                .to_tbl("devices")
                .to_col("id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from_col("institution")
                .from_col("account")
                .to_tbl("accounts")
                .to_col("institution")
                .to_col("id"),
        )
        .take()
}
