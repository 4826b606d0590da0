//! Consents: what may be agreed to, when, by whom, and how often.

use jiff::SignedDuration;
use kyotaku_core::api::{ApiError, IdempotencyKey};
use kyotaku_core::vault::sign_claims;
use kyotaku_core::wire::api::{
    ChallengeRequest, ConsentRequest, ConsentResponse, Environment, ProofResponse,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{Consent, ConsentItems, Relationship, Respondent};
use kyotaku_core::wire::identifier::ReceiptId;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification::{ConsentFlag, OqsTime, PrescriptionIssue};
use kyotaku_server::housekeeping::tidy;
use kyotaku_server::store;
use kyotaku_server::store::entity::{account, consent, consent_answer, result, session};
use sea_orm::{EntityTrait as _, PaginatorTrait as _, Set};

use crate::clinic::{CLINIC, Clinic, assert_refused, pin_at_home};
use crate::log::keep_secret_jws;
use crate::phone::Phone;

const SECOND: SignedDuration = SignedDuration::from_secs(1);

impl Clinic {
    /// The patient agrees to everything, now.
    pub(crate) fn everything(&self, visit: &ProofResponse) -> Consent {
        self.agrees(visit, ConsentItems::ALL)
    }

    pub(crate) fn agrees(&self, visit: &ProofResponse, items: ConsentItems) -> Consent {
        Consent {
            receipt_id: visit.receipt_id,
            items,
            respondent: Respondent::Patient,
            prescription_issue_select: None,
            answered_at: self.clock.now(),
        }
    }

    async fn set(&self, change: impl FnOnce(&mut Environment)) {
        let code = CLINIC.parse().unwrap();
        let found = store::institution::find(&self.database, &code).await;
        let mut environment = found.unwrap().unwrap().environment;
        change(&mut environment);
        store::institution::set_environment(&self.database, &code, &environment)
            .await
            .unwrap();
    }
}

impl Phone {
    pub(crate) fn sign_consent(&self, consent: &Consent) -> ConsentRequest {
        let consent = sign_claims(self.identity.vault.as_ref(), consent, &self.id).unwrap();
        keep_secret_jws(&consent);
        ConsentRequest { consent }
    }

    pub(crate) async fn answer(&self, consent: &Consent) -> Result<ConsentResponse, ApiError> {
        self.client.consent(&self.sign_consent(consent)).await
    }

    /// A visit of another kind of care.
    pub(crate) async fn visit_of(
        &self,
        clinic: &Clinic,
        card: &str,
        care_kind: CareKind,
    ) -> ProofResponse {
        let request = ChallengeRequest {
            care_kind,
            ..pin_at_home()
        };
        let key = IdempotencyKey::random().unwrap();
        let challenge = self.session.challenge(&request, &key).await.unwrap();
        self.deliver(&clinic.tap(card, &challenge)).await.unwrap()
    }
}

fn digits(text: &str) -> OqsTime {
    OqsTime::from(text.to_owned())
}

async fn consents(clinic: &Clinic) -> u64 {
    let consents = consent::Entity::find().count(&clinic.database).await;
    let results = result::Entity::find().count(&clinic.database).await;
    assert_eq!(consents.as_ref().ok(), results.as_ref().ok());
    consents.unwrap()
}

#[tokio::test]
async fn a_consent_is_answered_with_number_qualification_and_what_was_agreed() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    clinic.pass(SignedDuration::from_mins(2));
    let answer = phone.answer(&clinic.everything(&visit)).await.unwrap();
    assert_eq!(answer.reception_number, "2026112200001");
    assert_eq!(answer.code, "MKA-I3001");
    assert!(!answer.replayed);
    assert_eq!(answer.consent.items, ConsentItems::ALL);
    assert_eq!(answer.consent.respondent, Respondent::Patient);
    assert_eq!(answer.consent.consented_at, clinic.clock.now());
    assert_eq!(
        answer.consent.available_until,
        "2027-11-22T03:02:00Z".parse().unwrap()
    );
    let confirmed = &answer.qualification.result_list[0];
    assert_eq!(confirmed.insurer_number.as_deref(), Some("39990015"));
    let yes = Some(ConsentFlag::Yes);
    let (at, until) = (
        Some(digits("20261122120200")),
        Some(digits("20271122120200")),
    );
    for item in [
        (
            &confirmed.pharmacists_info_cons_flg,
            &confirmed.pharmacists_info_cons_time,
            &confirmed.pharmacists_info_available_time,
        ),
        (
            &confirmed.diagnosis_info_cons_flg,
            &confirmed.diagnosis_info_cons_time,
            &confirmed.diagnosis_info_available_time,
        ),
        (
            &confirmed.operation_info_cons_flg,
            &confirmed.operation_info_cons_time,
            &confirmed.operation_info_available_time,
        ),
        (
            &confirmed.specific_health_checkups_info_cons_flg,
            &confirmed.specific_health_checkups_info_cons_time,
            &confirmed.specific_health_checkups_info_available_time,
        ),
    ] {
        assert_eq!(item, (&yes, &at, &until));
    }
    assert_eq!(
        confirmed.limit_application_certificate_related_cons_flg,
        yes
    );
    assert_eq!(
        confirmed.limit_application_certificate_related_cons_time,
        at
    );
    assert_eq!(
        confirmed.specific_diseases_certificate_related_cons_time,
        at
    );
    assert!(
        confirmed
            .limit_application_certificate_related_info
            .is_some()
    );
    assert_eq!(confirmed.prescription_issue_select, None);
}

