//! The other settings of institutions, the passwords of accounts, and wrong passwords.
//!
//! SQLite adds one column a statement.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, json_null, string, string_null, timestamp_with_time_zone_null,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0004_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for setting in settings() {
            let add = Table::alter()
                .table("institutions")
                .add_column(setting)
                .take();
            manager.alter_table(add).await?;
        }
        for column in passwords() {
            let add = Table::alter().table("accounts").add_column(column).take();
            manager.alter_table(add).await?;
        }
        manager.create_table(sign_in_failures()).await
    }
}

/// 閲覧同意の利用有無, 医療扶助関連項目, 目視確認, 電子処方箋利用区分 (OQSCD038) and
/// 処方箋発行形態選択タイミング (OQSCD039), as a new institution has them.
fn settings() -> [ColumnDef; 5] {
    [
        boolean("view_consent").default(true).take(),
        boolean("welfare").default(false).take(),
        boolean("visual").default(true).take(),
        string("electronic_prescription").default("0").take(),
        string("prescription_timing").default("1").take(),
    ]
}

/// `password` is a PHC string, `earlier_passwords` a list of those before it. A temporary password
/// has to be changed; any with an end has to be changed by then.
fn passwords() -> [ColumnDef; 4] {
    [
        string_null("password"),
        boolean("password_temporary").default(false).take(),
        timestamp_with_time_zone_null("password_expires_at"),
        json_null("earlier_passwords"),
    ]
}

/// Wrong passwords in a row. There may be rows of user ids that no account has.
fn sign_in_failures() -> TableCreateStatement {
    Table::create()
        .table("sign_in_failures")
        .col(string("institution"))
        .col(string("user_id"))
        .col(big_integer("failures"))
        .col(timestamp_with_time_zone_null("paused_until"))
        .primary_key(Index::create().col("institution").col("user_id"))
        .take()
}
