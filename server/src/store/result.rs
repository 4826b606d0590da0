//! Results of confirmations.

use jiff::Timestamp;
use kyotaku_core::wire::api::{Person, ResultDetail, ResultSummary};
use kyotaku_core::wire::identifier::{ChallengeId, InstitutionCode};
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::qualification::{Qualification, QualificationValidity};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, Order, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select, Set,
};

use super::challenge::key;
use super::entity::result::{self, Column, Entity};
use super::name::{read_name, to_name};
use super::person::{read, write};
use super::reception::ReceptionNumber;
use super::time::{from_column, to_column};
use super::{consent, kana};

/// A result about to be recorded.
#[derive(Clone, Debug)]
pub struct NewResult<'a> {
    /// The institution.
    pub institution: &'a InstitutionCode,
    /// Its 受付番号.
    pub number: ReceptionNumber,
    /// The visit it belongs to.
    pub visit: ChallengeId,
    /// When the qualification was confirmed.
    pub confirmed_at: Timestamp,
    /// 診療区分.
    pub care_kind: CareKind,
    /// 確認方法.
    pub method: Method,
    /// Who was present.
    pub person: &'a Person,
    /// What was confirmed.
    pub qualification: &'a Qualification,
}

/// Records a result.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn insert(
    database: &impl ConnectionTrait,
    new: &NewResult<'_>,
) -> Result<(), DbErr> {
    let mut results = new.qualification.result_list.iter();
    let reference_number = results.find_map(|result| result.reference_number.clone());
    let validity = new.qualification.qualification_validity.code();
    let row = result::ActiveModel {
        institution: Set(new.institution.as_str().to_owned()),
        place: Set(new.number.place()),
        visit: Set(key(new.visit)),
        confirmed_at: Set(to_column(new.confirmed_at)),
        care_kind: Set(to_name(&new.care_kind)?),
        method: Set(to_name(&new.method)?),
        validity: Set(validity.to_owned()),
        kana: Set(kana::fold(&new.person.name_kana).into_bytes()),
        birthdate: Set(new.person.birthdate.as_str().to_owned()),
        reference_number: Set(reference_number),
        identity: Set(write(new.person)?),
        qualification: Set(write(new.qualification)?),
    };
    Entity::insert(row).exec_without_returning(database).await?;
    Ok(())
}

/// What to search for; everything that is given must hold.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// Whose results.
    pub institution: &'a InstitutionCode,
    /// From this [place](ReceptionNumber::place) on.
    pub from: i64,
    /// Up to this place, which is not found itself.
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

/// The first `count` results of a search, newest first.
///
/// # Errors
///
/// Those of the database.
pub async fn search(
    database: &impl ConnectionTrait,
    search: &Search<'_>,
    count: u64,
) -> Result<Vec<ResultSummary>, DbErr> {
    let places: Vec<i64> = places(search, count)?.into_tuple().all(database).await?;
    let rows = Entity::find()
        .filter(Column::Institution.eq(search.institution.as_str()))
        .filter(Column::Place.is_in(places))
        .order_by_desc(Column::Place)
        .all(database)
        .await?;
    rows.into_iter().map(summary).collect()
}

/// The places of what is found. Each way to search has an index with all it needs, and the rows
/// are read afterwards, so nothing but what is shown is ever read.
fn places(search: &Search<'_>, count: u64) -> Result<Select<Entity>, DbErr> {
    let mut places = Entity::find()
        .select_only()
        .column(Column::Place)
        .filter(Column::Institution.eq(search.institution.as_str()))
        .filter(Column::Place.gte(search.from))
        .filter(Column::Place.lt(search.before))
        .limit(count);
    let exact = search.birthdate.is_some() || search.reference_number.is_some();
    if let Some(birthdate) = &search.birthdate {
        places = places.filter(Column::Birthdate.eq(birthdate));
    }
    if let Some(number) = search.reference_number {
        places = places.filter(Column::ReferenceNumber.eq(number));
    }
    if let Some(care_kind) = search.care_kind {
        places = places.filter(Column::CareKind.eq(to_name(&care_kind)?));
    }
    let Some(prefix) = &search.kana else {
        return Ok(places.order_by_desc(Column::Place));
    };
    places = places.filter(Column::Kana.gte(prefix.as_bytes().to_vec()));
    if let Some(end) = kana::end_of(prefix) {
        places = places.filter(Column::Kana.lt(end));
    }
    if exact {
        return Ok(places.order_by_desc(Column::Place));
    }
    // A column in order is so tempting that a database would rather go through all the names of
    // the period than sort the few that begin so. An expression tempts neither of them.
    Ok(places.order_by(Expr::cust("+place"), Order::Desc))
}

fn summary(row: result::Model) -> Result<ResultSummary, DbErr> {
    let person: Person = read(row.identity, "results.identity")?;
    Ok(ResultSummary {
        reception_number: ReceptionNumber::at(row.place).to_string(),
        confirmed_at: from_column(row.confirmed_at),
        care_kind: read_name(row.care_kind, "results.care_kind")?,
        method: read_name(row.method, "results.method")?,
        qualification_validity: QualificationValidity::from(row.validity),
        name: person.name,
        name_kana: person.name_kana,
        birthdate: person.birthdate,
        reference_number: row.reference_number,
    })
}

/// One result of an institution, with the consent that was registered with it.
///
/// # Errors
///
/// Those of the database.
pub async fn find(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    number: ReceptionNumber,
) -> Result<Option<ResultDetail>, DbErr> {
    let id = (institution.as_str().to_owned(), number.place());
    let Some(row) = Entity::find_by_id(id).one(database).await? else {
        return Ok(None);
    };
    let consent = consent::of_visit(database, ChallengeId::new(row.visit.into_bytes())).await?;
    Ok(Some(ResultDetail {
        reception_number: number.to_string(),
        confirmed_at: from_column(row.confirmed_at),
        care_kind: read_name(row.care_kind, "results.care_kind")?,
        method: read_name(row.method, "results.method")?,
        person: read(row.identity, "results.identity")?,
        consent,
        qualification: read(row.qualification, "results.qualification")?,
    }))
}
