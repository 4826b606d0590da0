//! Continuing relations of 訪問診療等: whose qualification may be asked for again without the card.
//!
//! A relation begins with the first result of a home visit and is renewed with every later one, in
//! the same transaction: it never tells anything else than the results do.

use jiff::Timestamp;
use kyotaku_core::wire::api::Person;
use kyotaku_core::wire::identifier::{ChallengeId, InstitutionCode};
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::qualification::QualificationValidity;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, CaseStatement, Expr, OnConflict, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, ExprTrait as _, Order,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, Set,
};

use super::challenge::key;
use super::entity::relation::{self, Column, Entity};
use super::entity::{result, visit};
use super::kana;
use super::name::{read_name, to_name};
use super::person::{read, write};
use super::reception::ReceptionNumber;
use super::result::{NewResult, hidden};
use super::time::{from_column, to_column};

/// The check of a card that a result rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardCheck {
    /// The visit.
    pub visit: ChallengeId,
    /// Key of the person.
    pub person: String,
    /// How identity was confirmed.
    pub method: Method,
    /// When the server accepted the proof.
    pub checked_at: Timestamp,
    /// The end of the certificate's validity; not known of checks before it was kept.
    pub certificate_not_after: Option<Timestamp>,
}

/// A continuing relation.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Names it in the order of a list, and nowhere else.
    pub id: Uuid,
    /// The last result.
    pub last: ReceptionNumber,
    /// When that was confirmed.
    pub confirmed_at: Timestamp,
    /// Its 資格有効性.
    pub validity: QualificationValidity,
    /// Who it is, as the last result has it.
    pub identity: Person,
    /// The last check of the card.
    pub card: CardCheck,
    /// The end of the certificate's validity.
    pub certificate_not_after: Timestamp,
}

/// Begins or renews the relation of a home visit's result. Results may come in another order than
/// the cards were checked, because a phone without network delivers late: the last check stays.
pub(super) async fn renew(
    database: &impl ConnectionTrait,
    new: &NewResult<'_>,
) -> Result<(), DbErr> {
    let Some(not_after) = new.card.certificate_not_after else {
        return Ok(());
    };
    let row = relation::ActiveModel {
        id: Set(Uuid::new_v4()),
        institution: Set(new.institution.as_str().to_owned()),
        person: Set(new.card.person.clone()),
        kana: Set(kana::fold(&new.person.name_kana).into_bytes()),
        identity: Set(write(new.person)?),
        place: Set(new.number.place()),
        confirmed_at: Set(to_column(new.confirmed_at)),
        validity: Set(new.qualification.qualification_validity.code().to_owned()),
        visit: Set(key(new.card.visit)),
        method: Set(to_name(&new.card.method)?),
        card_checked_at: Set(to_column(new.card.checked_at)),
        certificate_not_after: Set(to_column(not_after)),
    };
    let of_card = [
        Column::Visit,
        Column::Method,
        Column::CardCheckedAt,
        Column::CertificateNotAfter,
    ];
    let conflict = OnConflict::columns([Column::Institution, Column::Person])
        .update_columns([
            Column::Kana,
            Column::Identity,
            Column::Place,
            Column::ConfirmedAt,
            Column::Validity,
        ])
        .values(of_card.map(|column| (column, of_later_check(column))))
        .to_owned();
    Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(database)
        .await?;
    Ok(())
}

/// What is there, or what comes, of the later of two checks.
fn of_later_check(column: Column) -> Expr {
    let there = |column: Column| Expr::col((Entity, column));
    let comes = |column: Column| Expr::col((Alias::new("excluded"), column));
    let checked = Column::CardCheckedAt;
    CaseStatement::new()
        .case(comes(checked).gte(there(checked)), comes(column))
        .finally(there(column))
        .into()
}

/// What a number leads to.
#[derive(Clone, Debug)]
pub enum Leads {
    /// It is no number of a result of the institution.
    Unknown,
    /// Its result belongs to no continuing relation: it is not that of a home visit.
    Nowhere,
    /// The relation of its person, whether it is the last result or an older one.
    To(Box<Relation>),
}

/// Finds the relation that a result of an institution leads to.
///
/// # Errors
///
/// Those of the database.
pub async fn of_result(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    number: ReceptionNumber,
) -> Result<Leads, DbErr> {
    let found = result::Entity::find()
        .filter(result::Column::Institution.eq(institution.as_str()))
        .filter(result::Column::Place.eq(number.place()))
        .one(database)
        .await?;
    let Some(found) = found else {
        return Ok(Leads::Unknown);
    };
    if found.care_kind != to_name(&CareKind::HomeVisit)? {
        return Ok(Leads::Nowhere);
    }
    let person = Query::select()
        .column(visit::Column::Person)
        .from(visit::Entity)
        .and_where(visit::Column::Challenge.eq(found.visit))
        .take();
    let row = Entity::find()
        .filter(Column::Institution.eq(institution.as_str()))
        .filter(Column::Person.in_subquery(person))
        .one(database)
        .await?;
    Ok(match row {
        Some(row) => Leads::To(Box::new(read_relation(row)?)),
        None => Leads::Nowhere,
    })
}

/// Patients to list; everything that is given must hold.
#[derive(Clone, Debug)]
pub struct Listing<'a> {
    /// Whose patients.
    pub institution: &'a InstitutionCode,
    /// Their last result is from this [place](ReceptionNumber::place) on …
    pub from: Option<i64>,
    /// … and before this one.
    pub before: Option<i64>,
    /// The beginning of the name, [folded](kana::fold).
    pub kana: Option<String>,
    /// The last one that was listed.
    pub after: Option<After>,
}

