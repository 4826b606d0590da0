//! The consents of patients, and revoking them without the card.
//!
//! A patient who has gone home, or changed their mind on the telephone, has no card to tap. Then the
//! institution revokes for them; it can take nothing back that way, only end it.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::api::{ConsentOfKind, Person};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::RevocationReason;
use kyotaku_core::wire::presence::CareKind;
use sea_orm::DatabaseConnection;

use super::Acting;
use crate::audit::{self, Action, NewEvent};
use crate::problem::ApiError;
use crate::store::consent::{self, Ending};
use crate::store::reception::ReceptionNumber;
use crate::store::{kana, visit};

/// Most patients of one list.
pub const MOST: u64 = 200;

/// What a patient has consented to.
#[derive(Clone, Debug)]
pub struct PatientConsents {
    /// 受付番号 of the patient's last result, which names the patient to [`revoke`].
    pub reception_number: ReceptionNumber,
    /// Who it is.
    pub person: Person,
    /// The newest consent for each kind of care, those that ended included.
    pub consents: Vec<ConsentOfKind>,
}

/// The patients who have ever consented, those with the newest results first, at most [`MOST`];
/// only those whose 氏名カナ begins with `prefix`, if that is given.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator, `MKA-E4008` for a beginning that is no kana.
pub async fn list(
    database: &DatabaseConnection,
    acting: &Acting,
    prefix: Option<&str>,
    now: Timestamp,
) -> Result<Vec<PatientConsents>, ApiError> {
    acting.as_administrator()?;
    let prefix = prefix.map(kana::fold);
    if prefix.as_ref().is_some_and(String::is_empty) {
        return Err(Code::SearchMalformed.into());
    }
    let institution = &acting.institution;
    let found = consent::patients(database, institution, prefix.as_deref(), MOST).await?;
    let mut patients = Vec::with_capacity(found.len());
    for patient in found {
        patients.push(PatientConsents {
            reception_number: patient.number,
            person: patient.identity,
            consents: consent::of_every_kind(database, institution, &patient.person, now).await?,
        });
    }
    let event = NewEvent {
        institution,
        actor: acting.actor(),
        action: Action::ConsentsListed,
        subject: None,
    };
    audit::record(database, now, event).await?;
    Ok(patients)
}

/// Revokes consents of the person of a result: that for one kind of care, or all. Answers with the
/// notice to show.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator, `MKA-E4006` for a number that is none of the
/// institution's, and `MKA-E3015`, `MKA-E3014` or `MKA-E3007` when no such consent holds.
pub async fn revoke(
    database: &DatabaseConnection,
    acting: &Acting,
    number: &str,
    reason: RevocationReason,
    care_kind: Option<CareKind>,
    now: Timestamp,
) -> Result<Code, ApiError> {
    acting.as_administrator()?;
    let number: ReceptionNumber = number.parse().map_err(|_| Code::ResultUnknown)?;
    let visit = visit::of_result(database, &acting.institution, number).await?;
    let visit = visit.ok_or(Code::ResultUnknown)?;
    let ending = Ending {
        care_kind,
        reason,
        at: now,
        // Whatever a device says of its time, what the server has was there before.
        clock_skew: SignedDuration::MAX,
    };
    let subject = number.to_string();
    let actor = acting.actor();
    consent::revoke_without_card(database, &visit, &ending, actor, subject, now).await??;
    Ok(match reason {
        RevocationReason::Patient => Code::ConsentWithdrawnByPatient,
        RevocationReason::Institution | RevocationReason::ChangeOfUse => Code::ConsentRevoked,
    })
}
