//! Visits: accepted proofs.

use jiff::Timestamp;
use kyotaku_core::wire::api::{AcceptedStanding, ProofResponse};
use kyotaku_core::wire::identifier::{
    AccountId, ChallengeId, DeviceId, InstitutionCode, ReceiptId,
};
use kyotaku_core::wire::presence::{CareKind, Method};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, Set, TransactionTrait as _,
};
use serde_json::Value;

use super::entity::{challenge as challenges, result as results, visit};
use super::name::{read_name, to_name};
use super::person::{read, write};
use super::reception::ReceptionNumber;
use super::relation::CardCheck;
use super::result::{self, NewResult};
use super::time::{from_column, to_column};
use super::{challenge, reception};
use crate::audit::{self, Action, Actor, NewEvent};

/// A proof about to be recorded.
#[derive(Clone, Debug)]
pub struct NewVisit {
    /// The challenge it answers.
    pub challenge: ChallengeId,
    /// The device that delivers it.
    pub device: DeviceId,
    /// The account that asked for the challenge.
    pub account: AccountId,
    /// The institution.
    pub institution: InstitutionCode,
    /// Key of the person.
    pub person: String,
    /// 確認方法.
    pub method: Method,
    /// 診療区分.
    pub care_kind: CareKind,
    /// When the card signed, by the device's clock.
    pub tapped_at: Timestamp,
    /// SHA-256 of the delivered JWS.
    pub proof_sha256: [u8; 32],
    /// What the device will be told. Where that holds the qualification, its 受付番号 is filled in
    /// here and the result recorded; otherwise both come with the consent.
    pub answer: ProofResponse,
}

/// What became of a [`NewVisit`].
#[derive(Clone, Debug)]
pub enum Recorded {
    /// It was recorded, with this answer.
    New(Box<ProofResponse>),
    /// Its challenge had been used before.
    AlreadyUsed,
}

/// Takes the challenge and records visit and event, all or nothing.
///
/// # Errors
///
/// Those of the database.
pub async fn record(database: &DatabaseConnection, visit: NewVisit) -> Result<Recorded, DbErr> {
    let transaction = database.begin().await?;
    let now = visit.answer.verified_at;
    // Writing first makes SQLite take its lock at once, instead of failing when a reader upgrades.
    if !challenge::take(&transaction, visit.challenge, now).await? {
        transaction.rollback().await?;
        return Ok(Recorded::AlreadyUsed);
    }
    let mut answer = visit.answer;
    let number = match answer.qualification {
        Some(_) => Some(reception::draw(&transaction, &visit.institution, now).await?),
        None => None,
    };
    answer.reception_number = number.map(|number| number.to_string());
    let not_after = answer.certificate_standing.not_after;
    let row = visit::ActiveModel {
        challenge: Set(challenge::key(visit.challenge)),
        institution: Set(visit.institution.as_str().to_owned()),
        person: Set(visit.person.clone()),
        method: Set(to_name(&visit.method)?),
        care_kind: Set(to_name(&visit.care_kind)?),
        standing: Set(to_name(&answer.certificate_standing.standing)?),
        tapped_at: Set(to_column(visit.tapped_at)),
        verified_at: Set(to_column(now)),
        proof_sha256: Set(visit.proof_sha256.to_vec()),
        stored_answer: Set(Some(write(&answer)?)),
        receipt_id: Set(Some(receipt_key(answer.receipt_id))),
        reception_number: Set(answer.reception_number.clone()),
        certificate_not_after: Set(Some(to_column(not_after))),
    };
    visit::Entity::insert(row)
        .exec_without_returning(&transaction)
        .await?;
    if let (Some(number), Some(qualification)) = (number, &answer.qualification) {
        let card = CardCheck {
            visit: visit.challenge,
            person: visit.person,
            method: visit.method,
            checked_at: now,
            certificate_not_after: Some(not_after),
        };
        let confirmed = NewResult {
            institution: &visit.institution,
            number,
            card: &card,
            confirmed_at: now,
            care_kind: visit.care_kind,
            person: &answer.person,
            qualification,
            requery_of: None,
        };
        result::insert(&transaction, &confirmed).await?;
    }
    let event = NewEvent {
        institution: &visit.institution,
        actor: Actor::Account {
            id: visit.account,
            device: Some(visit.device),
        },
        action: Action::PresenceVerified,
        subject: Some(answer.receipt_id.to_string()),
    };
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(Recorded::New(Box::new(answer)))
}

