//! The setting オンライン診療等・外来診療等(通常とは異なる動線) of institutions, off until it is switched on.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_outpatient"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let setting = boolean("outpatient").default(false).take();
        let institutions = Table::alter()
            .table("institutions")
            .add_column(setting)
            .take();
        manager.alter_table(institutions).await
    }
}
