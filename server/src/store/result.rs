//! Results of confirmations.

use jiff::Timestamp;
use kyotaku_core::wire::api::{Person, ResultDetail, ResultSummary};
use kyotaku_core::wire::identifier::{ChallengeId, InstitutionCode};
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification::{Qualification, QualificationValidity};
use sea_orm::prelude::{Json, TimeDateTimeWithTimeZone, Uuid};
use sea_orm::sea_query::{Expr, Func, IntoColumnRef};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, ExprTrait as _, Order,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, Set,
};

use super::challenge::key;
use super::entity::result::{self, Column, Entity};
use super::name::{read_name, to_name};
use super::person::{read, write};
use super::reception::ReceptionNumber;
use super::relation::{self, CardCheck};
use super::time::{from_column, to_column};
use super::{consent, kana};

/// A result about to be recorded.
#[derive(Clone, Debug)]
pub struct NewResult<'a> {
    /// The institution.
    pub institution: &'a InstitutionCode,
    /// Its 受付番号.
    pub number: ReceptionNumber,
    /// The check of the card that it rests on.
    pub card: &'a CardCheck,
    /// When the qualification was confirmed.
    pub confirmed_at: Timestamp,
    /// 診療区分.
    pub care_kind: CareKind,
    /// Who was present.
    pub person: &'a Person,
    /// What was confirmed.
    pub qualification: &'a Qualification,
    /// The result before it, where it was asked for again.
    pub requery_of: Option<ReceptionNumber>,
}

/// Records a result, and the relation that it begins or renews.
///
/// # Errors
///
/// Those of the database.
pub(crate) async fn insert(
    database: &impl ConnectionTrait,
    new: &NewResult<'_>,
) -> Result<(), DbErr> {
    let mut results = new.qualification.result_list.iter();
    let reference_number = results.find_map(|result| result.reference_number.clone());
    let validity = new.qualification.qualification_validity.code();
    let row = result::ActiveModel {
        id: Set(Uuid::new_v4()),
        institution: Set(new.institution.as_str().to_owned()),
        place: Set(new.number.place()),
        month: Set(new.number.month()),
        visit: Set(key(new.card.visit)),
        confirmed_at: Set(to_column(new.confirmed_at)),
        care_kind: Set(to_name(&new.care_kind)?),
        method: Set(to_name(&new.card.method)?),
        validity: Set(validity.to_owned()),
        kana: Set(kana::fold(&new.person.name_kana).into_bytes()),
        birthdate: Set(new.person.birthdate.as_str().to_owned()),
        reference_number: Set(reference_number),
        identity: Set(write(new.person)?),
        qualification: Set(write(new.qualification)?),
        requery_of: Set(new.requery_of.map(ReceptionNumber::place)),
    };
    Entity::insert(row).exec_without_returning(database).await?;
    match new.care_kind {
        CareKind::HomeVisit => relation::renew(database, new).await,
        CareKind::Outpatient | CareKind::Online => Ok(()),
    }
}

/// What to search for; everything that is given must hold.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// Whose results.
    pub institution: &'a InstitutionCode,
    /// From this [place](ReceptionNumber::place) on.
    pub from: i64,
    /// Up to this place, which is not found itself; some weeks later at most.
    pub before: i64,
    /// The beginning of the name, [folded](kana::fold).
    pub kana: Option<String>,
    /// 生年月日, `YYYYMMDD`.
    pub birthdate: Option<String>,
    /// 照会番号.
    pub reference_number: Option<&'a str>,
    /// 診療区分.
    pub care_kind: Option<CareKind>,
}

/// The first `count` results of a search with their numbers, newest first.
///
/// # Errors
///
/// Those of the database.
pub async fn search(
    database: &impl ConnectionTrait,
    search: &Search<'_>,
    count: u64,
) -> Result<Vec<(ReceptionNumber, ResultSummary)>, DbErr> {
    // No text of PostgreSQL holds this character, and it refuses to be asked for one that does.
    let number = search.reference_number;
    if number.is_some_and(|number| number.contains('\0')) {
        return Ok(Vec::new());
    }
    let places: Vec<i64> = places(search, count)?.into_tuple().all(database).await?;
    let rows: Vec<Row> = Entity::find()
        .select_only()
        .columns([
            Column::Place,
            Column::ConfirmedAt,
            Column::CareKind,
            Column::Method,
            Column::Validity,
            Column::Identity,
            Column::ReferenceNumber,
            Column::RequeryOf,
        ])
        .filter(Column::Institution.eq(search.institution.as_str()))
        .filter(Column::Place.is_in(places))
        .order_by_desc(Column::Place)
        .into_tuple()
        .all(database)
        .await?;
    rows.into_iter().map(summary).collect()
}

