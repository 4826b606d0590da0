//! Medical information, and the order of a person's visits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_pk_auto, string, string_null};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0014_medical"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All of it or nothing, also on SQLite, and over one connection.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(entries()).await?;
        for (name, table, columns) in [
            (
                "medical_entries_of_person",
                "medical_entries",
                ["person", "kind", "day"],
            ),
            (
                "visits_of_person",
                "visits",
                ["institution", "person", "verified_at"],
            ),
        ] {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// What is known of persons, of all institutions. `kind` is the code of OQSCD036, `day` the date as
/// `YYYY-MM-DD`, and `place` the name of the institution where it was.
fn entries() -> TableCreateStatement {
    Table::create()
        .table("medical_entries")
        .col(big_pk_auto("id"))
        .col(string("person"))
        .col(string("kind"))
        .col(string("day"))
        .col(string("name"))
        .col(string_null("detail"))
        .col(string_null("quantity"))
        .col(string_null("place"))
        .foreign_key(
            ForeignKey::create()
                .from_col("person")
                .to_tbl("persons")
                .to_col("id"),
        )
        .take()
}
