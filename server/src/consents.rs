//! Registering what a patient answered.
//!
//! | checked, in this order | refused with |
//! |---|---|
//! | JWS well-formed and signed by the calling device | E2056 |
//! | the receipt exists and is the caller's | E3008 |
//! | delivered within twelve hours of the challenge | E2055 |
//! | not answered yet, by a consent or with the proof; the identical one gets its stored answer | E3010 |
//! | answered after the tap, within its time, and not in the future | E3009 |
//! | medical information: not with a certificate that has ended | E2020 |
//! | … nor by a proxy | E3011 |
//! | … nor where the institution uses no consents to view | E3012 |
//! | 処方箋の発行形態 as the institution asks for it, and only where it does | E3013 |
//!
//! Nothing is recorded before all of it holds, so after a refusal another answer may follow.

mod answer;
pub mod term;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{AcceptedStanding, ConsentResponse, Environment, RecordedConsent};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{Consent, ConsentItems, Respondent};
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::presence::{CareKind, PresenceStatement};
use kyotaku_core::wire::qualification::PrescriptionIssue;

use self::term::ConsentTerm;
use crate::audit::{self, Action, Actor, NewEvent};
use crate::presence::proof::DELIVERY_WINDOW;
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::consent::{self, Answered, NewConsent, Registered};
use crate::store::device::Device;
use crate::store::visit::{self, Visit};
use crate::store::{challenge, institution, person};

/// Registers a consent, or answers a repeated delivery with what was stored.
///
/// # Errors
///
/// The codes of the module's table.
pub async fn register(
    state: &AppState,
    device: &Device,
    key: &P256Key,
    jws: &str,
) -> Result<ConsentResponse, ApiError> {
    let now = state.clock.now();
    let consent = signed_by(device, key, jws)?;
    let visit = visit::find_by_receipt(&state.database, consent.receipt_id).await?;
    let visit = visit.ok_or(Code::ReceiptUnknown)?;
    let challenge = challenge::find(&state.database, visit.challenge).await?;
    let challenge = challenge
        .filter(|challenge| challenge.device == device.id)
        .ok_or(Code::ReceiptUnknown)?;
    if now.duration_since(challenge.created_at) > DELIVERY_WINDOW {
        return Err(Code::DeliveryTooLate.into());
    }
    if let Some(answered) = consent::find_answer(&state.database, visit.challenge).await? {
        return stored_answer(state, device, answered, jws).await;
    }
    if visit.confirmed {
        return Err(Code::ConsentAnswered.into());
    }
    answered_in_time(&consent, &visit, now, state.policy.clock_skew)?;
    let institution = institution::find(&state.database, &visit.institution).await?;
    let institution =
        institution.ok_or_else(|| ApiError::Internal("a visit without institution".into()))?;
    permitted(&consent, visit.standing, &institution.environment)?;
    let person = person::find(&state.database, visit.person.clone()).await?;
    let person = person.ok_or(Code::NotEnrolled)?;
    let recorded = recorded(&consent, visit.care_kind, state.policy.consent_term)?;
    let select = consent.prescription_issue_select.as_ref();
    let statement =
        PresenceStatement::from_der(&challenge.statement).map_err(ApiError::internal)?;
    let new = NewConsent {
        visit: &visit,
        device: &device.id,
        account: &statement.account,
        jws,
        prescription_issue_select: select,
        person: &person.person,
        now,
        answer: ConsentResponse {
            reception_number: String::new(),
            replayed: false,
            code: notice(consent.items).as_str().to_owned(),
            qualification: answer::agreed(person.qualification, &recorded, select),
            consent: recorded,
        },
    };
    match consent::record(&state.database, new).await? {
        Registered::New(answer) => {
            state.metrics.consent_registered();
            Ok(*answer)
        }
        // Another delivery overtook this one.
        Registered::Answered => {
            let answered = consent::find_answer(&state.database, visit.challenge).await?;
            stored_answer(state, device, answered.ok_or(Code::ConsentAnswered)?, jws).await
        }
    }
}

fn signed_by(device: &Device, key: &P256Key, jws: &str) -> Result<Consent, ApiError> {
    let signed = Consent::parse(jws).map_err(|_| Code::DeviceSignatureWrong)?;
    if *signed.signer() != device.id {
        return Err(Code::DeviceSignatureWrong.into());
    }
    signed
        .verify(key)
        .map_err(|_| Code::DeviceSignatureWrong.into())
}

/// The answer to this very consent: a delivery whose answer was lost costs nothing, and any other
/// consent for the same presence gets nothing.
async fn stored_answer(
    state: &AppState,
    device: &Device,
    answered: Answered,
    jws: &str,
) -> Result<ConsentResponse, ApiError> {
    if answered.jws != jws {
        return Err(Code::ConsentAnswered.into());
    }
    match answered.told::<ConsentResponse>()? {
        Some(answer) => {
            let repeated = NewEvent {
                institution: &device.institution,
                actor: Actor::Device(device.id.clone()),
                action: Action::AnswerRepeated,
                subject: Some(answer.reception_number.clone()),
            };
            audit::record(&state.database, state.clock.now(), repeated).await?;
            Ok(ConsentResponse {
                replayed: true,
                ..answer
            })
        }
        // By a server whose clock is a little ahead of this one's.
        None => Err(Code::DeliveryTooLate.into()),
    }
}

