//! 再照会: asking for a qualification again without the card.
//!
//! An institution may do so for a patient whose card it has checked and whose home visits go on. The
//! result that is asked for again leads to the person; what is compared with is always the last one.
//!
//! | checked, in this order | refused with |
//! |---|---|
//! | the key has not been used for another request | E5015 |
//! | the number is that of a result of the institution | E4006 |
//! | it is a home visit's, and the person's relation goes on | E4009 |
//! | the consent to home visits holds: it was given | E3015 |
//! | … its period is not over | E3014 |
//! | … and it is not revoked, unless the configuration allows that | E3007 |
//!
//! The same request gets the same result again for twelve hours, as long as the rest of the table
//! does not refuse it. Where nobody is asked for consent there is no relation that goes on: E4009 instead of E3015.
//! A consent that agrees to nothing holds as well, because it tells that the visits go on.

mod changes;

use std::collections::HashSet;

use jiff::Timestamp;
use kyotaku_core::wire::api::{
    Profile, RecordedConsent, RequeriesRequest, RequeriesResponse, Requery, RequeryOutcome,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::ConsentItems;
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use kyotaku_core::wire::presence::CareKind;
use sea_orm::{ConnectionTrait, DatabaseTransaction, TransactionTrait as _};
use sha2::{Digest as _, Sha256};

use crate::audit::{self, Action, Actor, NewEvent};
use crate::config::ApiPolicy;
use crate::consents::answer;
use crate::presence::proof::DELIVERY_WINDOW;
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::consent::{self, ConsentState};
use crate::store::device::Device;
use crate::store::person;
use crate::store::reception::{self, ReceptionNumber};
use crate::store::relation::{self, Leads, Relation};
use crate::store::requery::{self, Answered, Request};
use crate::store::result::{self, NewResult};

/// Who asks, and under which key.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The device, whose institution is meant.
    pub device: &'a Device,
    /// The account that is signed in on it.
    pub account: &'a AccountId,
    /// The idempotency key.
    pub key: &'a str,
}

impl Asking<'_> {
    fn actor(&self) -> Actor {
        Actor::Account {
            id: self.account.clone(),
            device: Some(self.device.id.clone()),
        }
    }
}

/// Asks for one qualification again.
///
/// # Errors
///
/// The codes of the module's table.
pub async fn one(state: &AppState, asking: Asking<'_>, number: &str) -> Result<Requery, ApiError> {
    let number: ReceptionNumber = number.parse().map_err(|_| Code::ResultUnknown)?;
    let request = Request {
        institution: &asking.device.institution,
        device: &asking.device.id,
        key: asking.key,
        sha256: Sha256::digest(format!("one {number}")).into(),
    };
    requery(state, asking, &request, number).await
}

/// Asks for several qualifications again, each by itself: one that is refused stops no other. Who is
/// named by several results is confirmed once, for the first of them.
///
/// # Errors
///
/// `MKA-E5010` for no number, too many, one that is none and one that comes twice; `MKA-E5015` as in
/// the module's table, whose other codes are outcomes here, as `MKA-E5010` is for a person that comes
/// twice.
pub async fn several(
    state: &AppState,
    asking: Asking<'_>,
    request: &RequeriesRequest,
) -> Result<RequeriesResponse, ApiError> {
    let numbers = each_once(&request.reception_numbers)?;
    let request = Request {
        institution: &asking.device.institution,
        device: &asking.device.id,
        key: asking.key,
        sha256: Sha256::digest(format!("several {}", request.reception_numbers.join(" "))).into(),
    };
    let mut outcomes = Vec::with_capacity(numbers.len());
    let mut persons = HashSet::new();
    for number in numbers {
        let leads = relation::of_result(&state.database, &asking.device.institution, number);
        if let Leads::To(relation) = leads.await?
            && !persons.insert(relation.card.person)
        {
            outcomes.push(RequeryOutcome {
                reception_number: number.to_string(),
                requery: None,
                code: Some(Code::RequestMalformed.as_str().to_owned()),
            });
            continue;
        }
        let (requery, code) = match requery(state, asking, &request, number).await {
            Ok(requery) => (Some(requery), None),
            Err(ApiError::Refused(code)) if code != Code::IdempotencyConflict => {
                (None, Some(code.as_str().to_owned()))
            }
            Err(error) => return Err(error),
        };
        outcomes.push(RequeryOutcome {
            reception_number: number.to_string(),
            requery,
            code,
        });
    }
    Ok(RequeriesResponse { outcomes })
}

