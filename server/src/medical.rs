//! 医療情報: who may see which of it.
//!
//! | checked, in this order | refused with |
//! |---|---|
//! | the account's role is 医療情報閲覧 | E1105 |
//! | the 受付番号 is that of a result of the institution | E4006 |
//! | the institution uses consents to view | E3012 |
//! | the insurance lets it be seen, that of the result and that of today | E4010 |
//! | the consent for the result's kind of care holds | E3015, E3014, E3007 |
//! | … and covers the kind | E3016 |
//! | the certificate had not ended when the card was there last | E2020 |
//!
//! Every look is audited with the 受付番号 and the code of the kind (OQSCD036); what was seen is not.

use jiff::Timestamp;
use kyotaku_core::wire::api::{
    AcceptedStanding, InstitutionProfile, MedicalInformation, MedicalKind, MedicalQuery,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::qualification::{
    InsuredCardClassification, Qualification, QualificationConfirmation,
};

use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::account::Role;
use crate::store::reception::ReceptionNumber;
use crate::store::{consent, medical, person, result, visit};

/// Whoever wants to see.
#[derive(Clone, Debug)]
pub struct Viewer<'a> {
    /// The institution, with its settings.
    pub institution: &'a InstitutionProfile,
    /// The account's role.
    pub role: Role,
    /// The account.
    pub actor: Actor,
}

/// Gives medical information about the person of a result.
///
/// # Errors
///
/// `MKA-E4008` for a period that ends before it begins, and the codes of the module's table.
pub async fn view(
    state: &AppState,
    viewer: &Viewer<'_>,
    number: &str,
    query: &MedicalQuery,
) -> Result<MedicalInformation, ApiError> {
    let now = state.clock.now();
    if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
        return Err(Code::SearchMalformed.into());
    }
    let (number, person) = decide(state, viewer, number, query.kind, now).await?;
    let seen = NewEvent {
        institution: &viewer.institution.code,
        actor: viewer.actor.clone(),
        action: Action::MedicalInformationViewed,
        subject: Some(format!("{number} {}", query.kind.code())),
    };
    audit::record(&state.database, now, seen).await?;
    let (from, to) = (query.from, query.to);
    Ok(MedicalInformation {
        kind: query.kind,
        entries: medical::list(&state.database, &person, query.kind, from, to).await?,
    })
}

/// Decides whether a kind may be seen, and of whom: of the person of the result.
async fn decide(
    state: &AppState,
    viewer: &Viewer<'_>,
    number: &str,
    kind: MedicalKind,
    now: Timestamp,
) -> Result<(ReceptionNumber, String), ApiError> {
    let (database, institution) = (&state.database, &viewer.institution.code);
    if viewer.role != Role::MedicalViewer {
        return Err(Code::AccountNotPermitted.into());
    }
    let number: ReceptionNumber = number.parse().map_err(|_| Code::ResultUnknown)?;
    let result = result::find(database, institution, number, now).await?;
    let result = result.ok_or(Code::ResultUnknown)?;
    let visit = visit::of_result(database, institution, number).await?;
    let visit = visit.ok_or(Code::ResultUnknown)?;
    if !viewer.institution.environment.view_consent {
        return Err(Code::ViewConsentDisabled.into());
    }
    let insured = person::find(database, visit.person.clone()).await?;
    let of_today = insured.is_some_and(|insured| may_be_seen(&insured.qualification));
    if !(of_today && may_be_seen(&result.qualification)) {
        return Err(Code::MedicalUnavailable.into());
    }
    let (person, care_kind) = (visit.person.as_str(), result.care_kind);
    let consent = consent::state_for(database, institution, person, care_kind, now).await?;
    if !kind.is_in(consent.holding()?.items) {
        return Err(Code::ItemNotConsented.into());
    }
    let last = visit::last_of(database, institution, person).await?;
    let ended = |standing| standing == AcceptedStanding::Grace;
    if last.is_none_or(|last| ended(last.standing)) {
        return Err(Code::CertificateGrace.into());
    }
    Ok((number, visit.person))
}

/// Whether one of the qualifications is of an insurance under which medical information is kept for
/// institutions to see.
fn may_be_seen(qualification: &Qualification) -> bool {
    let forbids = |confirmed: &QualificationConfirmation| {
        use InsuredCardClassification::{MedicalAssistance, SelfDefenseForce};
        let classification = confirmed.insured_card_classification.as_ref();
        matches!(classification, Some(SelfDefenseForce | MedicalAssistance)) || is_by_day(confirmed)
    };
    let mut all = qualification.result_list.iter();
    all.any(|confirmed| !forbids(confirmed))
}

/// 日雇特例被保険者, whom only the first two of the eight digits of their insurer tell (法別番号 03, 04).
fn is_by_day(confirmed: &QualificationConfirmation) -> bool {
    let insurer = confirmed.insurer_number.as_deref().map(str::trim);
    insurer.is_some_and(|number| {
        number.len() == 8 && ["03", "04"].iter().any(|law| number.starts_with(law))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_insurances_show_nothing_medical() {
        let of = |all: &[(&str, &str)]| {
            let all = all.iter().map(|(classification, insurer)| {
                serde_json::json!({
                    "insuredCardClassification": classification,
                    "insurerNumber": insurer,
                })
            });
            let qualification = serde_json::json!({
                "qualificationValidity": "1",
                "resultList": all.collect::<Vec<_>>(),
            });
            may_be_seen(&serde_json::from_value(qualification).unwrap())
        };
        for seen in [
            &[("01", "39990015")][..],
            // A number of six digits has no such beginning.
            &[("01", "  039900")],
            &[("03", "06990011")],
            &[("07", "07990010"), ("01", "39990015")],
        ] {
            assert!(of(seen), "{seen:?}");
        }
        for hidden in [
            &[][..],
            &[("07", "07990010")],
            &[("A1", "12990018")],
            &[("01", "03990014")],
            &[("01", "04990013")],
            &[("A1", "12990018"), ("07", "07990010")],
        ] {
            assert!(!of(hidden), "{hidden:?}");
        }
    }
}