#[tokio::test]
async fn what_was_not_agreed_to_is_not_in_the_answer() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    // 限度額 is provided by 「同意しない」 too, until the patient objects to it.
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let answer = phone
        .answer(&clinic.agrees(&visit, ConsentItems::NONE))
        .await;
    let answer = answer.unwrap();
    assert_eq!(answer.code, "MKA-I3003");
    let confirmed = &answer.qualification.result_list[0];
    assert_eq!(confirmed.diagnosis_info_cons_flg, Some(ConsentFlag::No));
    assert_eq!(confirmed.diagnosis_info_cons_time, None);
    assert_eq!(confirmed.diagnosis_info_available_time, None);
    assert!(
        confirmed
            .limit_application_certificate_related_info
            .is_some()
    );
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let nothing = clinic.agrees(&visit, ConsentItems::default());
    let answer = phone.answer(&nothing).await.unwrap();
    let confirmed = &answer.qualification.result_list[0];
    let no = Some(ConsentFlag::No);
    assert_eq!(confirmed.limit_application_certificate_related_cons_flg, no);
    assert_eq!(
        confirmed.limit_application_certificate_related_cons_time,
        None
    );
    assert_eq!(confirmed.limit_application_certificate_related_info, None);
    for (agreed, code) in [(true, "MKA-I3001"), (false, "MKA-I3003")] {
        let visit = phone.visit(&clinic, "T10").await.unwrap();
        let items = ConsentItems {
            specific_diseases_certificate: agreed,
            ..ConsentItems::NONE
        };
        let answer = phone.answer(&clinic.agrees(&visit, items)).await.unwrap();
        assert_eq!(answer.code, code);
        let confirmed = &answer.qualification.result_list[0];
        assert_eq!(
            confirmed.specific_diseases_certificate_list.is_some(),
            agreed
        );
    }
}

#[tokio::test]
async fn under_medical_assistance_nothing_medical_is_flagged() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T07").await.unwrap();
    let answer = phone.answer(&clinic.everything(&visit)).await.unwrap();
    let confirmed = &answer.qualification.result_list[0];
    assert_eq!(confirmed.pharmacists_info_cons_flg, None);
    assert_eq!(confirmed.pharmacists_info_available_time, None);
    assert!(confirmed.public_expense_result_list.is_some());
}

#[tokio::test]
async fn consents_of_outpatients_hold_for_a_day() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit_of(&clinic, "T02", CareKind::Outpatient).await;
    let answer = phone.answer(&clinic.everything(&visit)).await.unwrap();
    let day = SignedDuration::from_hours(24);
    assert_eq!(answer.consent.available_until, clinic.clock.now() + day);
    let confirmed = &answer.qualification.result_list[0];
    assert_eq!(
        confirmed.operation_info_available_time,
        Some(digits("20261123120000"))
    );
}

