//! Consents.

mod answer;
mod ending;
mod patients;
mod state;

pub use answer::{Answered, find_answer, forget_answers};
pub use ending::{Ending, NewChange, NewRevocation, Sitting, change, revoke, revoke_without_card};
pub use patients::{Patient, patients};
pub use state::{
    ConsentState, current, extend, of_each, of_every_kind, of_visit, state_for, used_at,
};

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::api::{ConsentResponse, Person, RecordedConsent};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{AccountId, DeviceId};
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification::PrescriptionIssue;
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, Set, TransactionTrait as _,
};

use super::challenge::key;
use super::entity::{consent, visit};
use super::name::to_name;
use super::person::write;
use super::reception;
use super::result::{self, NewResult};
use super::time::to_column;
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
    /// The form of a prescription that was chosen.
    pub prescription_issue_select: Option<&'a PrescriptionIssue>,
    /// Who was present.
    pub person: &'a Person,
    /// When it is recorded.
    pub now: Timestamp,
    /// How far the clocks that told the answer and a revocation may be apart.
    pub clock_skew: SignedDuration,
    /// What the device will be told; its 受付番号 is filled in here.
    pub answer: ConsentResponse,
}

/// What became of an answer.
#[derive(Clone, Debug)]
pub enum Recorded<T> {
    /// It was recorded, and this is told.
    New(Box<T>),
    /// The visit had an answer before.
    Answered,
    /// There is nothing that it could change or end.
    Refused(Code),
}

/// Draws the 受付番号 and records consent, result and event, all or nothing.
///
/// # Errors
///
/// Those of the database.
pub async fn record(
    database: &DatabaseConnection,
    new: NewConsent<'_>,
) -> Result<Recorded<ConsentResponse>, DbErr> {
    let NewConsent {
        visit, now, answer, ..
    } = new;
    let transaction = database.begin().await?;
    // Writing first makes SQLite take its lock at once, instead of failing when a reader upgrades.
    if !answer::take(&transaction, visit.challenge, new.jws, now).await? {
        transaction.rollback().await?;
        return Ok(Recorded::Answered);
    }
    let number = reception::draw(&transaction, &visit.institution, now).await?;
    visit::Entity::update_many()
        .col_expr(visit::Column::ReceptionNumber, number.to_string().into())
        .filter(visit::Column::Challenge.eq(key(visit.challenge)))
        .exec(&transaction)
        .await?;
    ending::take_turns(&transaction, &visit.person).await?;
    let mut answer = ConsentResponse {
        reception_number: number.to_string(),
        ..answer
    };
    let answered_at = answer.consent.consented_at;
    answer.consent.ended =
        ending::ended_since(&transaction, visit, answered_at, new.clock_skew).await?;
    answer::store(&transaction, visit.challenge, &answer).await?;
    let row = NewRow {
        visit,
        care_kind: visit.care_kind,
        consent: &answer.consent,
        prescription_issue_select: new.prescription_issue_select,
    };
    insert(&transaction, row, now).await?;
    let confirmed = NewResult {
        institution: &visit.institution,
        number,
        card: &visit.card(),
        confirmed_at: now,
        care_kind: visit.care_kind,
        person: new.person,
        qualification: &answer.qualification,
        requery_of: None,
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
    Ok(Recorded::New(Box::new(answer)))
}

/// A consent about to be inserted.
struct NewRow<'a> {
    visit: &'a Visit,
    care_kind: CareKind,
    consent: &'a RecordedConsent,
    prescription_issue_select: Option<&'a PrescriptionIssue>,
}

async fn insert(
    transaction: &DatabaseTransaction,
    new: NewRow<'_>,
    now: Timestamp,
) -> Result<(), DbErr> {
    let select = new.prescription_issue_select;
    let reason = new.consent.ended.map(|ended| to_name(&ended.reason));
    let row = consent::ActiveModel {
        visit: Set(key(new.visit.challenge)),
        institution: Set(new.visit.institution.as_str().to_owned()),
        person: Set(new.visit.person.clone()),
        care_kind: Set(to_name(&new.care_kind)?),
        items: Set(write(&new.consent.items)?),
        respondent: Set(write(&new.consent.respondent)?),
        prescription_issue_select: Set(select.map(PrescriptionIssue::code).map(str::to_owned)),
        answered_at: Set(to_column(new.consent.consented_at)),
        available_until: Set(to_column(new.consent.available_until)),
        recorded_at: Set(to_column(now)),
        ended_at: Set(new.consent.ended.map(|ended| to_column(ended.at))),
        end_reason: Set(reason.transpose()?),
        ..Default::default()
    };
    consent::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}
