//! Receipts of visits, and the consents that refer to them.
//!
//! A visit gets its 受付番号 with the patient's answer, so `visits.reception_number` may be null.
//! SQLite cannot change a column: it is made anew, together with the index that holds it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    json, json_null, string, string_null, text, timestamp_with_time_zone, uuid, uuid_null,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0008_consents"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All of it or nothing, also on SQLite, and over one connection.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let visits = || Table::alter().table("visits").take();
        for column in [uuid_null("receipt_id"), string_null("drawn_number")] {
            let add = visits().add_column(column).take();
            manager.alter_table(add).await?;
        }
        let copy = Query::update()
            .table("visits")
            .value("drawn_number", Expr::col("reception_number"))
            .take();
        manager.execute(copy).await?;
        let mut by_reception = Index::drop();
        by_reception.table("visits").name("visits_by_reception");
        manager.drop_index(by_reception).await?;
        for change in [
            visits().drop_column("reception_number").take(),
            visits()
                .rename_column("drawn_number", "reception_number")
                .take(),
        ] {
            manager.alter_table(change).await?;
        }
        for index in [
            index(
                "visits",
                "visits_by_reception",
                &["institution", "reception_number"],
            )
            .unique()
            .take(),
            index("visits", "visits_by_receipt", &["receipt_id"])
                .unique()
                .take(),
        ] {
            manager.create_index(index).await?;
        }
        manager.create_table(consents()).await?;
        let of_person = ["institution", "person", "care_kind", "answered_at"];
        manager
            .create_index(index("consents", "consents_of_person", &of_person))
            .await
    }
}

/// Consents, one of each visit at most. `jws` is what the device signed, and is kept as it came;
/// the columns before it say the same for queries.
fn consents() -> TableCreateStatement {
    Table::create()
        .table("consents")
        .col(uuid("visit").primary_key())
        .col(string("institution"))
        .col(string("person"))
        .col(string("care_kind"))
        .col(json("items"))
        .col(json("respondent"))
        .col(string_null("prescription_issue_select"))
        .col(timestamp_with_time_zone("answered_at"))
        .col(text("jws"))
        .col(timestamp_with_time_zone("available_until"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(json_null("stored_answer"))
        .foreign_key(
            ForeignKey::create()
                .from_col("visit")
                .to_tbl("visits")
                .to_col("challenge"),
        )
        .take()
}

fn index(
    table: &'static str,
    name: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}
