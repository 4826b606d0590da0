//! Results that no card stands behind directly, the continuing relations that allow them, and which
//! request was answered with which result.
//!
//! A result was named by its visit, of which it was the only one. Now several may rest on one card
//! check, so a result has an id of its own; those that are there keep that of their visit. SQLite
//! cannot change a primary key: the table is made anew. Relations begin with the next card check:
//! what they need of the certificate was not kept before.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, json, string, string_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0013_requeries"
    }
}

/// What both tables of results have.
const KEPT: [&str; 13] = [
    "visit",
    "institution",
    "place",
    "month",
    "confirmed_at",
    "care_kind",
    "method",
    "validity",
    "kana",
    "birthdate",
    "reference_number",
    "identity",
    "qualification",
];

/// The ways to search results, as they were, and the results of a card check.
const INDEXES: [(&str, &[&str]); 5] = [
    ("results_in_order", &["institution", "place", "care_kind"]),
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
    ("results_of_visit", &["visit"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All of it or nothing, also on SQLite, and over one connection.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let not_after = timestamp_with_time_zone_null("certificate_not_after").take();
        let visits = Table::alter().table("visits").add_column(not_after).take();
        manager.alter_table(visits).await?;
        for (name, _) in &INDEXES[..4] {
            let mut drop = Index::drop();
            drop.table("results").name(*name);
            manager.drop_index(drop).await?;
        }
        let before = "results_before";
        let rename = Table::rename().table("results", before).take();
        manager.rename_table(rename).await?;
        manager.create_table(results()).await?;
        let mut columns = vec!["id"];
        columns.extend(KEPT);
        let rows = Query::select()
            .expr_as(Expr::col("visit"), "id")
            .columns(KEPT)
            .from(before)
            .take();
        let mut copy = Query::insert();
        copy.into_table("results").columns(columns);
        copy.select_from(rows)
            .map_err(|_| DbErr::Custom("as many columns as values".into()))?;
        manager.execute(copy).await?;
        let drop = Table::drop().table(before).take();
        manager.drop_table(drop).await?;
        for (name, columns) in INDEXES {
            let create = index("results", name, columns);
            manager.create_index(create).await?;
        }
        manager.create_table(relations()).await?;
        let of_person = index(
            "relations",
            "relations_of_person",
            &["institution", "person"],
        )
        .unique()
        .take();
        let by_kana = ["institution", "kana", "id", "place"];
        let by_place = ["institution", "place", "kana", "id"];
        for index in [
            of_person,
            index("relations", "relations_by_kana", &by_kana),
            index("relations", "relations_by_place", &by_place),
        ] {
            manager.create_index(index).await?;
        }
        manager.create_table(requeries()).await
    }
}

/// Results. `visit` is the card check that a result rests on, `requery_of` the place of the result
/// before it, where it was asked for again.
fn results() -> TableCreateStatement {
    Table::create()
        .table("results")
        .col(uuid("id").primary_key())
        .col(uuid("visit"))
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
        .col(big_integer_null("requery_of"))
        .foreign_key(&mut reference("visit", "visits", "challenge"))
        .take()
}

/// Continuing relations, one of each person to an institution at most. `place`, `confirmed_at`,
/// `validity`, `kana` and `identity` are those of the last result; `visit`, `method`,
/// `card_checked_at` and `certificate_not_after` those of the last card check. Lists are in the order
/// of `kana`, and of `id` where names are alike.
fn relations() -> TableCreateStatement {
    Table::create()
        .table("relations")
        .col(uuid("id").primary_key())
        .col(string("institution"))
        .col(string("person"))
        .col(blob("kana"))
        .col(json("identity"))
        .col(big_integer("place"))
        .col(timestamp_with_time_zone("confirmed_at"))
        .col(string("validity"))
        .col(uuid("visit"))
        .col(string("method"))
        .col(timestamp_with_time_zone("card_checked_at"))
        .col(timestamp_with_time_zone("certificate_not_after"))
        .foreign_key(&mut reference("institution", "institutions", "code"))
        .foreign_key(&mut reference("person", "persons", "id"))
        .foreign_key(&mut reference("visit", "visits", "challenge"))
        .take()
}

/// Answered requests: `asked` is the place of the result that was named, `place` that of the new one.
/// One key may name several results of one request, whose SHA-256 tells it from any other.
fn requeries() -> TableCreateStatement {
    Table::create()
        .table("requeries")
        .col(uuid("device"))
        .col(string("idempotency_key"))
        .col(big_integer("asked"))
        .col(blob("request_sha256"))
        .col(big_integer("place"))
        .primary_key(
            Index::create()
                .col("device")
                .col("idempotency_key")
                .col("asked"),
        )
        .foreign_key(&mut reference("device", "devices", "id"))
        .take()
}

fn reference(
    from: &'static str,
    table: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from_col(from)
        .to_tbl(table)
        .to_col(to)
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