/// A recorded visit.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The challenge its proof answered.
    pub challenge: ChallengeId,
    /// The receipt it was answered with; none of visits from before there were any.
    pub receipt: Option<ReceiptId>,
    /// The institution.
    pub institution: InstitutionCode,
    /// Key of the person.
    pub person: String,
    /// 確認方法.
    pub method: Method,
    /// 診療区分.
    pub care_kind: CareKind,
    /// How the certificate stood.
    pub standing: AcceptedStanding,
    /// When the card signed, by the device's clock.
    pub tapped_at: Timestamp,
    /// When the proof was accepted.
    pub verified_at: Timestamp,
    /// The end of the certificate's validity; not known of visits before it was kept.
    pub certificate_not_after: Option<Timestamp>,
    /// Whether it has its 受付番号: from the proof, or from a consent.
    pub confirmed: bool,
}

impl Visit {
    /// The check of the card in it.
    #[must_use]
    pub fn card(&self) -> CardCheck {
        CardCheck {
            visit: self.challenge,
            person: self.person.clone(),
            method: self.method,
            checked_at: self.verified_at,
            certificate_not_after: self.certificate_not_after,
        }
    }
}

/// Finds the visit of a receipt.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn find_by_receipt(
    database: &impl ConnectionTrait,
    receipt: ReceiptId,
) -> Result<Option<Visit>, DbErr> {
    let row = visit::Entity::find()
        .filter(visit::Column::ReceiptId.eq(receipt_key(receipt)))
        .one(database)
        .await?;
    row.map(read_visit).transpose()
}

/// Finds the visit that a result of an institution rests on.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn of_result(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    number: ReceptionNumber,
) -> Result<Option<Visit>, DbErr> {
    let of_result = Query::select()
        .column(results::Column::Visit)
        .from(results::Entity)
        .and_where(results::Column::Institution.eq(institution.as_str()))
        .and_where(results::Column::Place.eq(number.place()))
        .take();
    let row = visit::Entity::find()
        .filter(visit::Column::Challenge.in_subquery(of_result))
        .one(database)
        .await?;
    row.map(read_visit).transpose()
}

/// The last visit of a person to an institution.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn last_of(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    person: &str,
) -> Result<Option<Visit>, DbErr> {
    let row = visit::Entity::find()
        .filter(visit::Column::Institution.eq(institution.as_str()))
        .filter(visit::Column::Person.eq(person))
        .order_by_desc(visit::Column::VerifiedAt)
        .one(database)
        .await?;
    row.map(read_visit).transpose()
}

fn read_visit(row: visit::Model) -> Result<Visit, DbErr> {
    let institution = row.institution.parse();
    Ok(Visit {
        challenge: ChallengeId::new(row.challenge.into_bytes()),
        receipt: row.receipt_id.map(|id| ReceiptId::new(id.into_bytes())),
        institution: institution
            .map_err(|_| DbErr::Custom("visits.institution is broken".into()))?,
        person: row.person,
        method: read_name(row.method, "visits.method")?,
        care_kind: read_name(row.care_kind, "visits.care_kind")?,
        standing: read_name(row.standing, "visits.standing")?,
        tapped_at: from_column(row.tapped_at),
        verified_at: from_column(row.verified_at),
        certificate_not_after: row.certificate_not_after.map(from_column),
        confirmed: row.reception_number.is_some(),
    })
}

/// Sixteen bytes are a UUID to a database, whatever they mean.
fn receipt_key(receipt: ReceiptId) -> Uuid {
    Uuid::from_bytes(*receipt.as_bytes())
}

/// The answer that was stored with a proof.
#[derive(Clone, Debug)]
pub enum StoredAnswer {
    /// It is still there.
    Kept(Box<ProofResponse>),
    /// It has been forgotten.
    Forgotten,
}

/// Finds the stored answer of exactly this proof of a challenge.
///
/// # Errors
///
/// Those of the database.
pub async fn find_answer(
    database: &impl ConnectionTrait,
    challenge: ChallengeId,
    proof_sha256: &[u8; 32],
) -> Result<Option<StoredAnswer>, DbErr> {
    let row = visit::Entity::find_by_id(challenge::key(challenge))
        .one(database)
        .await?;
    row.filter(|row| row.proof_sha256 == proof_sha256)
        .map(|row| match row.stored_answer {
            Some(answer) => read(answer, "visits.stored_answer").map(StoredAnswer::Kept),
            None => Ok(StoredAnswer::Forgotten),
        })
        .transpose()
}

/// Forgets the answers to proofs of challenges that were issued before `before`. Answers how many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_answers(
    database: &impl ConnectionTrait,
    before: Timestamp,
) -> Result<u64, DbErr> {
    let old = Query::select()
        .column(challenges::Column::Id)
        .from(challenges::Entity)
        .and_where(challenges::Column::CreatedAt.lt(to_column(before)))
        .take();
    let forgotten = visit::Entity::update_many()
        .col_expr(visit::Column::StoredAnswer, Expr::value(None::<Value>))
        .filter(visit::Column::StoredAnswer.is_not_null())
        .filter(visit::Column::Challenge.in_subquery(old))
        .exec(database)
        .await?;
    Ok(forgotten.rows_affected)
}
