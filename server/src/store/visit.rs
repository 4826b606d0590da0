//! Visits: accepted proofs.

use jiff::Timestamp;
use kyotaku_core::wire::api::ProofResponse;
use kyotaku_core::wire::identifier::{ChallengeId, InstitutionCode};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait as _,
    QueryFilter as _, Set, Statement, TransactionTrait as _,
};
use serde_json::Value;

use super::challenge;
use super::entity::{challenge as challenges, visit};
use super::person::read;
use super::time::{day_in_japan, to_column};

/// A proof about to be recorded.
#[derive(Clone, Debug)]
pub struct NewVisit {
    /// The challenge it answers.
    pub challenge: ChallengeId,
    /// The institution.
    pub institution: InstitutionCode,
    /// Key of the person.
    pub person: String,
    /// The method, as JSON spells it.
    pub method: String,
    /// The care kind, as JSON spells it.
    pub care_kind: String,
    /// The certificate's standing, as JSON spells it.
    pub standing: String,
    /// When the card signed, by the device's clock.
    pub tapped_at: Timestamp,
    /// SHA-256 of the delivered JWS.
    pub proof_sha256: [u8; 32],
    /// What the device will be told; its 受付番号 is filled in here.
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

/// Takes the challenge, draws the 受付番号 and records the visit, all or nothing.
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
    let reception_number = draw_number(&transaction, &visit.institution, now).await?;
    let answer = ProofResponse {
        reception_number: Some(reception_number.clone()),
        ..visit.answer
    };
    let json = serde_json::to_value(&answer)
        .map_err(|_| DbErr::Custom("an answer does not serialise".into()))?;
    let row = visit::ActiveModel {
        challenge: Set(challenge::key(visit.challenge)),
        institution: Set(visit.institution.into()),
        reception_number: Set(reception_number),
        person: Set(visit.person),
        method: Set(visit.method),
        care_kind: Set(visit.care_kind),
        standing: Set(visit.standing),
        tapped_at: Set(to_column(visit.tapped_at)),
        verified_at: Set(to_column(now)),
        proof_sha256: Set(visit.proof_sha256.to_vec()),
        stored_answer: Set(Some(json)),
    };
    visit::Entity::insert(row)
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(Recorded::New(Box::new(answer)))
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

/// Draws the next 受付番号 of the institution's day in Japan: `YYYYMMDD` and five digits or more.
async fn draw_number(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    now: Timestamp,
) -> Result<String, DbErr> {
    let day = day_in_japan(now);
    let draw = Statement::from_sql_and_values(
        database.get_database_backend(),
        "INSERT INTO reception_counters (institution, day, last) VALUES ($1, $2, 1) \
         ON CONFLICT (institution, day) DO UPDATE SET last = reception_counters.last + 1 \
         RETURNING last",
        [institution.as_str().into(), day.as_str().into()],
    );
    let row = database.query_one_raw(draw).await?;
    let row = row.ok_or_else(|| DbErr::Custom("no reception number was drawn".into()))?;
    let last: i64 = row.try_get("", "last")?;
    Ok(format!("{day}{last:05}"))
}
