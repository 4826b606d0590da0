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
use sea_orm::sea_query::{Alias, CaseStatement, Expr, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, ExprTrait as _, QueryFilter as _,
    Set,
};

use super::challenge::key;
use super::entity::relation::{self, Column, Entity};
use super::entity::{result, visit};
use super::kana;
use super::name::{read_name, to_name};
use super::person::{read, write};
use super::reception::ReceptionNumber;
use super::result::NewResult;
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

/// Finds the relation that a result of an institution leads to: that of its person, whether it is
/// the last result or an older one. Only results of home visits lead to one.
///
/// # Errors
///
/// Those of the database.
pub async fn find_by_result(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    number: ReceptionNumber,
) -> Result<Option<Relation>, DbErr> {
    let home_visit = to_name(&CareKind::HomeVisit)?;
    let found = result::Entity::find()
        .filter(result::Column::Institution.eq(institution.as_str()))
        .filter(result::Column::Place.eq(number.place()))
        .filter(result::Column::CareKind.eq(home_visit))
        .one(database)
        .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let of_result = visit::Entity::find_by_id(found.visit).one(database).await?;
    let Some(of_result) = of_result else {
        return Ok(None);
    };
    let row = Entity::find()
        .filter(Column::Institution.eq(institution.as_str()))
        .filter(Column::Person.eq(of_result.person))
        .one(database)
        .await?;
    row.map(read_relation).transpose()
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
