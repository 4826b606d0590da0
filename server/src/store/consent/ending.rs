//! Changing and revoking consents.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::api::{ConsentEndReason, ConsentsChanged, EndedConsent, RecordedConsent};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::RevocationReason;
use kyotaku_core::wire::identifier::{AccountId, DeviceId, InstitutionCode};
use kyotaku_core::wire::presence::CareKind;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, TransactionTrait as _,
};

use super::{ConsentState, NewRow, Recorded, answer, insert, of_every_kind, state_for};
use crate::audit::{self, Action, Actor, NewEvent};
use crate::store::entity::consent::{Column, Entity};
use crate::store::entity::person;
use crate::store::name::{read_name, to_name};
use crate::store::time::{from_column, to_column};
use crate::store::visit::Visit;

/// An answer of a patient at a visit, about to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct Sitting<'a> {
    /// The visit at which it was given.
    pub visit: &'a Visit,
    /// The device that delivers it.
    pub device: &'a DeviceId,
    /// The account that began the visit.
    pub account: &'a AccountId,
    /// What the device signed.
    pub jws: &'a str,
    /// When it is recorded.
    pub now: Timestamp,
}

/// A consent about to take the place of one that holds.
#[derive(Clone, Debug)]
pub struct NewChange<'a> {
    /// Where it was answered.
    pub sitting: Sitting<'a>,
    /// Whose consent is changed.
    pub care_kind: CareKind,
    /// What holds from now on.
    pub consent: RecordedConsent,
    /// What to say about it.
    pub notice: Code,
}

/// Puts a consent in the place of one that holds, all or nothing.
///
/// # Errors
///
/// Those of the database.
pub async fn change(
    database: &DatabaseConnection,
    new: NewChange<'_>,
) -> Result<Recorded<ConsentsChanged>, DbErr> {
    let Sitting { visit, now, .. } = new.sitting;
    let (institution, person) = (&visit.institution, visit.person.as_str());
    let transaction = database.begin().await?;
    if !answer::take(&transaction, visit.challenge, new.sitting.jws, now).await? {
        transaction.rollback().await?;
        return Ok(Recorded::Answered);
    }
    take_turns(&transaction, person).await?;
    let before = state_for(&transaction, institution, person, new.care_kind, now).await?;
    if let Err(code) = before.holding() {
        transaction.rollback().await?;
        return Ok(Recorded::Refused(code));
    }
    let row = NewRow {
        visit,
        care_kind: new.care_kind,
        consent: &new.consent,
        prescription_issue_select: None,
    };
    insert(&transaction, row, now).await?;
    let told = tell(
        &transaction,
        &new.sitting,
        new.notice,
        Action::ConsentChanged,
    )
    .await?;
    transaction.commit().await?;
    Ok(Recorded::New(Box::new(told)))
}

/// Which consents end, and how.
#[derive(Clone, Copy, Debug)]
pub struct Ending {
    /// That for one kind of care; those for all if none is named.
    pub care_kind: Option<CareKind>,
    /// Why.
    pub reason: RevocationReason,
    /// When it was asked for. What was answered later does not end.
    pub at: Timestamp,
    /// How far the clocks that told `at` and the answers may be apart.
    pub clock_skew: SignedDuration,
}

/// A revocation at a visit.
#[derive(Clone, Debug)]
pub struct NewRevocation<'a> {
    /// Where it was asked for.
    pub sitting: Sitting<'a>,
    /// What ends.
    pub ending: Ending,
}

/// Ends consents at a visit, all or nothing.
///
/// # Errors
///
/// Those of the database.
pub async fn revoke(
    database: &DatabaseConnection,
    new: NewRevocation<'_>,
) -> Result<Recorded<ConsentsChanged>, DbErr> {
    let Sitting { visit, now, .. } = new.sitting;
    let (institution, person) = (&visit.institution, visit.person.as_str());
    let transaction = database.begin().await?;
    if !answer::take(&transaction, visit.challenge, new.sitting.jws, now).await? {
        transaction.rollback().await?;
        return Ok(Recorded::Answered);
    }
    if let Err(code) = end(&transaction, institution, person, &new.ending, now).await? {
        transaction.rollback().await?;
        return Ok(Recorded::Refused(code));
    }
    let told = tell(
        &transaction,
        &new.sitting,
        Code::ConsentRevoked,
        Action::ConsentRevoked,
    )
    .await?;
    transaction.commit().await?;
    Ok(Recorded::New(Box::new(told)))
}

/// Keeps what is told about an answer, and records the event.
async fn tell(
    transaction: &DatabaseTransaction,
    sitting: &Sitting<'_>,
    notice: Code,
    action: Action,
) -> Result<ConsentsChanged, DbErr> {
    let Sitting { visit, now, .. } = *sitting;
    let told = ConsentsChanged {
        replayed: false,
        code: notice.as_str().to_owned(),
        consents: of_every_kind(transaction, &visit.institution, &visit.person, now).await?,
    };
    answer::store(transaction, visit.challenge, &told).await?;
    let event = NewEvent {
        institution: &visit.institution,
        actor: Actor::Account {
            id: sitting.account.clone(),
            device: Some(sitting.device.clone()),
        },
        action,
        subject: visit.receipt.map(|receipt| receipt.to_string()),
    };
    audit::append(transaction, now, event).await?;
    Ok(told)
}