/// What a summary needs: all but the qualification, which is the largest.
type Row = (
    i64,
    TimeDateTimeWithTimeZone,
    String,
    String,
    String,
    Json,
    Option<String>,
    Option<i64>,
);

/// The places of what is found. Each way to search has an index with all it needs, and the rows
/// are read afterwards, so nothing but what is shown is ever read.
///
/// Databases guess which index leads to fewer rows, and without statistics guess badly: a column
/// in order tempts them to go through everybody of the period for the few of a name. So there is
/// one index to choose, and what it does not begin with is [hidden].
fn places(search: &Search<'_>, count: u64) -> Result<Select<Entity>, DbErr> {
    let exact = search.birthdate.is_some() || search.reference_number.is_some();
    let of_index = |chosen: bool, column: Column| {
        if chosen {
            Expr::col(column)
        } else {
            hidden(column)
        }
    };
    let place = || of_index(!exact && search.kana.is_none(), Column::Place);
    let mut places = Entity::find()
        .select_only()
        .column(Column::Place)
        .filter(Column::Institution.eq(search.institution.as_str()))
        .filter(place().gte(search.from))
        .filter(place().lt(search.before))
        .order_by(place(), Order::Desc)
        .limit(count);
    if let Some(prefix) = &search.kana {
        let kana = || of_index(!exact, Column::Kana);
        places = places.filter(of_index(!exact, Column::Month).is_in(months(search)));
        places = places.filter(kana().gte(prefix.as_bytes().to_vec()));
        if let Some(end) = kana::end_of(prefix) {
            places = places.filter(kana().lt(end));
        }
    }
    if let Some(birthdate) = &search.birthdate {
        places = places.filter(Column::Birthdate.eq(birthdate));
    }
    if let Some(number) = search.reference_number {
        places = places.filter(Column::ReferenceNumber.eq(number));
    }
    if let Some(care_kind) = search.care_kind {
        places = places.filter(Column::CareKind.eq(to_name(&care_kind)?));
    }
    Ok(places)
}

/// The months that the days of a search are in.
fn months(search: &Search<'_>) -> Vec<i64> {
    let first = ReceptionNumber::at(search.from).month();
    let last = ReceptionNumber::at(search.before).month();
    // Of the numbers between two months, those that end with 01 to 12 are months.
    (first..=last)
        .filter(|month| (1..=12).contains(&(month % 100)))
        .filter(|month| ReceptionNumber::first_place_of_month(*month) < search.before)
        .collect()
}

/// The value of a column in a form for which there is no index.
pub(super) fn hidden(column: impl IntoColumnRef + Copy) -> Expr {
    Func::coalesce([Expr::col(column), Expr::col(column)]).into()
}

fn summary(
    (place, confirmed_at, care_kind, method, validity, identity, reference_number, requery_of): Row,
) -> Result<(ReceptionNumber, ResultSummary), DbErr> {
    let person: Person = read(identity, "results.identity")?;
    let number = ReceptionNumber::at(place);
    let summary = ResultSummary {
        reception_number: number.to_string(),
        confirmed_at: from_column(confirmed_at),
        care_kind: read_name(care_kind, "results.care_kind")?,
        method: read_name(method, "results.method")?,
        qualification_validity: QualificationValidity::from(validity),
        name: person.name,
        name_kana: person.name_kana,
        birthdate: person.birthdate,
        reference_number,
        requery_of: requery_of.map(number_at),
    };
    Ok((number, summary))
}

/// One result of an institution, with the consent that was registered with it, as that stands `now`.
///
/// # Errors
///
/// Those of the database.
pub async fn find(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    number: ReceptionNumber,
    now: Timestamp,
) -> Result<Option<ResultDetail>, DbErr> {
    let row = Entity::find()
        .filter(Column::Institution.eq(institution.as_str()))
        .filter(Column::Place.eq(number.place()))
        .one(database)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let visit = ChallengeId::new(row.visit.into_bytes());
    let confirmed_at = from_column(row.confirmed_at);
    let consent = match row.requery_of {
        None => consent::of_visit(database, visit, now).await?,
        Some(_) => consent::used_at(database, institution, visit, confirmed_at, now).await?,
    };
    Ok(Some(ResultDetail {
        reception_number: number.to_string(),
        confirmed_at,
        care_kind: read_name(row.care_kind, "results.care_kind")?,
        method: read_name(row.method, "results.method")?,
        person: read(row.identity, "results.identity")?,
        consent,
        qualification: read(row.qualification, "results.qualification")?,
        requery_of: row.requery_of.map(number_at),
    }))
}