#[tokio::test]
async fn the_identical_consent_again_gets_the_stored_answer_and_any_other_none() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let request = phone.sign_consent(&clinic.everything(&visit));
    let first = phone.client.consent(&request).await.unwrap();
    clinic.pass(SignedDuration::from_hours(11));
    let again = phone.client.consent(&request).await.unwrap();
    assert!(again.replayed);
    assert_eq!(
        ConsentResponse {
            replayed: false,
            ..again
        },
        first
    );
    let other = clinic.agrees(&visit, ConsentItems::NONE);
    assert_refused(phone.answer(&other).await, Code::ConsentAnswered, 409);
    assert_eq!(consents(&clinic).await, 1);
}

#[tokio::test]
async fn a_receipt_belongs_to_the_device_that_got_it() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let colleague = clinic.phone().await;
    let elsewhere = clinic.phone_at("9969999011", &clinic.database).await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let consent = clinic.everything(&visit);
    for other in [&colleague, &elsewhere] {
        let answer = other.answer(&consent).await;
        assert_refused(answer, Code::ReceiptUnknown, 404);
    }
    let unknown = Consent {
        receipt_id: ReceiptId::new([7; 16]),
        ..consent.clone()
    };
    assert_refused(phone.answer(&unknown).await, Code::ReceiptUnknown, 404);
    let stolen = phone.sign_consent(&consent);
    let answer = colleague.client.consent(&stolen).await;
    assert_refused(answer, Code::DeviceSignatureWrong, 422);
    assert_eq!(consents(&clinic).await, 0);
    assert!(phone.client.consent(&stolen).await.is_ok());
}

#[tokio::test]
async fn what_the_device_did_not_sign_as_a_consent_is_refused() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let proof = clinic.tap("T01", &phone.challenge().await);
    let visit = phone.deliver(&proof).await.unwrap();
    let consent = clinic.everything(&visit);
    let by_other = sign_claims(other.identity.vault.as_ref(), &consent, &phone.id).unwrap();
    let good = phone.sign_consent(&consent).consent;
    for consent in [
        by_other,
        phone.sign(&proof).proof,
        good.replacen('.', ".e30", 1),
        String::new(),
    ] {
        let answer = phone.client.consent(&ConsentRequest { consent }).await;
        assert_refused(answer, Code::DeviceSignatureWrong, 422);
    }
}

#[tokio::test]
async fn an_answer_comes_after_the_tap_and_within_half_an_hour() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let skew = SignedDuration::from_secs(60);
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let consent = clinic.everything(&visit);
    let tap = clinic.clock.now();
    let at = |answered_at| Consent {
        answered_at,
        ..consent.clone()
    };
    for refused in [tap - skew - SECOND, tap + skew + SECOND] {
        let answer = phone.answer(&at(refused)).await;
        assert_refused(answer, Code::ConsentOutsideWindow, 422);
    }
    clinic.pass(SignedDuration::from_hours(2));
    let last = tap + Consent::ANSWER_WINDOW;
    let answer = phone.answer(&at(last + SECOND)).await;
    assert_refused(answer, Code::ConsentOutsideWindow, 422);
    assert_eq!(consents(&clinic).await, 0);
    assert!(phone.answer(&at(last)).await.is_ok());
    let visit = phone.visit(&clinic, "T02").await.unwrap();
    let early = Consent {
        answered_at: clinic.clock.now() - skew,
        ..clinic.everything(&visit)
    };
    assert!(phone.answer(&early).await.is_ok());
}

#[tokio::test]
async fn an_answer_in_time_may_be_delivered_for_twelve_hours() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let [in_time, too_late] = [
        phone.visit(&clinic, "T01").await.unwrap(),
        phone.visit(&clinic, "T02").await.unwrap(),
    ];
    clinic.pass(SignedDuration::from_mins(29));
    let [in_time, too_late] = [in_time, too_late].map(|visit| clinic.everything(&visit));
    clinic.pass(SignedDuration::from_hours(12) - SignedDuration::from_mins(29));
    let answer = phone.answer(&in_time).await.unwrap();
    assert_eq!(answer.consent.consented_at, in_time.answered_at);
    // The number is of the day of its registration: it is midnight in Japan.
    assert_eq!(answer.reception_number, "2026112300001");
    clinic.pass(SECOND);
    assert_refused(phone.answer(&too_late).await, Code::DeliveryTooLate, 410);
}

