//! Institutions, accounts, devices, persons, challenges and visits.
//!
//! Names are written out instead of shared with the entities: a migration describes the past.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, blob, boolean, json, string, string_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_presence"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            institutions(),
            reception_counters(),
            accounts(),
            devices(),
            persons(),
            person_certificates(),
            qualifications(),
            challenges(),
            visits(),
        ] {
            manager.create_table(table).await?;
        }
        for index in [
            unique("devices", "devices_by_key", &["spki_sha256"]),
            unique(
                "challenges",
                "challenges_by_request",
                &["device", "idempotency_key"],
            ),
            unique(
                "visits",
                "visits_by_reception",
                &["institution", "reception_number"],
            ),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// Institutions; `kind` is the 点数表番号, `home_visit` the setting 訪問診療等機能.
fn institutions() -> TableCreateStatement {
    Table::create()
        .table("institutions")
        .col(string("code").primary_key())
        .col(string("name"))
        .col(string("kind"))
        .col(boolean("home_visit"))
        .take()
}

/// The last 受付番号 of a day, `day` being `YYYYMMDD` in Japan.
fn reception_counters() -> TableCreateStatement {
    Table::create()
        .table("reception_counters")
        .col(string("institution"))
        .col(string("day"))
        .col(big_integer("last"))
        .primary_key(Index::create().col("institution").col("day"))
        .foreign_key(&mut reference(&["institution"], "institutions", &["code"]))
        .take()
}

/// Accounts; dates are `YYYYMMDD`.
fn accounts() -> TableCreateStatement {
    Table::create()
        .table("accounts")
        .col(string("institution"))
        .col(string("id"))
        .col(string("name"))
        .col(string("name_kana"))
        .col(string("role"))
        .col(string("valid_from"))
        .col(string_null("valid_until"))
        .col(timestamp_with_time_zone_null("last_login_at"))
        .primary_key(Index::create().col("institution").col("id"))
        .foreign_key(&mut reference(&["institution"], "institutions", &["code"]))
        .take()
}

/// Devices; `state` is `active` or `revoked`, `certificate` the DER last issued.
fn devices() -> TableCreateStatement {
    Table::create()
        .table("devices")
        .col(uuid("id").primary_key())
        .col(string("institution"))
        .col(string("account"))
        .col(blob("spki_sha256"))
        .col(blob("certificate"))
        .col(string("state"))
        .col(timestamp_with_time_zone("not_after"))
        .col(timestamp_with_time_zone("issued_at"))
        .foreign_key(&mut reference(
            &["institution", "account"],
            "accounts",
            &["institution", "id"],
        ))
        .take()
}

/// Persons; `identity` is what is printed on the card.
fn persons() -> TableCreateStatement {
    Table::create()
        .table("persons")
        .col(string("id").primary_key())
        .col(json("identity"))
        .take()
}

/// A serial number is unique under its CA, which the authority key identifier names.
fn person_certificates() -> TableCreateStatement {
    Table::create()
        .table("person_certificates")
        .col(blob("authority_key_id"))
        .col(blob("serial"))
        .col(string("person"))
        .primary_key(Index::create().col("authority_key_id").col("serial"))
        .foreign_key(&mut reference(&["person"], "persons", &["id"]))
        .take()
}

/// Qualifications; `validity` repeats 資格有効性 for searches.
fn qualifications() -> TableCreateStatement {
    Table::create()
        .table("qualifications")
        .col(string("person").primary_key())
        .col(string("validity"))
        .col(json("qualification"))
        .foreign_key(&mut reference(&["person"], "persons", &["id"]))
        .take()
}

/// Challenges; the id's bytes are those of the statement, `used_at` is set once.
fn challenges() -> TableCreateStatement {
    Table::create()
        .table("challenges")
        .col(uuid("id").primary_key())
        .col(uuid("device"))
        .col(string("idempotency_key"))
        .col(blob("statement"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("tap_before"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut reference(&["device"], "devices", &["id"]))
        .take()
}

/// Visits; `answer` is what the device was told, for a delivery whose answer was lost.
fn visits() -> TableCreateStatement {
    Table::create()
        .table("visits")
        .col(uuid("challenge").primary_key())
        .col(string("institution"))
        .col(string("reception_number"))
        .col(string("person"))
        .col(string("method"))
        .col(string("care_kind"))
        .col(string("standing"))
        .col(timestamp_with_time_zone("tapped_at"))
        .col(timestamp_with_time_zone("verified_at"))
        .col(blob("proof_sha256"))
        .col(json("answer"))
        .foreign_key(&mut reference(&["challenge"], "challenges", &["id"]))
        .foreign_key(&mut reference(&["person"], "persons", &["id"]))
        .take()
}

fn reference(
    columns: &[&'static str],
    table: &'static str,
    keys: &[&'static str],
) -> ForeignKeyCreateStatement {
    let mut reference = ForeignKey::create();
    for column in columns {
        reference.from_col(*column);
    }
    reference.to_tbl(table);
    for key in keys {
        reference.to_col(*key);
    }
    reference
}

fn unique(
    table: &'static str,
    name: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table).unique();
    for column in columns {
        index.col(*column);
    }
    index
}
