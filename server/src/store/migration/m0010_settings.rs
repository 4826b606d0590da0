//! 目視権限 of accounts, which all had before, and whether an institution lets 家族等 consent to
//! medical information, which none did.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0010_settings"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column, default) in [
            ("accounts", "visual", true),
            ("institutions", "proxy_medical_consent", false),
        ] {
            let setting = boolean(column).default(default).take();
            let add = Table::alter().table(table).add_column(setting).take();
            manager.alter_table(add).await?;
        }
        Ok(())
    }
}
