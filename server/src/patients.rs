//! The patients in a continuing relation of 訪問診療等 with an institution.
//!
//! It is the list that staff ask again from, once a month say, before they set out: by name, all of
//! them or those whose last confirmation was on certain days. Looking at it is audited as a search
//! is; what was looked for is not recorded, because it names persons.

mod cursor;

use jiff::Timestamp;
use kyotaku_core::pki::Standing;
use kyotaku_core::wire::api::{AcceptedStanding, Patient, PatientsQuery, PatientsResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::InstitutionCode;

use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::requery;
use crate::results::{days_after, folded};
use crate::state::AppState;
use crate::store::consent::{self, ConsentState};
use crate::store::reception::ReceptionNumber;
use crate::store::relation::{self, Listing, Relation};

/// Patients of one page.
pub const PAGE: usize = 50;

/// Lists patients of an institution by 氏名カナ.
///
/// # Errors
///
/// `MKA-E4008` for conditions that mean nothing and for a cursor of another list.
pub async fn list(
    state: &AppState,
    institution: &InstitutionCode,
    actor: Actor,
    query: &PatientsQuery,
) -> Result<PatientsResponse, ApiError> {
    let now = state.clock.now();
    if let (Some(from), Some(to)) = (query.from, query.to)
        && from > to
    {
        return Err(Code::SearchMalformed.into());
    }
    let behind = query.to.map(|to| days_after(to, 1)).transpose()?;
    let after = match &query.cursor {
        Some(text) => {
            let last = cursor::read(text, &state.pepper, institution, query);
            let last = last.ok_or(Code::SearchMalformed)?;
            let after = relation::after(&state.database, institution, last).await?;
            Some(after.ok_or(Code::SearchMalformed)?)
        }
        None => None,
    };
    let listing = Listing {
        institution,
        from: query.from.map(ReceptionNumber::first_place_of),
        before: behind.map(ReceptionNumber::first_place_of),
        kana: query.kana.as_deref().map(folded).transpose()?,
        after,
    };
    // One more than is shown tells whether there are more.
    let count = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut found = relation::list(&state.database, &listing, count).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more);
    let next_cursor = last.map(|last| cursor::write(last.id, &state.pepper, institution, query));
    let people: Vec<_> = found.iter().map(|one| one.card.person.as_str()).collect();
    let mut consents = consent::of_each(&state.database, institution, &people, now).await?;
    let patients = found.into_iter().map(|relation| {
        let consent = consents.remove(&relation.card.person);
        patient(state, relation, &consent.unwrap_or(ConsentState::Missing))
    });
    let patients = patients.collect();
    let event = NewEvent {
        institution,
        actor,
        action: Action::PatientsListed,
        subject: None,
    };
    audit::record(&state.database, now, event).await?;
    Ok(PatientsResponse {
        patients,
        next_cursor,
    })
}

fn patient(state: &AppState, relation: Relation, consent: &ConsentState) -> Patient {
    let (standing, notice) = standing(relation.certificate_not_after, state.clock.now());
    let refused = requery::refusal(consent, &state.policy);
    let text = |code: Code| code.as_str().to_owned();
    Patient {
        reception_number: relation.last.to_string(),
        person: relation.identity,
        confirmed_at: relation.confirmed_at,
        card_checked_at: relation.card.checked_at,
        qualification_validity: relation.validity,
        consent: consent.consent().cloned(),
        certificate_standing: standing,
        certificate_not_after: relation.certificate_not_after,
        certificate_code: notice.map(text),
        requery_refused: refused.map(text),
    }
}

/// How a certificate that was accepted once stands now, by its end alone.
fn standing(not_after: Timestamp, now: Timestamp) -> (Option<AcceptedStanding>, Option<Code>) {
    let standing = match Standing::by_dates(Timestamp::MIN, not_after, now) {
        Standing::Valid => AcceptedStanding::Valid,
        Standing::Expiring { .. } => AcceptedStanding::Expiring,
        Standing::Grace { .. } => AcceptedStanding::Grace,
        Standing::Dead | Standing::NotYet { .. } | Standing::Foreign | Standing::Revoked { .. } => {
            return (None, Some(Code::CertificateDead));
        }
    };
    (Some(standing), standing.notice())
}
