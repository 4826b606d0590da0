//! Visits: accepted proofs.

use jiff::Timestamp;
use kyotaku_core::wire::api::ProofResponse;
use kyotaku_core::wire::identifier::{ChallengeId, InstitutionCode};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait as _, Set, Statement,
    TransactionTrait as _,
};

use super::challenge;
use super::entity::visit;
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
        reception_number: reception_number.clone(),
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
        answer: Set(json),
    };
    visit::Entity::insert(row)
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(Recorded::New(Box::new(answer)))
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
) -> Result<Option<ProofResponse>, DbErr> {
    let row = visit::Entity::find_by_id(challenge::key(challenge))
        .one(database)
        .await?;
    row.filter(|row| row.proof_sha256 == proof_sha256)
        .map(|row| read(row.answer, "visits.answer"))
        .transpose()
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
