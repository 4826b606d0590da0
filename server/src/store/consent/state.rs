//! How consents stand: of all that a person has given an institution for a kind of care, the one
//! answered last counts, and nothing older.

use std::collections::HashMap;

use jiff::Timestamp;
use kyotaku_core::wire::api::{ConsentEndReason, ConsentOfKind, EndedConsent, RecordedConsent};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{ChallengeId, InstitutionCode};
use kyotaku_core::wire::presence::CareKind;
use sea_orm::sea_query::{Expr, Order, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    ExprTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::ending::take_turns;
use crate::consents::term::ConsentTerm;
use crate::store::challenge::key;
use crate::store::entity::consent::{self, Column, Entity};
use crate::store::entity::{person, visit as visits};
use crate::store::name::{read_name, to_name};
use crate::store::person::read;
use crate::store::time::{from_column, to_column};

/// How the consent of a person to an institution for a kind of care stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// None was ever given.
    Missing,
    /// It holds, also when nothing was agreed to.
    Holding(RecordedConsent),
    /// It held until its time was over or it was revoked; `ended` tells.
    Ended(RecordedConsent),
}

impl ConsentState {
    /// The consent, whether it holds or not.
    #[must_use]
    pub fn consent(&self) -> Option<&RecordedConsent> {
        match self {
            Self::Missing => None,
            Self::Holding(consent) | Self::Ended(consent) => Some(consent),
        }
    }

    /// The consent that holds.
    ///
    /// # Errors
    ///
    /// `MKA-E3015` when there is none, `MKA-E3014` when its time is over, `MKA-E3007` when it was
    /// revoked.
    pub fn holding(self) -> Result<RecordedConsent, Code> {
        match self {
            Self::Missing => Err(Code::ConsentMissing),
            Self::Holding(consent) => Ok(consent),
            Self::Ended(consent) => match consent.ended.map(|ended| ended.reason) {
                None | Some(ConsentEndReason::Period) => Err(Code::ConsentExpired),
                Some(
                    ConsentEndReason::Institution
                    | ConsentEndReason::Patient
                    | ConsentEndReason::ChangeOfUse,
                ) => Err(Code::ConsentWithdrawn),
            },
        }
    }
}

/// How the consent of a person to an institution for a kind of care stands `now`.
///
/// # Errors
///
/// Those of the database.
pub async fn state_for(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    person: &str,
    care_kind: CareKind,
    now: Timestamp,
) -> Result<ConsentState, DbErr> {
    let newest = newest(database, institution, person, care_kind).await?;
    let newest = newest.map(|row| recorded(row, now)).transpose()?;
    Ok(newest.map_or(ConsentState::Missing, state_of))
}

fn state_of(consent: RecordedConsent) -> ConsentState {
    if consent.ended.is_none() {
        ConsentState::Holding(consent)
    } else {
        ConsentState::Ended(consent)
    }
}

/// How the consents of several persons to home visits of an institution stand `now`. Who has never
/// given one is missing.
///
/// # Errors
///
/// Those of the database.
pub async fn of_each(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    people: &[&str],
    now: Timestamp,
) -> Result<HashMap<String, ConsentState>, DbErr> {
    let newest = Query::select()
        .column((Entity, Column::Id))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::Institution)).eq(institution.as_str()))
        .and_where(Expr::col((Entity, Column::Person)).equals((person::Entity, person::Column::Id)))
        .and_where(Expr::col((Entity, Column::CareKind)).eq(to_name(&CareKind::HomeVisit)?))
        .order_by((Entity, Column::AnsweredAt), Order::Desc)
        .order_by((Entity, Column::Id), Order::Desc)
        .limit(1)
        .take();
    let of_people = Query::select()
        .expr(Expr::SubQuery(None, Box::new(newest.into())))
        .from(person::Entity)
        .and_where(person::Column::Id.is_in(people.iter().copied()))
        .take();
    let rows = Entity::find()
        .filter(Column::Id.in_subquery(of_people))
        .all(database)
        .await?;
    rows.into_iter()
        .map(|row| Ok((row.person.clone(), state_of(recorded(row, now)?))))
        .collect()
}

