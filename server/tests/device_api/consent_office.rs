//! What the institution does about consents when the patient and the card are elsewhere.

use jiff::SignedDuration;
use kyotaku_core::wire::api::{ConsentEndReason, EndedConsent};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::RevocationReason;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_server::administration::consents::{self, PatientConsents};
use kyotaku_server::problem::ApiError;
use kyotaku_server::store::entity::audit_event;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::clinic::Clinic;
use crate::phone::Phone;

const SECOND: SignedDuration = SignedDuration::from_secs(1);

impl Clinic {
    async fn consents_of(&self, kana: Option<&str>) -> Vec<PatientConsents> {
        let (acting, now) = (self.administrator().await, self.clock.now());
        consents::list(&self.database, &acting, kana, now)
            .await
            .unwrap()
    }

    async fn revoke_in_office(
        &self,
        account: &str,
        number: &str,
        care_kind: Option<CareKind>,
    ) -> Result<Code, ApiError> {
        let (acting, now) = (self.acting(account).await, self.clock.now());
        let reason = RevocationReason::Patient;
        consents::revoke(&self.database, &acting, number, reason, care_kind, now).await
    }
}

impl Phone {
    async fn agreed_to_all(&self, clinic: &Clinic, card: &str, care_kind: CareKind) -> String {
        let visit = self.visit_of(clinic, card, care_kind).await;
        let answer = self.answer(&clinic.everything(&visit)).await;
        answer.unwrap().reception_number
    }
}

fn refused<T>(answer: Result<T, ApiError>) -> Code {
    match answer.err() {
        Some(ApiError::Refused(code)) => code,
        _ => panic!("not refused"),
    }
}

fn numbers(patients: &[PatientConsents]) -> Vec<String> {
    let patients = patients.iter();
    let numbers = patients.map(|patient| patient.reception_number.to_string());
    numbers.collect()
}

#[tokio::test]
async fn patients_are_listed_with_their_last_result_and_what_they_consented_to() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let elsewhere = clinic.phone_at("9969999011", &clinic.database).await;
    assert!(clinic.consents_of(None).await.is_empty());
    phone
        .agreed_to_all(&clinic, "T01", CareKind::HomeVisit)
        .await;
    let second = phone
        .agreed_to_all(&clinic, "T02", CareKind::HomeVisit)
        .await;
    let third = phone
        .agreed_to_all(&clinic, "T01", CareKind::Outpatient)
        .await;
    elsewhere
        .agreed_to_all(&clinic, "T03", CareKind::HomeVisit)
        .await;
    let listed = clinic.consents_of(None).await;
    assert_eq!(numbers(&listed), [third.clone(), second]);
    let kinds = listed[0].consents.iter().map(|consent| consent.care_kind);
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [CareKind::HomeVisit, CareKind::Outpatient]
    );
    let kana = listed[0].person.name_kana.clone();
    for prefix in [
        kana.as_str(),
        &kana[..kana.chars().next().unwrap().len_utf8()],
    ] {
        let found = numbers(&clinic.consents_of(Some(prefix)).await);
        assert!(found.contains(&third), "{prefix}");
    }
    assert!(clinic.consents_of(Some("ン")).await.is_empty());
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    let nothing = consents::list(&clinic.database, &acting, Some(" "), now).await;
    assert_eq!(refused(nothing), Code::SearchMalformed);
}

#[tokio::test]
async fn an_administrator_revokes_without_the_card_by_any_number_of_the_patient() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let first = phone
        .agreed_to_all(&clinic, "T01", CareKind::HomeVisit)
        .await;
    phone
        .agreed_to_all(&clinic, "T01", CareKind::HomeVisit)
        .await;
    phone
        .agreed_to_all(&clinic, "T01", CareKind::Outpatient)
        .await;
    phone
        .agreed_to_all(&clinic, "T02", CareKind::HomeVisit)
        .await;
    clinic.pass(SECOND);
    let revoked = clinic.revoke_in_office("kanri01", &first, Some(CareKind::Outpatient));
    assert_eq!(revoked.await.unwrap(), Code::ConsentWithdrawnByPatient);
    let end = EndedConsent {
        at: clinic.clock.now(),
        reason: ConsentEndReason::Patient,
    };
    let of = async |clinic: &Clinic| {
        let listed = clinic.consents_of(None).await;
        let all = listed.into_iter().flat_map(|patient| patient.consents);
        let ended = all.map(|consent| (consent.care_kind, consent.consent.ended));
        ended.collect::<Vec<_>>()
    };
    let (home, outpatient) = (CareKind::HomeVisit, CareKind::Outpatient);
    let expected = [(home, None), (home, None), (outpatient, Some(end))];
    assert_eq!(of(&clinic).await, expected);
    let revoked = clinic.revoke_in_office("kanri01", &first, None);
    assert_eq!(revoked.await.unwrap(), Code::ConsentWithdrawnByPatient);
    let expected = [(home, None), (home, Some(end)), (outpatient, Some(end))];
    assert_eq!(of(&clinic).await, expected);
    let again = clinic.revoke_in_office("kanri01", &first, None).await;
    assert_eq!(refused(again), Code::ConsentWithdrawn);
    // The next visit asks again.
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(visit.current_consent, None);
    let events = audit_event::Entity::find()
        .filter(audit_event::Column::Action.eq("consent-revoked"))
        .order_by_asc(audit_event::Column::Seq)
        .all(&clinic.database)
        .await
        .unwrap();
    let told = events
        .iter()
        .map(|event| (event.actor.as_str(), event.subject.as_deref()));
    let by_number = ("console:kanri01", Some(first.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), [by_number, by_number]);
}

#[tokio::test]
async fn nobody_else_revokes_in_the_office_and_nothing_of_another_institution() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let elsewhere = clinic.phone_at("9969999011", &clinic.database).await;
    let number = phone
        .agreed_to_all(&clinic, "T01", CareKind::HomeVisit)
        .await;
    for _ in 0..2 {
        elsewhere
            .agreed_to_all(&clinic, "T02", CareKind::HomeVisit)
            .await;
    }
    let by_master = clinic.revoke_in_office("master01", &number, None).await;
    assert_eq!(refused(by_master), Code::AccountNotPermitted);
    let (acting, now) = (clinic.acting("master01").await, clinic.clock.now());
    let listed = consents::list(&clinic.database, &acting, None, now).await;
    assert_eq!(refused(listed), Code::AccountNotPermitted);
    for number in ["2026112200002", "2026112200009", "", "1"] {
        let revoked = clinic.revoke_in_office("kanri01", number, None).await;
        assert_eq!(refused(revoked), Code::ResultUnknown, "{number}");
    }
    let of_kind = clinic.revoke_in_office("kanri01", &number, Some(CareKind::Online));
    assert_eq!(refused(of_kind.await), Code::ConsentMissing);
    assert!(
        clinic
            .revoke_in_office("kanri01", &number, None)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn what_was_agreed_to_by_a_clock_that_is_ahead_is_revoked_as_well() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let mut consent = clinic.everything(&visit);
    consent.answered_at += SignedDuration::from_secs(60);
    let number = phone.answer(&consent).await.unwrap().reception_number;
    assert!(
        clinic
            .revoke_in_office("kanri01", &number, None)
            .await
            .is_ok()
    );
}