#[tokio::test]
async fn proof_and_consent_may_wait_for_the_network_together() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let proof = clinic.tap("T01", &phone.challenge().await);
    clinic.pass(SignedDuration::from_hours(3));
    let visit = phone.deliver(&proof).await.unwrap();
    // Answered while the phone was without a network, …
    let at_the_tap = Consent {
        answered_at: proof.tapped_at + SignedDuration::from_mins(2),
        ..clinic.everything(&visit)
    };
    assert!(phone.answer(&at_the_tap).await.is_ok());
    // … or only when it had found one.
    let proof = clinic.tap("T02", &phone.challenge().await);
    clinic.pass(SignedDuration::from_hours(3));
    let visit = phone.deliver(&proof).await.unwrap();
    clinic.pass(SignedDuration::from_mins(30));
    assert!(phone.answer(&clinic.everything(&visit)).await.is_ok());
}

#[tokio::test]
async fn with_an_ended_certificate_only_the_qualification_is_confirmed() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T13").await.unwrap();
    let one = |change: fn(&mut ConsentItems)| {
        let mut items = ConsentItems::NONE;
        change(&mut items);
        items
    };
    for items in [
        one(|items| items.pharmacists_info = true),
        one(|items| items.diagnosis_info = true),
        one(|items| items.operation_info = true),
        one(|items| items.specific_health_checkups_info = true),
    ] {
        let answer = phone.answer(&clinic.agrees(&visit, items)).await;
        assert_refused(answer, Code::CertificateGrace, 422);
    }
    let answer = phone
        .answer(&clinic.agrees(&visit, ConsentItems::NONE))
        .await;
    assert!(!answer.unwrap().qualification.result_list.is_empty());
}

#[tokio::test]
async fn a_proxy_answers_for_the_qualification_only() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let by_proxy = |items| Consent {
        respondent: Respondent::Proxy {
            relationship: Relationship::Child,
        },
        ..clinic.agrees(&visit, items)
    };
    let answer = phone.answer(&by_proxy(ConsentItems::ALL)).await;
    assert_refused(answer, Code::ProxyNotPermitted, 422);
    let consent = by_proxy(ConsentItems::NONE);
    let answer = phone.answer(&consent).await.unwrap();
    assert_eq!(answer.consent.respondent, consent.respondent);
}

#[tokio::test]
async fn where_no_consents_to_view_are_used_only_the_qualification_is_confirmed() {
    let clinic = Clinic::open().await;
    clinic.set(|settings| settings.view_consent = false).await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let answer = phone.answer(&clinic.everything(&visit)).await;
    assert_refused(answer, Code::ViewConsentDisabled, 422);
    let answer = phone
        .answer(&clinic.agrees(&visit, ConsentItems::NONE))
        .await;
    assert!(answer.is_ok());
}

#[tokio::test]
async fn the_form_of_a_prescription_is_chosen_where_it_is_asked_for() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let chosen = |prescription_issue_select| Consent {
        prescription_issue_select,
        ..clinic.everything(&visit)
    };
    let paper = chosen(Some(PrescriptionIssue::Paper));
    let refused = phone.answer(&paper).await;
    assert_refused(refused, Code::PrescriptionNotChosen, 422);
    clinic
        .set(|settings| {
            settings.electronic_prescription = "2".to_owned();
            settings.prescription_timing = "2".to_owned();
        })
        .await;
    let refused = phone.answer(&chosen(None)).await;
    assert_refused(refused, Code::PrescriptionNotChosen, 422);
    let answer = phone.answer(&paper).await.unwrap();
    assert_eq!(
        answer.qualification.result_list[0].prescription_issue_select,
        Some(PrescriptionIssue::Paper)
    );
}

#[tokio::test]
async fn of_simultaneous_answers_one_is_recorded() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let requests = [ConsentItems::ALL, ConsentItems::NONE]
        .map(|items| phone.sign_consent(&clinic.agrees(&visit, items)));
    let deliveries: Vec<_> = (0..8)
        .map(|number: usize| {
            let (client, request) = (phone.client.clone(), requests[number % 2].clone());
            tokio::spawn(async move { client.consent(&request).await })
        })
        .collect();
    let (mut new, mut replayed, mut refused) = (0, 0, 0);
    for delivery in deliveries {
        match delivery.await.unwrap() {
            Ok(answer) if answer.replayed => replayed += 1,
            Ok(_) => new += 1,
            answer => {
                assert_refused(answer, Code::ConsentAnswered, 409);
                refused += 1;
            }
        }
    }
    assert_eq!((new, replayed, refused), (1, 3, 4));
    assert_eq!(consents(&clinic).await, 1);
    let visit = phone.visit(&clinic, "T02").await.unwrap();
    let answer = phone.answer(&clinic.everything(&visit)).await.unwrap();
    assert_eq!(
        answer.reception_number, "2026112200002",
        "no number was lost to those who came too late"
    );
}

