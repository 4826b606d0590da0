//! Registering what a patient agreed to at a visit, which is the eligibility check of that visit.

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{ConsentResponse, RecordedConsent};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::Consent;

use super::delivery::{self, Delivered};
use super::{answer, rules};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::consent::{self, NewConsent, Recorded};
use crate::store::device::Device;
use crate::store::person;

/// Registers a consent, or answers a repeated delivery with what was stored.
///
/// # Errors
///
/// The codes of the [module](super)'s table.
pub async fn register(
    state: &AppState,
    device: &Device,
    key: &P256Key,
    jws: &str,
) -> Result<ConsentResponse, ApiError> {
    let now = state.clock.now();
    let delivered = delivery::take::<Consent, _>(state, device, key, jws, now).await?;
    let open = match delivered {
        Delivered::New(open) => *open,
        Delivered::Again(told) => return Ok(told),
    };
    let (consent, visit) = (open.answer, open.visit);
    let select = consent.prescription_issue_select.as_ref();
    rules::permitted(
        consent.items,
        &consent.respondent,
        visit.standing,
        &open.environment,
    )?;
    rules::prescription(select, &open.environment)?;
    let person = person::find(&state.database, visit.person.clone()).await?;
    let person = person.ok_or(Code::NotEnrolled)?;
    let end = state.policy.consent_term.end(open.at, visit.care_kind);
    let recorded = RecordedConsent {
        items: consent.items,
        respondent: consent.respondent.clone(),
        consented_at: open.at,
        available_until: end.map_err(ApiError::internal)?,
        ended: None,
    };
    let new = NewConsent {
        visit: &visit,
        device: &device.id,
        account: &open.account,
        jws,
        prescription_issue_select: select,
        person: &person.person,
        now,
        clock_skew: state.policy.clock_skew,
        answer: ConsentResponse {
            reception_number: String::new(),
            replayed: false,
            code: rules::notice(consent.items).as_str().to_owned(),
            qualification: answer::agreed(person.qualification, &recorded, select),
            consent: recorded,
        },
    };
    match consent::record(&state.database, new).await? {
        Recorded::New(answer) => {
            state.metrics.consent_registered();
            Ok(*answer)
        }
        Recorded::Answered => delivery::overtaken(state, device, &visit, jws).await,
        Recorded::Refused(code) => Err(code.into()),
    }
}
