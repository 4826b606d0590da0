//! 目視: the record that a challenge was issued for, and the signatures that the terminal gave for it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    blob, string, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0011_visual"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in [uuid_null("visual_record_id"), text_null("visual_record")] {
            let add = Table::alter()
                .table("challenges")
                .add_column(column.take())
                .take();
            manager.alter_table(add).await?;
        }
        // Whatever has no record is not kept apart: to both databases no two empty values are equal.
        let one_challenge = Index::create()
            .name("challenges_by_visual_record")
            .table("challenges")
            .col("device")
            .col("visual_record_id")
            .unique()
            .take();
        manager.create_index(one_challenge).await?;
        manager.create_table(terminal_signatures()).await
    }
}

/// What cards asked and the terminal signed; the signature itself follows from it.
fn terminal_signatures() -> TableCreateStatement {
    Table::create()
        .table("terminal_signatures")
        .col(uuid("challenge"))
        .col(string("idempotency_key"))
        .col(blob("card_challenge"))
        .col(timestamp_with_time_zone("signed_at"))
        .primary_key(Index::create().col("challenge").col("idempotency_key"))
        .foreign_key(
            ForeignKey::create()
                .from_col("challenge")
                .to_tbl("challenges")
                .to_col("id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}
