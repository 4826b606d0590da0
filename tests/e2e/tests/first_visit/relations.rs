//! Continuing relations: a qualification asked for again without the card, the patients, and what may
//! be seen of them.

use core::time::Duration;

use jiff::SignedDuration;
use kyotaku_core::flow::account::OwnerPresent;
use kyotaku_core::flow::visit::Revocation;
use kyotaku_core::wire::api::{MedicalKind, MedicalQuery, PatientsQuery};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{Respondent, RevocationReason};
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::network::Fate;
use kyotaku_e2e::clinic::staff::Staff;

use crate::assert_code;
use crate::lost_answers::{ATTEMPTS, LOSSES};

const REQUERY_ALL: &str = "POST /v1/qualifications/requery";

async fn revoke(phone: &Installation, card: &str) {
    let mut visit = phone.reviewing(card).await;
    let everything_back = Revocation {
        care_kind: None,
        reason: RevocationReason::Patient,
        respondent: Respondent::Patient,
    };
    phone.revoke_consents(&mut visit, everything_back).unwrap();
    phone.register(&mut visit).await.unwrap();
}

#[tokio::test]
async fn a_patient_is_found_behind_the_password_and_asked_for_again_without_the_card() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let first = phone.visit("T01").await;
    let query = PatientsQuery::default();
    clinic.network.forget();
    assert_code(phone.patients(&query).await, Code::ActionUnavailable);
    assert!(clinic.network.lines().is_empty());

    phone.open_results(Staff::nurse().password()).await.unwrap();
    let listed = phone.patients(&query).await.unwrap().patients;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].reception_number, first);
    let again = phone.requery(&first).await.unwrap();
    assert_eq!(again.code, Code::EligibilityUnchanged.as_str());
    assert_eq!(again.result.requery_of.as_deref(), Some(first.as_str()));
    assert_ne!(again.result.reception_number, first);
    let listed = phone.patients(&query).await.unwrap().patients;
    assert_eq!(listed[0].reception_number, again.result.reception_number);

    phone.close_results();
    assert_code(phone.patients(&query).await, Code::ActionUnavailable);
    phone.sign_out().await.unwrap();
    assert_code(phone.requery(&first).await, Code::SignedOut);
}

#[tokio::test]
async fn a_requery_whose_answer_is_lost_is_one_requery_when_asked_for_again() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let first = phone.visit("T01").await;
    let one = format!("POST /v1/qualifications/{first}/requery");
    for fate in LOSSES {
        let results = clinic.rows("results").await;
        clinic.network.plan(&one, ATTEMPTS, &fate);
        assert_code(phone.requery(&first).await, Code::Offline);
        let answer = phone.requery(&first).await.unwrap();
        assert_eq!(clinic.rows("results").await, results + 1);
        // Answered, the same question is another one.
        let next = phone.requery(&first).await.unwrap();
        assert_ne!(next.result.reception_number, answer.result.reception_number);
        assert_eq!(clinic.rows("results").await, results + 2);

        clinic.network.plan(REQUERY_ALL, ATTEMPTS, &fate);
        assert_code(phone.requery_all(vec![first.clone()]).await, Code::Offline);
        let all = phone.requery_all(vec![first.clone()]).await.unwrap();
        assert!(all.outcomes[0].requery.is_some());
        assert_eq!(clinic.rows("results").await, results + 3);
    }
}

#[tokio::test]
async fn a_question_whose_answer_never_came_is_another_one_after_some_minutes() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let first = phone.visit("T01").await;
    let one = format!("POST /v1/qualifications/{first}/requery");
    for (minutes, results) in [(10, 2), (11, 4)] {
        clinic.network.plan(&one, ATTEMPTS, &Fate::LostAfter);
        assert_code(phone.requery(&first).await, Code::Offline);
        for _ in 0..minutes {
            phone.touch().unwrap();
            clinic.pass(SignedDuration::from_mins(1));
        }
        phone.requery(&first).await.unwrap();
        assert_eq!(clinic.rows("results").await, results, "{minutes} minutes");
    }
}

#[tokio::test]
async fn one_that_is_refused_stops_no_other() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let taken_back = phone.visit("T01").await;
    let holding = phone.visit("T02").await;
    revoke(&phone, "T01").await;
    assert_code(phone.requery(&taken_back).await, Code::ConsentWithdrawn);
    let answer = phone.requery_all(vec![taken_back, holding]).await.unwrap();
    let code = answer.outcomes[0].code.as_deref();
    assert_eq!(code, Some(Code::ConsentWithdrawn.as_str()));
    assert!(answer.outcomes[1].requery.is_some());
}

#[tokio::test]
async fn medical_information_is_seen_by_whom_it_concerns_while_the_patient_lets_them() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let number = phone.visit("T01").await;
    let query = MedicalQuery {
        kind: MedicalKind::Medicines,
        from: None,
        to: None,
    };
    let by_nurse = phone.medical_information(&number, &query).await;
    assert_code(by_nurse, Code::AccountNotPermitted);
    phone.sign_in_as(&Staff::doctor()).await.unwrap();
    let known = phone.medical_information(&number, &query).await.unwrap();
    assert_eq!(known.kind, MedicalKind::Medicines);
    revoke(&phone, "T01").await;
    let after = phone.medical_information(&number, &query).await;
    assert_code(after, Code::ConsentWithdrawn);
}

#[tokio::test]
async fn what_was_asked_before_the_phone_was_left_alone_is_not_shown_on_a_locked_phone() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let number = phone.visit("T01").await;
    let one = format!("POST /v1/qualifications/{number}/requery");
    let late = Fate::Late(Duration::from_secs(1));
    clinic.network.plan(&one, 1, &late);
    let asked = phone.requery(&number);
    let left = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        clinic.pass(SignedDuration::from_mins(6));
    };
    let (answer, ()) = tokio::join!(asked, left);
    assert_code(answer, Code::AppLocked);
    assert_eq!(clinic.rows("results").await, 2);
    // Its owner is there again, asks the same, and is given the answer that was not shown.
    phone.unlock(OwnerPresent::confirmed_by_device()).unwrap();
    phone.requery(&number).await.unwrap();
    assert_eq!(clinic.rows("results").await, 2);
}
