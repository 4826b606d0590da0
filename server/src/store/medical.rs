//! Medical information about persons.

use jiff::civil::Date;
use kyotaku_core::wire::api::{MedicalEntry, MedicalInformation, MedicalKind};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

use super::entity::medical_entry::{ActiveModel, Column, Entity, Model};

/// Most entries of one answer.
pub const MOST: u64 = 200;

/// What is known of a person of one kind, in a period that includes both of its days; newest first,
/// at most [`MOST`].
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn list(
    database: &impl ConnectionTrait,
    person: &str,
    kind: MedicalKind,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<Vec<MedicalEntry>, DbErr> {
    let mut entries = Entity::find()
        .filter(Column::Person.eq(person))
        .filter(Column::Kind.eq(kind.code()));
    if let Some(from) = from {
        entries = entries.filter(Column::Day.gte(from.to_string()));
    }
    if let Some(to) = to {
        entries = entries.filter(Column::Day.lte(to.to_string()));
    }
    let rows = entries
        .order_by_desc(Column::Day)
        .order_by_asc(Column::Id)
        .limit(MOST)
        .all(database)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Model) -> Result<MedicalEntry, DbErr> {
    let date = row.day.parse();
    Ok(MedicalEntry {
        date: date.map_err(|_| DbErr::Custom("medical_entries.day is broken".into()))?,
        name: row.name,
        detail: row.detail,
        quantity: row.quantity,
        institution: row.place,
    })
}

/// Puts what a seed knows of a person in the place of what was known.
pub(super) async fn replace(
    database: &impl ConnectionTrait,
    person: &str,
    seeds: Vec<MedicalInformation>,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Person.eq(person))
        .exec(database)
        .await?;
    for seed in seeds {
        for entry in seed.entries {
            let row = ActiveModel {
                person: Set(person.to_owned()),
                kind: Set(seed.kind.code().to_owned()),
                day: Set(entry.date.to_string()),
                name: Set(entry.name),
                detail: Set(entry.detail),
                quantity: Set(entry.quantity),
                place: Set(entry.institution),
                ..Default::default()
            };
            Entity::insert(row).exec_without_returning(database).await?;
        }
    }
    Ok(())
}
