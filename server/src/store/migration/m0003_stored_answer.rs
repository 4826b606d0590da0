//! The answer stored with a visit may be forgotten: `visits.answer`, which is never null, becomes
//! `visits.stored_answer`, which may be. SQLite cannot change a column, hence the new one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::json_null;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0003_stored_answer"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let visits = || Table::alter().table("visits").take();
        manager
            .alter_table(visits().add_column(json_null("stored_answer")).take())
            .await?;
        let copy = Query::update()
            .table("visits")
            .value("stored_answer", Expr::col("answer"))
            .take();
        manager.execute(copy).await?;
        manager
            .alter_table(visits().drop_column("answer").take())
            .await
    }
}