/// Ends consents of a person without the card, because the institution was asked to. `subject` is
/// the 受付番号 that names the person. Answers with the code of the refusal when none of them holds.
///
/// # Errors
///
/// Those of the database.
pub async fn revoke_without_card(
    database: &DatabaseConnection,
    visit: &Visit,
    ending: &Ending,
    actor: Actor,
    subject: String,
    now: Timestamp,
) -> Result<Result<(), Code>, DbErr> {
    let institution = &visit.institution;
    let transaction = database.begin().await?;
    if let Err(code) = end(&transaction, institution, &visit.person, ending, now).await? {
        transaction.rollback().await?;
        return Ok(Err(code));
    }
    let event = NewEvent {
        institution,
        actor,
        action: Action::ConsentRevoked,
        subject: Some(subject),
    };
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(Ok(()))
}

/// Ends what holds of the consents, or tells why nothing does: how the one answered last stands.
async fn end(
    transaction: &DatabaseTransaction,
    institution: &InstitutionCode,
    person: &str,
    ending: &Ending,
    now: Timestamp,
) -> Result<Result<(), Code>, DbErr> {
    take_turns(transaction, person).await?;
    let mut ends = Entity::update_many()
        .filter(Column::Institution.eq(institution.as_str()))
        .filter(Column::Person.eq(person));
    let newest = match ending.care_kind {
        Some(care_kind) => {
            ends = ends.filter(Column::CareKind.eq(to_name(&care_kind)?));
            state_for(transaction, institution, person, care_kind, now).await?
        }
        None => last_of_all(transaction, institution, person, now).await?,
    };
    if let Err(code) = newest.holding() {
        return Ok(Err(code));
    }
    let reason = to_name(&ConsentEndReason::from(ending.reason))?;
    let asked_for = to_column(later(ending.at, ending.clock_skew));
    let ended = ends
        .col_expr(Column::EndedAt, to_column(ending.at).into())
        .col_expr(Column::EndReason, reason.into())
        .filter(Column::EndReason.is_null())
        .filter(Column::AvailableUntil.gt(to_column(now)))
        .filter(Column::AnsweredAt.lte(asked_for))
        .exec(transaction)
        .await?;
    // Unless everything that holds was answered after this was asked for.
    let any = ended.rows_affected > 0;
    Ok(if any {
        Ok(())
    } else {
        Err(Code::ConsentMissing)
    })
}

/// One that holds, if any does, and otherwise the one answered last.
async fn last_of_all(
    transaction: &DatabaseTransaction,
    institution: &InstitutionCode,
    person: &str,
    now: Timestamp,
) -> Result<ConsentState, DbErr> {
    let mut last = ConsentState::Missing;
    for care_kind in CareKind::ALL {
        let state = state_for(transaction, institution, person, care_kind, now).await?;
        let rank = |state: &ConsentState| {
            let consent = state.consent();
            consent.map(|consent| (consent.ended.is_none(), consent.consented_at))
        };
        if rank(&state) > rank(&last) {
            last = state;
        }
    }
    Ok(last)
}

/// How a consent that arrives late has ended already: by a revocation that was asked for after the
/// patient had given it.
pub(super) async fn ended_since(
    transaction: &DatabaseTransaction,
    visit: &Visit,
    consented_at: Timestamp,
    clock_skew: SignedDuration,
) -> Result<Option<EndedConsent>, DbErr> {
    let given = to_column(later(consented_at, clock_skew));
    let revoked = Entity::find()
        .select_only()
        .columns([Column::EndedAt, Column::EndReason])
        .filter(Column::Institution.eq(visit.institution.as_str()))
        .filter(Column::Person.eq(&visit.person))
        .filter(Column::CareKind.eq(to_name(&visit.care_kind)?))
        .filter(Column::EndedAt.gt(given))
        .order_by_asc(Column::EndedAt)
        .into_tuple()
        .one(transaction)
        .await?;
    let Some((at, reason)) = revoked else {
        return Ok(None);
    };
    Ok(Some(EndedConsent {
        at: from_column(at),
        reason: read_name(reason, "consents.end_reason")?,
    }))
}

/// Lets those who record something about the consents of one person take turns until they commit,
/// so that what each has read is still true when it writes. It changes nothing, but it is written:
/// SQLite takes its lock for nothing less.
pub(super) async fn take_turns(
    transaction: &DatabaseTransaction,
    person: &str,
) -> Result<(), DbErr> {
    person::Entity::update_many()
        .col_expr(person::Column::Id, Expr::col(person::Column::Id))
        .filter(person::Column::Id.eq(person))
        .exec(transaction)
        .await?;
    Ok(())
}

fn later(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}
