//! Consents.

use jiff::Timestamp;
use kyotaku_core::wire::api::{ConsentResponse, Person, RecordedConsent};
use kyotaku_core::wire::consent::Consent;
use kyotaku_core::wire::identifier::{AccountId, ChallengeId, DeviceId, InstitutionCode};
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification::PrescriptionIssue;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, Set, TransactionTrait as _,
};
use serde_json::Value;

use super::challenge::key;
use super::entity::{challenge, consent, visit};
use super::name::to_name;
use super::person::{read, write};
use super::reception;
use super::result::{self, NewResult};
use super::time::{from_column, to_column};
use super::visit::Visit;
use crate::audit::{self, Action, Actor, NewEvent};

/// A consent about to be recorded.
#[derive(Clone, Debug)]
pub struct NewConsent<'a> {
    /// The visit whose patient answered.
    pub visit: &'a Visit,
    /// The device that delivers it.
    pub device: &'a DeviceId,
    /// The account that began the visit.
    pub account: &'a AccountId,
    /// What the device signed.
    pub jws: &'a str,
    /// What that says.
    pub consent: &'a Consent,
    /// Who was present.
    pub person: &'a Person,
    /// When it is recorded.
    pub now: Timestamp,
    /// What the device will be told; its 受付番号 is filled in here.
    pub answer: ConsentResponse,
}

/// What became of a [`NewConsent`].
#[derive(Clone, Debug)]
pub enum Registered {
    /// It was recorded, with this answer.
    New(Box<ConsentResponse>),
    /// The visit had an answer before.
    Answered,
}

/// Draws the 受付番号 and records consent, result and event, all or nothing.
///
/// # Errors
///
/// Those of the database.
pub async fn record(
    database: &DatabaseConnection,
    new: NewConsent<'_>,
) -> Result<Registered, DbErr> {
    let NewConsent {
        visit, now, answer, ..
    } = new;
    let transaction = database.begin().await?;
    // Writing first makes SQLite take its lock at once, instead of failing when a reader upgrades.
    let number = reception::draw(&transaction, &visit.institution, now).await?;
    let taken = visit::Entity::update_many()
        .col_expr(visit::Column::ReceptionNumber, number.to_string().into())
        .filter(visit::Column::Challenge.eq(key(visit.challenge)))
        .filter(visit::Column::ReceptionNumber.is_null())
        .exec(&transaction)
        .await?;
    if taken.rows_affected != 1 {
        transaction.rollback().await?;
        return Ok(Registered::Answered);
    }
    let answer = ConsentResponse {
        reception_number: number.to_string(),
        ..answer
    };
    let select = new.consent.prescription_issue_select.as_ref();
    let row = consent::ActiveModel {
        visit: Set(key(visit.challenge)),
        institution: Set(visit.institution.as_str().to_owned()),
        person: Set(visit.person.clone()),
        care_kind: Set(to_name(&visit.care_kind)?),
        items: Set(write(&answer.consent.items)?),
        respondent: Set(write(&answer.consent.respondent)?),
        prescription_issue_select: Set(select.map(PrescriptionIssue::code).map(str::to_owned)),
        answered_at: Set(to_column(answer.consent.consented_at)),
        jws: Set(new.jws.to_owned()),
        available_until: Set(to_column(answer.consent.available_until)),
        recorded_at: Set(to_column(now)),
        stored_answer: Set(Some(write(&answer)?)),
    };
    consent::Entity::insert(row)
        .exec_without_returning(&transaction)
        .await?;
    let confirmed = NewResult {
        institution: &visit.institution,
        number,
        visit: visit.challenge,
        confirmed_at: now,
        care_kind: visit.care_kind,
        method: visit.method,
        person: new.person,
        qualification: &answer.qualification,
    };
    result::insert(&transaction, &confirmed).await?;
    let event = NewEvent {
        institution: &visit.institution,
        actor: Actor::Account {
            id: new.account.clone(),
            device: Some(new.device.clone()),
        },
        action: Action::ConsentRegistered,
        subject: Some(number.to_string()),
    };
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(Registered::New(Box::new(answer)))
}

/// The answer that a visit has.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What the device signed.
    pub jws: String,
    /// What it was told, until that is forgotten.
    pub answer: Option<ConsentResponse>,
}

/// Finds the answer to a visit.
///
/// # Errors
///
/// Those of the database.
pub async fn find_answer(
    database: &impl ConnectionTrait,
    visit: ChallengeId,
) -> Result<Option<Answered>, DbErr> {
    let row = consent::Entity::find_by_id(key(visit))
        .one(database)
        .await?;
    row.map(|row| {
        let answer = row.stored_answer;
        let answer = answer.map(|answer| read(answer, "consents.stored_answer"));
        Ok(Answered {
            jws: row.jws,
            answer: answer.transpose()?,
        })
    })
    .transpose()
}

/// What was consented to at a visit.
///
/// # Errors
///
/// Those of the database.
pub async fn of_visit(
    database: &impl ConnectionTrait,
    visit: ChallengeId,
) -> Result<Option<RecordedConsent>, DbErr> {
    let row = consent::Entity::find_by_id(key(visit))
        .one(database)
        .await?;
    row.map(recorded).transpose()
}

/// The newest consent of a person to an institution for a kind of care that holds `now`.
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
    let row = consent::Entity::find()
        .filter(consent::Column::Institution.eq(institution.as_str()))
        .filter(consent::Column::Person.eq(person))
        .filter(consent::Column::CareKind.eq(to_name(&care_kind)?))
        .filter(consent::Column::AvailableUntil.gt(to_column(now)))
        .order_by_desc(consent::Column::AnsweredAt)
        .order_by_desc(consent::Column::RecordedAt)
        .one(database)
        .await?;
    row.map(recorded).transpose()
}

/// Forgets the answers to consents of challenges that were issued before `before`. Answers how
/// many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_answers(
    database: &impl ConnectionTrait,
    before: Timestamp,
) -> Result<u64, DbErr> {
    let old = Query::select()
        .column(challenge::Column::Id)
        .from(challenge::Entity)
        .and_where(challenge::Column::CreatedAt.lt(to_column(before)))
        .take();
    let forgotten = consent::Entity::update_many()
        .col_expr(consent::Column::StoredAnswer, Expr::value(None::<Value>))
        .filter(consent::Column::StoredAnswer.is_not_null())
        .filter(consent::Column::Visit.in_subquery(old))
        .exec(database)
        .await?;
    Ok(forgotten.rows_affected)
}

fn recorded(row: consent::Model) -> Result<RecordedConsent, DbErr> {
    Ok(RecordedConsent {
        items: read(row.items, "consents.items")?,
        respondent: read(row.respondent, "consents.respondent")?,
        consented_at: from_column(row.answered_at),
        available_until: from_column(row.available_until),
        ended: None,
    })
}