/// The consent to home visits that a 再照会 at `used_at` was made under, as it stands `now`: the
/// newest one of the person of `visit` that was recorded by then.
///
/// # Errors
///
/// Those of the database.
pub async fn used_at(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    visit: ChallengeId,
    used_at: Timestamp,
    now: Timestamp,
) -> Result<Option<RecordedConsent>, DbErr> {
    let person = Query::select()
        .column(visits::Column::Person)
        .from(visits::Entity)
        .and_where(visits::Column::Challenge.eq(key(visit)))
        .take();
    let row = Entity::find()
        .filter(Column::Institution.eq(institution.as_str()))
        .filter(Column::Person.in_subquery(person))
        .filter(Column::CareKind.eq(to_name(&CareKind::HomeVisit)?))
        .filter(Column::RecordedAt.lte(to_column(used_at)))
        .order_by_desc(Column::AnsweredAt)
        .order_by_desc(Column::Id)
        .one(database)
        .await?;
    row.map(|row| recorded(row, now)).transpose()
}

/// The newest consent of a person to an institution for a kind of care, if it holds `now`.
///
/// # Errors
///
/// Those of the database.
pub async fn current(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    person: &str,
    care_kind: CareKind,
    now: Timestamp,
) -> Result<Option<RecordedConsent>, DbErr> {
    let state = state_for(database, institution, person, care_kind, now).await?;
    Ok(state.holding().ok())
}

/// The newest consent for each kind of care that has one, as it stands `now`.
///
/// # Errors
///
/// Those of the database.
pub async fn of_every_kind(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    person: &str,
    now: Timestamp,
) -> Result<Vec<ConsentOfKind>, DbErr> {
    let mut consents = Vec::new();
    for care_kind in CareKind::ALL {
        if let Some(row) = newest(database, institution, person, care_kind).await? {
            consents.push(ConsentOfKind {
                care_kind,
                consent: recorded(row, now)?,
            });
        }
    }
    Ok(consents)
}

/// What was consented to at a visit, as that stands `now`.
///
/// # Errors
///
/// Those of the database.
pub async fn of_visit(
    database: &impl ConnectionTrait,
    visit: ChallengeId,
    now: Timestamp,
) -> Result<Option<RecordedConsent>, DbErr> {
    let row = Entity::find()
        .filter(Column::Visit.eq(key(visit)))
        .one(database)
        .await?;
    row.map(|row| recorded(row, now)).transpose()
}

/// Lets the consent to home visits hold for another term, counted from its use `now`. Answers it as
/// it holds from here on, and nothing when it does not hold.
///
/// # Errors
///
/// Those of the database, also when the term ends after all time that can be told.
pub async fn extend(
    transaction: &DatabaseTransaction,
    institution: &InstitutionCode,
    person: &str,
    now: Timestamp,
    term: ConsentTerm,
) -> Result<Option<RecordedConsent>, DbErr> {
    take_turns(transaction, person).await?;
    let newest = newest(transaction, institution, person, CareKind::HomeVisit).await?;
    let Some(row) = newest else {
        return Ok(None);
    };
    let id = row.id;
    let mut consent = recorded(row, now)?;
    if consent.ended.is_some() {
        return Ok(None);
    }
    let end = term.end(now, CareKind::HomeVisit);
    let end = end.map_err(|_| DbErr::Custom("a term without end".into()))?;
    consent.available_until = consent.available_until.max(end);
    Entity::update_many()
        .col_expr(
            Column::AvailableUntil,
            to_column(consent.available_until).into(),
        )
        .filter(Column::Id.eq(id))
        .exec(transaction)
        .await?;
    Ok(Some(consent))
}

async fn newest(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    person: &str,
    care_kind: CareKind,
) -> Result<Option<consent::Model>, DbErr> {
    Entity::find()
        .filter(Column::Institution.eq(institution.as_str()))
        .filter(Column::Person.eq(person))
        .filter(Column::CareKind.eq(to_name(&care_kind)?))
        .order_by_desc(Column::AnsweredAt)
        .order_by_desc(Column::Id)
        .one(database)
        .await
}

fn recorded(row: consent::Model, now: Timestamp) -> Result<RecordedConsent, DbErr> {
    let available_until = from_column(row.available_until);
    let ended = match (row.ended_at, row.end_reason) {
        (Some(at), Some(reason)) => Some(EndedConsent {
            at: from_column(at),
            reason: read_name(reason, "consents.end_reason")?,
        }),
        _ if available_until <= now => Some(EndedConsent {
            at: available_until,
            reason: ConsentEndReason::Period,
        }),
        _ => None,
    };
    Ok(RecordedConsent {
        items: read(row.items, "consents.items")?,
        respondent: read(row.respondent, "consents.respondent")?,
        consented_at: from_column(row.answered_at),
        available_until,
        ended,
    })
}