fn number_at(place: i64) -> String {
    ReceptionNumber::at(place).to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use sea_orm::{Database, DatabaseConnection, QueryTrait as _, Statement};
    use sea_orm_migration::MigratorTrait as _;

    use super::*;
    use crate::store::migration::Migrator;

    #[test]
    fn a_search_is_made_in_all_its_months() {
        let institution = "9919999012".parse().unwrap();
        let of = |from: Date, before: Date| {
            let [from, before] = [from, before].map(ReceptionNumber::first_place_of);
            months(&Search {
                institution: &institution,
                from,
                before,
                kana: None,
                birthdate: None,
                reference_number: None,
                care_kind: None,
            })
        };
        let day = Date::constant;
        assert_eq!(of(day(2026, 11, 1), day(2026, 12, 1)), [202_611]);
        assert_eq!(of(day(2026, 12, 1), day(2027, 1, 1)), [202_612]);
        assert_eq!(of(day(2026, 12, 2), day(2027, 1, 2)), [202_612, 202_701]);
        let three = of(day(2027, 1, 31), day(2027, 3, 2));
        assert_eq!(three, [202_701, 202_702, 202_703]);
    }

    async fn plan(database: &DatabaseConnection, search: &Search<'_>) -> String {
        let backend = database.get_database_backend();
        let select = places(search, 51).unwrap().build(backend);
        let explain = Statement {
            sql: format!("EXPLAIN QUERY PLAN {}", select.sql),
            ..select
        };
        let rows = database.query_all_raw(explain).await.unwrap();
        let steps = rows.iter().map(|row| row.try_get("", "detail").unwrap());
        steps.collect::<Vec<String>>().join("; ")
    }

    /// SQLite has no statistics of its tables unless it is told to gather them, so its plans are
    /// the same for ten rows and for a million.
    #[tokio::test]
    async fn every_way_to_search_has_its_index() {
        let database = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&database, None).await.unwrap();
        let institution = "9919999012".parse().unwrap();
        let all = Search {
            institution: &institution,
            from: ReceptionNumber::first_place_of(Date::constant(2027, 1, 31)),
            before: ReceptionNumber::first_place_of(Date::constant(2027, 3, 3)),
            kana: None,
            birthdate: None,
            reference_number: None,
            care_kind: None,
        };
        let kana = || Some("シケン".to_owned());
        let birthdate = || Some("19450101".to_owned());
        let care_kind = Some(CareKind::Outpatient);
        let in_order =
            "USING COVERING INDEX results_in_order (institution=? AND place>? AND place<?)";
        let by_kana = "USING COVERING INDEX results_by_kana \
                       (institution=? AND month=? AND kana>? AND kana<?)";
        for (search, expected) in [
            (all.clone(), in_order),
            (
                Search {
                    care_kind,
                    ..all.clone()
                },
                in_order,
            ),
            (
                Search {
                    kana: kana(),
                    ..all.clone()
                },
                by_kana,
            ),
            (
                Search {
                    birthdate: birthdate(),
                    ..all.clone()
                },
                "results_by_birthdate (institution=? AND birthdate=?)",
            ),
            (
                Search {
                    reference_number: Some("0000000101"),
                    ..all.clone()
                },
                "results_by_reference (institution=? AND reference_number=?)",
            ),
            (
                Search {
                    kana: kana(),
                    birthdate: birthdate(),
                    ..all.clone()
                },
                "results_by_birthdate (institution=? AND birthdate=?)",
            ),
            (
                Search {
                    kana: kana(),
                    care_kind,
                    ..all.clone()
                },
                by_kana,
            ),
        ] {
            let plan = plan(&database, &search).await;
            assert!(plan.contains(expected), "{plan}");
            let sorted = expected != in_order;
            assert_eq!(plan.contains("TEMP B-TREE"), sorted, "{plan}");
        }
    }
}