fn each_once(texts: &[String]) -> Result<Vec<ReceptionNumber>, Code> {
    if !(1..=RequeriesRequest::MOST).contains(&texts.len()) {
        return Err(Code::RequestMalformed);
    }
    let mut numbers = Vec::with_capacity(texts.len());
    for text in texts {
        let number = text.parse().map_err(|_| Code::RequestMalformed)?;
        if numbers.contains(&number) {
            return Err(Code::RequestMalformed);
        }
        numbers.push(number);
    }
    Ok(numbers)
}

async fn requery(
    state: &AppState,
    asking: Asking<'_>,
    request: &Request<'_>,
    asked: ReceptionNumber,
) -> Result<Requery, ApiError> {
    if let Some(told) = again(state, asking, request, asked).await? {
        return Ok(told);
    }
    let transaction = state.database.begin().await?;
    match in_transaction(&transaction, state, asking, request, asked).await {
        Ok(Some(told)) => {
            transaction.commit().await?;
            Ok(told)
        }
        Ok(None) => {
            transaction.rollback().await?;
            let told = again(state, asking, request, asked).await?;
            told.ok_or_else(|| ApiError::Internal("an answered 再照会 is gone".into()))
        }
        Err(refused) => {
            transaction.rollback().await?;
            Err(refused)
        }
    }
}

/// What a request was told that has been answered: for as long as anything is delivered, and only
/// while it would not be refused if it were asked now.
async fn again(
    state: &AppState,
    asking: Asking<'_>,
    request: &Request<'_>,
    asked: ReceptionNumber,
) -> Result<Option<Requery>, ApiError> {
    let (database, institution) = (&state.database, request.institution);
    let now = state.clock.now();
    let number = match requery::answered(database, request, asked, since(now)).await? {
        Answered::Otherwise => return Err(Code::IdempotencyConflict.into()),
        Answered::Not => return Ok(None),
        Answered::With(number) => number,
    };
    let relation = relation_of(database, institution, asked).await?;
    let person = &relation.card.person;
    let consent =
        consent::state_for(database, institution, person, CareKind::HomeVisit, now).await?;
    let items = usable(consent, &state.policy)?.items;
    let told = told(database, state, institution, number, items).await?;
    let event = NewEvent {
        institution,
        actor: asking.actor(),
        action: Action::AnswerRepeated,
        subject: Some(number.to_string()),
    };
    audit::record(database, now, event).await?;
    Ok(Some(Requery {
        replayed: true,
        ..told
    }))
}

/// What was answered before is not told again, and its key is free.
fn since(now: Timestamp) -> Timestamp {
    let since = now.saturating_sub(DELIVERY_WINDOW);
    since.unwrap_or(Timestamp::MIN)
}

/// Answers nothing when another request with the same key has overtaken this one.
async fn in_transaction(
    transaction: &DatabaseTransaction,
    state: &AppState,
    asking: Asking<'_>,
    request: &Request<'_>,
    asked: ReceptionNumber,
) -> Result<Option<Requery>, ApiError> {
    let now = state.clock.now();
    let institution = request.institution;
    // Whoever draws for an institution takes turns, so of two requests that race the later one sees
    // what the earlier one has recorded. A number that is not used is drawn again by the next.
    let number = reception::draw(transaction, institution, now).await?;
    match requery::answered(transaction, request, asked, since(now)).await? {
        Answered::Otherwise => return Err(Code::IdempotencyConflict.into()),
        Answered::With(_) => return Ok(None),
        Answered::Not => {}
    }
    let items = confirm(transaction, state, institution, number, asked).await?;
    requery::keep(transaction, request, asked, number).await?;
    let told = told(transaction, state, institution, number, items).await?;
    let event = NewEvent {
        institution,
        actor: asking.actor(),
        action: Action::Requeried,
        subject: Some(number.to_string()),
    };
    audit::append(transaction, now, event).await?;
    Ok(Some(told))
}

async fn relation_of(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    asked: ReceptionNumber,
) -> Result<Relation, ApiError> {
    match relation::of_result(database, institution, asked).await? {
        Leads::Unknown => Err(Code::ResultUnknown.into()),
        Leads::Nowhere => Err(Code::RelationMissing.into()),
        Leads::To(relation) => Ok(*relation),
    }
}

