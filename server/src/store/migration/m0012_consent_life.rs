//! Consents over time: they are changed and they end.
//!
//! A visit used to have one consent. Now it has one answer, which may be a revocation and leave no
//! consent, and a consent has a name of its own. SQLite cannot change a key: the table is made anew.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_pk_auto, json, json_null, string, string_null, text, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0012_consent_life"
    }
}

/// The columns that a consent had before and keeps.
const KEPT: [&str; 10] = [
    "visit",
    "institution",
    "person",
    "care_kind",
    "items",
    "respondent",
    "prescription_issue_select",
    "answered_at",
    "available_until",
    "recorded_at",
];

/// The columns that belong to the answer.
const OF_ANSWERS: [&str; 4] = ["visit", "jws", "recorded_at", "stored_answer"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All of it or nothing, also on SQLite, and over one connection.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(answers()).await?;
        manager.create_table(lasting_consents()).await?;
        for (table, columns) in [
            ("consent_answers", &OF_ANSWERS[..]),
            ("lasting_consents", &KEPT),
        ] {
            let copied = Query::select()
                .columns(columns.iter().copied())
                .from("consents")
                .order_by("recorded_at", Order::Asc)
                .take();
            let mut copy = Query::insert();
            copy.into_table(table).columns(columns.iter().copied());
            copy.select_from(copied)
                .map_err(|error| DbErr::Custom(error.to_string()))?;
            manager.execute(copy).await?;
        }
        let old = Table::drop().table("consents").take();
        manager.drop_table(old).await?;
        let renamed = Table::rename().table("lasting_consents", "consents").take();
        manager.rename_table(renamed).await?;
        for (name, columns) in [
            (
                "consents_of_person",
                &["institution", "person", "care_kind", "answered_at", "id"][..],
            ),
            ("consents_of_visit", &["visit"]),
        ] {
            let mut index = Index::create();
            index.name(name).table("consents");
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// What patients answered, once for each visit: `jws` is what the device signed, and is kept as it
/// came; `stored_answer` is what it was told.
fn answers() -> TableCreateStatement {
    Table::create()
        .table("consent_answers")
        .col(uuid("visit").primary_key())
        .col(text("jws"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(json_null("stored_answer"))
        .foreign_key(&mut to_visit())
        .take()
}

/// Consents, in the order they were recorded. One that was changed or answered anew stays, with the
/// newer one behind it. `end_reason` is set once it is revoked; that its time is over is not
/// recorded, because `available_until` tells.
fn lasting_consents() -> TableCreateStatement {
    Table::create()
        .table("lasting_consents")
        .col(big_pk_auto("id"))
        .col(uuid("visit"))
        .col(string("institution"))
        .col(string("person"))
        .col(string("care_kind"))
        .col(json("items"))
        .col(json("respondent"))
        .col(string_null("prescription_issue_select"))
        .col(timestamp_with_time_zone("answered_at"))
        .col(timestamp_with_time_zone("available_until"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(string_null("end_reason"))
        .foreign_key(&mut to_visit())
        .take()
}

fn to_visit() -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from_col("visit")
        .to_tbl("visits")
        .to_col("challenge")
        .take()
}