#[tokio::test]
async fn a_consent_needs_its_device_and_nobodys_session() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visits = [
        phone.visit(&clinic, "T01").await.unwrap(),
        phone.visit(&clinic, "T02").await.unwrap(),
    ];
    let [first, second] = visits.map(|visit| clinic.everything(&visit));
    let ended = account::ActiveModel {
        institution: Set(CLINIC.to_owned()),
        id: Set("staff11".to_owned()),
        valid_until: Set(Some("20261121".to_owned())),
        ..Default::default()
    };
    account::Entity::update(ended)
        .exec(&clinic.database)
        .await
        .unwrap();
    session::Entity::delete_many()
        .exec(&clinic.database)
        .await
        .unwrap();
    assert!(phone.answer(&first).await.is_ok());
    let client = clinic.client(None, &clinic.clock);
    let answer = client.consent(&phone.sign_consent(&second)).await;
    assert_refused(answer, Code::DeviceCertificateMissing, 401);
    clinic.revoke(&phone).await;
    assert_refused(phone.answer(&second).await, Code::DeviceRevoked, 403);
}

#[tokio::test]
async fn the_next_visit_is_told_the_newest_consent_that_holds() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let elsewhere = clinic.phone_at("9969999011", &clinic.database).await;
    let first = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(first.current_consent, None);
    let first = phone.answer(&clinic.everything(&first)).await.unwrap();
    clinic.pass(SECOND);
    let second = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(second.current_consent, Some(first.consent));
    let declined = clinic.agrees(&second, ConsentItems::NONE);
    let second = phone.answer(&declined).await.unwrap();
    let third = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(third.current_consent, Some(second.consent.clone()));
    // Of nobody else, nowhere else, for no other care, and no longer than it holds.
    let other_person = phone.visit(&clinic, "T02").await.unwrap();
    let other_care = phone.visit_of(&clinic, "T01", CareKind::Outpatient).await;
    let other_institution = elsewhere.visit(&clinic, "T01").await.unwrap();
    for visit in [other_person, other_care, other_institution] {
        assert_eq!(visit.current_consent, None);
    }
    let until = second.consent.available_until;
    for (now, found) in [(until - SECOND, true), (until, false)] {
        let institution = CLINIC.parse().unwrap();
        let (database, care) = (&clinic.database, CareKind::HomeVisit);
        let current = store::consent::current(database, &institution, "T01", care, now);
        assert_eq!(current.await.unwrap().is_some(), found);
    }
}

#[tokio::test]
async fn the_stored_answer_is_forgotten_and_the_consent_is_not() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let request = phone.sign_consent(&clinic.everything(&visit));
    phone.client.consent(&request).await.unwrap();
    clinic.pass(SignedDuration::from_hours(12));
    let tidied = async || tidy(&clinic.database, clinic.clock.now()).await.unwrap();
    assert_eq!(tidied().await.answers, 0);
    assert!(phone.client.consent(&request).await.unwrap().replayed);
    clinic.pass(SECOND);
    assert_eq!(tidied().await.answers, 2, "of the proof and of the consent");
    let kept = consent_answer::Entity::find().one(&clinic.database).await;
    let kept = kept.unwrap().unwrap();
    assert_eq!(kept.stored_answer, None);
    assert_eq!(kept.jws, request.consent);
    let late = phone.client.consent(&request).await;
    assert_refused(late, Code::DeliveryTooLate, 410);
    // A server whose clock is behind says the same.
    clinic.pass(-SECOND);
    let late = phone.client.consent(&request).await;
    assert_refused(late, Code::DeliveryTooLate, 410);
}

#[tokio::test]
async fn a_server_that_asks_for_no_consent_takes_none() {
    let clinic = Clinic::without_consent().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let answer = phone.answer(&clinic.everything(&visit)).await;
    assert_refused(answer, Code::ConsentAnswered, 409);
}