/// A place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    kana: Vec<u8>,
    id: Uuid,
}

/// Finds the place of a relation of an institution in the list.
///
/// # Errors
///
/// Those of the database.
pub async fn after(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: Uuid,
) -> Result<Option<After>, DbErr> {
    let row = Entity::find_by_id(id)
        .filter(Column::Institution.eq(institution.as_str()))
        .one(database)
        .await?;
    Ok(row.map(|row| After {
        kana: row.kana,
        id: row.id,
    }))
}

/// The first `count` relations of a list, by name.
///
/// # Errors
///
/// Those of the database.
pub async fn list(
    database: &impl ConnectionTrait,
    listing: &Listing<'_>,
    count: u64,
) -> Result<Vec<Relation>, DbErr> {
    let ids: Vec<Uuid> = ids(listing, count).into_tuple().all(database).await?;
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids))
        .order_by_asc(Column::Kana)
        .order_by_asc(Column::Id)
        .all(database)
        .await?;
    rows.into_iter().map(read_relation).collect()
}

/// The ids of what is listed, from an index that has all it needs: that of the names, or, where
/// only days are given, that of the last results. What the other one begins with is [hidden], as
/// for results.
fn ids(listing: &Listing<'_>, count: u64) -> Select<Entity> {
    let days = listing.from.is_some() || listing.before.is_some();
    let by_place = days && listing.kana.is_none();
    let of_index = |chosen: bool, column: Column| {
        if chosen {
            Expr::col(column)
        } else {
            hidden(column)
        }
    };
    let kana = || of_index(!by_place, Column::Kana);
    let place = || of_index(by_place, Column::Place);
    let mut ids = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Institution.eq(listing.institution.as_str()))
        .order_by(kana(), Order::Asc)
        .order_by(Column::Id, Order::Asc)
        .limit(count);
    if let Some(from) = listing.from {
        ids = ids.filter(place().gte(from));
    }
    if let Some(before) = listing.before {
        ids = ids.filter(place().lt(before));
    }
    let prefix = listing.kana.as_deref().unwrap_or_default();
    let mut first = prefix.as_bytes();
    if let Some(end) = kana::end_of(prefix) {
        ids = ids.filter(kana().lt(end));
    }
    if let Some(After { kana: last, id }) = &listing.after {
        first = Ord::max(first, last.as_slice());
        let behind = hidden(Column::Kana).gt(last.clone()).or(Column::Id.gt(*id));
        ids = ids.filter(behind);
    }
    if first.is_empty() {
        ids
    } else {
        ids.filter(kana().gte(first.to_vec()))
    }
}

fn read_relation(row: relation::Model) -> Result<Relation, DbErr> {
    let certificate_not_after = from_column(row.certificate_not_after);
    Ok(Relation {
        id: row.id,
        last: ReceptionNumber::at(row.place),
        confirmed_at: from_column(row.confirmed_at),
        validity: QualificationValidity::from(row.validity),
        identity: read(row.identity, "relations.identity")?,
        card: CardCheck {
            visit: ChallengeId::new(row.visit.into_bytes()),
            person: row.person,
            method: read_name(row.method, "relations.method")?,
            checked_at: from_column(row.card_checked_at),
            certificate_not_after: Some(certificate_not_after),
        },
        certificate_not_after,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::{Database, QueryTrait as _, Statement};
    use sea_orm_migration::MigratorTrait as _;

    use super::*;
    use crate::store::migration::Migrator;

    /// The plans of SQLite, which are the same however many patients there are.
    #[tokio::test]
    async fn every_list_is_a_range_of_one_index() {
        let database = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&database, None).await.unwrap();
        let institution = "9919999012".parse().unwrap();
        let all = Listing {
            institution: &institution,
            from: None,
            before: None,
            kana: None,
            after: None,
        };
        let after = Some(After {
            kana: "シケン".as_bytes().to_vec(),
            id: Uuid::nil(),
        });
        let kana = Some("シ".to_owned());
        let (from, before) = (Some(20_261_122_000_000_000), Some(20_261_123_000_000_000));
        let by_kana = "USING COVERING INDEX relations_by_kana (institution=?";
        let days = Listing {
            from,
            before,
            ..all.clone()
        };
        for (listing, expected, sorted) in [
            (all.clone(), format!("{by_kana})"), false),
            (
                Listing {
                    after: after.clone(),
                    ..all.clone()
                },
                format!("{by_kana} AND kana>?)"),
                false,
            ),
            (
                Listing {
                    kana: kana.clone(),
                    after,
                    ..days.clone()
                },
                format!("{by_kana} AND kana>? AND kana<?)"),
                false,
            ),
            (
                days,
                "USING COVERING INDEX relations_by_place (institution=? AND place>? AND place<?)"
                    .to_owned(),
                true,
            ),
        ] {
            let select = ids(&listing, 51).build(database.get_database_backend());
            let explain = Statement {
                sql: format!("EXPLAIN QUERY PLAN {}", select.sql),
                ..select
            };
            let rows = database.query_all_raw(explain).await.unwrap();
            let steps = rows.iter().map(|row| row.try_get("", "detail").unwrap());
            let plan = steps.collect::<Vec<String>>().join("; ");
            assert!(plan.contains(&expected), "{plan}");
            assert_eq!(plan.contains("TEMP B-TREE"), sorted, "{plan}");
        }
    }
}
