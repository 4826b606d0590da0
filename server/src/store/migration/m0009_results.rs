//! Results of confirmations, as they are searched, and notices.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, blob, json, string, string_null, text, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0009_results"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All of it or nothing, also on SQLite, and over one connection.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(results()).await?;
        for (name, columns) in [
            (
                "results_in_order",
                &["institution", "place", "care_kind"][..],
            ),
            (
                "results_by_kana",
                &["institution", "month", "kana", "place", "care_kind"],
            ),
            (
                "results_by_birthdate",
                &["institution", "birthdate", "place"],
            ),
            (
                "results_by_reference",
                &["institution", "reference_number", "place"],
            ),
        ] {
            let mut index = Index::create();
            index.table("results").name(name);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        manager.create_table(notices()).await
    }
}

/// Results. `place` is the 受付番号 as a number that sorts: its day `YYYYMMDD` times 10⁹, and what was
/// drawn on that day. `month` is that of the day, `YYYYMM`: names are looked for month by month, so
/// that a frequent one is not looked for in all the years. `kana` is folded for searching and kept
/// as bytes, because texts sort by whatever the database was set up with. `identity` and
/// `qualification` are as they were confirmed.
fn results() -> TableCreateStatement {
    Table::create()
        .table("results")
        .col(uuid("visit").primary_key())
        .col(string("institution"))
        .col(big_integer("place"))
        .col(big_integer("month"))
        .col(timestamp_with_time_zone("confirmed_at"))
        .col(string("care_kind"))
        .col(string("method"))
        .col(string("validity"))
        .col(blob("kana"))
        .col(string("birthdate"))
        .col(string_null("reference_number"))
        .col(json("identity"))
        .col(json("qualification"))
        .foreign_key(
            ForeignKey::create()
                .from_col("visit")
                .to_tbl("visits")
                .to_col("challenge"),
        )
        .take()
}

/// Notices; those without an institution are for all.
fn notices() -> TableCreateStatement {
    Table::create()
        .table("notices")
        .col(uuid("id").primary_key())
        .col(string_null("institution"))
        .col(timestamp_with_time_zone("published_at"))
        .col(timestamp_with_time_zone_null("until"))
        .col(string("title"))
        .col(text("body"))
        .foreign_key(
            ForeignKey::create()
                .from_col("institution")
                .to_tbl("institutions")
                .to_col("code"),
        )
        .take()
}
