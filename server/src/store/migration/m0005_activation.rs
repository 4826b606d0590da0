//! Activation codes, what devices are activated with them, and refused registrations.
//!
//! SQLite adds one column a statement, and no foreign keys to a table that exists.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, blob, json_null, string, string_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0005_activation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(activation_codes()).await?;
        let by_code = Index::create()
            .name("activation_codes_by_code")
            .table("activation_codes")
            .col("code_hmac")
            .unique()
            .take();
        manager.create_index(by_code).await?;
        for column in activated_devices() {
            let add = Table::alter().table("devices").add_column(column).take();
            manager.alter_table(add).await?;
        }
        let one_device = Index::create()
            .name("devices_by_activation_code")
            .table("devices")
            .col("activation_code")
            .unique()
            .take();
        manager.create_index(one_device).await?;
        manager.create_table(registration_failures()).await
    }
}

/// Codes, known by their HMAC-SHA-256 and shown by their last four characters. The device that a
/// used code has activated names the code; `replaces` is the device that ends when that happens.
fn activation_codes() -> TableCreateStatement {
    Table::create()
        .table("activation_codes")
        .col(uuid("id").primary_key())
        .col(string("institution"))
        .col(blob("code_hmac"))
        .col(string("tail"))
        .col(string_null("device_name"))
        .col(uuid_null("replaces"))
        .col(string("issued_by"))
        .col(timestamp_with_time_zone("issued_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(timestamp_with_time_zone_null("invalidated_at"))
        .foreign_key(
            ForeignKey::create()
                .from_col("institution")
                .from_col("issued_by")
                .to_tbl("accounts")
                .to_col("institution")
                .to_col("id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from_col("replaces")
                .to_tbl("devices")
                .to_col("id"),
        )
        .take()
}

/// 端末名, the code, what the phone has found out about itself, and its last sign-in.
fn activated_devices() -> [ColumnDef; 4] {
    [
        string_null("name"),
        uuid_null("activation_code"),
        json_null("device_check"),
        timestamp_with_time_zone_null("last_sign_in_at"),
    ]
}

/// Refused registrations of an address with an institution code, which need not exist.
fn registration_failures() -> TableCreateStatement {
    Table::create()
        .table("registration_failures")
        .col(string("institution"))
        .col(string("address"))
        .col(timestamp_with_time_zone("since"))
        .col(big_integer("failures"))
        .col(timestamp_with_time_zone_null("paused_until"))
        .primary_key(Index::create().col("institution").col("address"))
        .take()
}