/// Records what is held for the person now, as the last result after all others. Answers what is
/// agreed to.
async fn confirm(
    transaction: &DatabaseTransaction,
    state: &AppState,
    institution: &InstitutionCode,
    number: ReceptionNumber,
    asked: ReceptionNumber,
) -> Result<ConsentItems, ApiError> {
    let relation = relation_of(transaction, institution, asked).await?;
    let consent = used(transaction, state, institution, &relation).await?;
    let insured = person::find(transaction, relation.card.person.clone()).await?;
    let insured = insured.ok_or_else(|| ApiError::Internal("a relation with nobody".into()))?;
    let confirmed = NewResult {
        institution,
        number,
        card: &relation.card,
        confirmed_at: state.clock.now(),
        care_kind: CareKind::HomeVisit,
        person: &insured.person,
        // The form of a prescription is chosen at every visit, and this is none.
        qualification: &answer::agreed(insured.qualification, &consent, None),
        requery_of: Some(relation.last),
    };
    result::insert(transaction, &confirmed).await?;
    Ok(consent.items)
}

/// The consent that is used, for another term from now on. After a revocation, where that is
/// allowed, nothing is agreed to.
async fn used(
    transaction: &DatabaseTransaction,
    state: &AppState,
    institution: &InstitutionCode,
    relation: &Relation,
) -> Result<RecordedConsent, ApiError> {
    let (now, person) = (state.clock.now(), &relation.card.person);
    let term = state.policy.consent_term;
    if let Some(consent) = consent::extend(transaction, institution, person, now, term).await? {
        return Ok(consent);
    }
    let home = CareKind::HomeVisit;
    let consent = consent::state_for(transaction, institution, person, home, now).await?;
    Ok(usable(consent, &state.policy)?)
}

/// The consent that a 再照会 may rest on.
fn usable(consent: ConsentState, policy: &ApiPolicy) -> Result<RecordedConsent, Code> {
    match (refusal(&consent, policy), consent) {
        (Some(code), _) => Err(code),
        (None, ConsentState::Holding(consent)) => Ok(consent),
        (None, ConsentState::Ended(revoked)) => Ok(RecordedConsent {
            items: ConsentItems::default(),
            ..revoked
        }),
        (None, ConsentState::Missing) => Err(Code::ConsentMissing),
    }
}

/// Why a 再照会 in a relation with this consent is refused, if it is.
pub(crate) fn refusal(consent: &ConsentState, policy: &ApiPolicy) -> Option<Code> {
    match consent.clone().holding() {
        Ok(_) => None,
        Err(Code::ConsentWithdrawn) if policy.requery_after_revocation => None,
        Err(Code::ConsentMissing) if policy.profile == Profile::QualificationOnly => {
            Some(Code::RelationMissing)
        }
        Err(code) => Some(code),
    }
}

/// What is told of a result that was asked for again, now and whenever the request is repeated. Of
/// both results, only what is agreed to now; what differs is told as it was recorded.
async fn told(
    database: &impl ConnectionTrait,
    state: &AppState,
    institution: &InstitutionCode,
    number: ReceptionNumber,
    items: ConsentItems,
) -> Result<Requery, ApiError> {
    let now = state.clock.now();
    let found = async |number| {
        let found = result::find(database, institution, number, now).await?;
        found.ok_or_else(|| ApiError::Internal("a recorded result is gone".into()))
    };
    let mut result = found(number).await?;
    let last = result
        .requery_of
        .as_deref()
        .and_then(|text| text.parse().ok());
    let last = last.ok_or_else(|| ApiError::Internal("a 再照会 of nothing".into()))?;
    let previous = found(last).await?.qualification;
    let changes = changes::changes(&previous, &result.qualification);
    let code = if changes.is_empty() {
        Code::EligibilityUnchanged
    } else {
        Code::EligibilityChanged
    };
    result.qualification = answer::kept_back(result.qualification, items);
    Ok(Requery {
        result,
        replayed: false,
        previous: answer::kept_back(previous, items),
        changes,
        code: code.as_str().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_one_to_fifty_results_each_once() {
        let numbers = |count: usize| -> Vec<String> {
            (1..=count).map(|n| format!("20261122{n:05}")).collect()
        };
        for count in [1, 50] {
            assert_eq!(each_once(&numbers(count)).unwrap().len(), count);
        }
        let twice = [numbers(2), numbers(1)].concat();
        for wrong in [
            numbers(0),
            numbers(51),
            twice,
            vec!["2026112200001 ".to_owned()],
        ] {
            assert_eq!(each_once(&wrong), Err(Code::RequestMalformed));
        }
    }
}