fn answered_in_time(
    consent: &Consent,
    visit: &Visit,
    now: Timestamp,
    skew: SignedDuration,
) -> Result<(), ApiError> {
    let answered_at = consent.answered_at;
    let known = visit.verified_at.max(visit.tapped_at);
    let early = visit.tapped_at.duration_since(answered_at) > skew;
    let late = answered_at.duration_since(known) > Consent::ANSWER_WINDOW;
    let future = answered_at.duration_since(now) > skew;
    if early || late || future {
        Err(Code::ConsentOutsideWindow.into())
    } else {
        Ok(())
    }
}

/// Whether these items may be agreed to by this respondent, and the form of a prescription chosen.
fn permitted(
    consent: &Consent,
    standing: AcceptedStanding,
    environment: &Environment,
) -> Result<(), Code> {
    if consent.items.medical() {
        if standing == AcceptedStanding::Grace {
            return Err(Code::CertificateGrace);
        }
        if matches!(consent.respondent, Respondent::Proxy { .. }) {
            return Err(Code::ProxyNotPermitted);
        }
        if !environment.view_consent {
            return Err(Code::ViewConsentDisabled);
        }
    }
    let asked = environment.prescription_timing == "2";
    let offered: &[PrescriptionIssue] = match environment.electronic_prescription.as_str() {
        "1" if asked => &[PrescriptionIssue::Electronic],
        "2" if asked => &[PrescriptionIssue::Electronic, PrescriptionIssue::Paper],
        "3" if asked => &[PrescriptionIssue::Paper],
        _ => &[],
    };
    let fits = match &consent.prescription_issue_select {
        Some(chosen) => offered.contains(chosen),
        None => offered.is_empty(),
    };
    if fits {
        Ok(())
    } else {
        Err(Code::PrescriptionNotChosen)
    }
}

fn recorded(
    consent: &Consent,
    care_kind: CareKind,
    term: ConsentTerm,
) -> Result<RecordedConsent, ApiError> {
    let consented_at =
        Timestamp::from_second(consent.answered_at.as_second()).map_err(ApiError::internal)?;
    Ok(RecordedConsent {
        items: consent.items,
        respondent: consent.respondent.clone(),
        consented_at,
        available_until: term
            .end(consented_at, care_kind)
            .map_err(ApiError::internal)?,
        ended: None,
    })
}

fn notice(items: ConsentItems) -> Code {
    if items.medical() || items.specific_diseases_certificate {
        Code::ConsentRegistered
    } else {
        Code::ConsentDeclined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_chosen_is_chosen() {
        use PrescriptionIssue::{Electronic, Other, Paper};
        let other = || Other("9".to_owned());
        for (use_of, timing, accepted) in [
            ("0", "2", vec![None]),
            ("1", "1", vec![None]),
            ("2", "1", vec![None]),
            ("1", "2", vec![Some(Electronic)]),
            ("2", "2", vec![Some(Electronic), Some(Paper)]),
            ("3", "2", vec![Some(Paper)]),
        ] {
            let environment = Environment {
                electronic_prescription: use_of.to_owned(),
                prescription_timing: timing.to_owned(),
                ..institution::new_environment()
            };
            for chosen in [None, Some(Electronic), Some(Paper), Some(other())] {
                let consent = Consent {
                    receipt_id: kyotaku_core::wire::identifier::ReceiptId::new([0; 16]),
                    items: ConsentItems::ALL,
                    respondent: Respondent::Patient,
                    prescription_issue_select: chosen.clone(),
                    answered_at: Timestamp::UNIX_EPOCH,
                };
                let permitted = permitted(&consent, AcceptedStanding::Valid, &environment);
                let expected = if accepted.contains(&chosen) {
                    Ok(())
                } else {
                    Err(Code::PrescriptionNotChosen)
                };
                assert_eq!(permitted, expected, "{use_of} {timing} {chosen:?}");
            }
        }
    }

    #[test]
    fn agreeing_to_nothing_but_the_limit_is_declining() {
        assert_eq!(notice(ConsentItems::ALL), Code::ConsentRegistered);
        assert_eq!(notice(ConsentItems::NONE), Code::ConsentDeclined);
        let nothing = ConsentItems::default();
        assert_eq!(notice(nothing), Code::ConsentDeclined);
        let disease = ConsentItems {
            specific_diseases_certificate: true,
            ..nothing
        };
        assert_eq!(notice(disease), Code::ConsentRegistered);
    }
}
