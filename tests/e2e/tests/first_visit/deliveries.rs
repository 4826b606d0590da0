//! What a patient has tapped for, until the server has it: one challenge, one visit, one number,
//! whatever is lost, and under another account or none.

use core::time::Duration;

use jiff::SignedDuration;
use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::flow::visit::{Plan, Step, Tapped, Visit};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::network::Fate;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::{everything, number};

use crate::assert_code;
use crate::lost_answers::{ATTEMPTS, LOSSES, times};

const CHALLENGE: &str = "POST /v1/presence/challenges";
const PROVE: &str = "POST /v1/presence/proofs";
const CONSENT: &str = "POST /v1/consents";

#[tokio::test]
async fn a_challenge_whose_answer_is_lost_is_the_same_challenge_when_asked_for_again() {
    let mut clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    for fate in LOSSES {
        clinic.network.plan(CHALLENGE, ATTEMPTS, &fate);
        assert_code(phone.prepare(&mut visit).await, Code::Offline);
        assert_eq!(visit.step(), Step::Preparing);
    }
    assert_eq!(clinic.rows("challenges").await, 1);
    clinic.restart().await;
    phone.prepare(&mut visit).await.unwrap();
    assert_eq!(clinic.rows("challenges").await, 1);
    let tapped = phone.tap(&mut visit, &mut phone.reader("T01"), &TEST_PIN);
    assert!(matches!(tapped.unwrap(), Tapped::Signed(_)));
}

/// Brings a visit from `Delivering` to its end, and gives its 受付番号.
async fn finish(phone: &Installation, visit: &mut Visit) -> String {
    phone.deliver(visit).await.unwrap();
    if visit.step() == Step::Identifying {
        phone.confirm_person(visit).unwrap();
        phone.answer(visit, everything()).unwrap();
    }
    phone.register(visit).await.unwrap();
    assert!(phone.waiting().unwrap().is_empty());
    number(visit)
}

#[tokio::test]
async fn a_proof_whose_answer_is_lost_is_one_visit() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    for (fate, visits) in LOSSES.into_iter().zip([0, 2]) {
        let mut visit = phone.signed("T01").await;
        clinic.network.forget();
        clinic.network.plan(PROVE, ATTEMPTS, &fate);
        assert_code(phone.deliver(&mut visit).await, Code::Offline);
        assert_eq!(times(&clinic, PROVE), ATTEMPTS);
        assert_eq!(clinic.rows("visits").await, visits);
        assert_eq!(visit.step(), Step::Delivering);
        assert_eq!(phone.waiting().unwrap().len(), 1, "it waits on the phone");
        finish(&phone, &mut visit).await;
    }
    assert_eq!(clinic.rows("visits").await, 2);
    assert_eq!(clinic.rows("results").await, 2);
}

#[tokio::test]
async fn a_consent_whose_answer_is_lost_has_one_reception_number() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    for (fate, results) in LOSSES.into_iter().zip([0, 2]) {
        let mut visit = phone.answered("T01").await;
        clinic.network.forget();
        clinic.network.plan(CONSENT, ATTEMPTS, &fate);
        assert_code(phone.register(&mut visit).await, Code::Offline);
        assert_eq!(times(&clinic, CONSENT), ATTEMPTS);
        assert_eq!(clinic.rows("results").await, results);
        assert_eq!(visit.step(), Step::Registering);
        assert!(phone.waiting().unwrap()[0].answered);
        phone.register(&mut visit).await.unwrap();
        assert!(phone.waiting().unwrap().is_empty());
    }
    assert_eq!(clinic.rows("results").await, 2);
    assert_eq!(clinic.rows("consents").await, 2);
}

/// Who is signed in when a kept delivery is taken up.
#[derive(Clone, Copy, Debug)]
enum Later {
    Nobody,
    AnotherNurse,
}

#[tokio::test]
async fn what_a_patient_has_tapped_for_is_delivered_by_whomever_without_another_tap() {
    for later in [Later::Nobody, Later::AnotherNurse] {
        let mut clinic = Clinic::open().await;
        let mut phone = clinic.signed_in().await;
        let mut reader = phone.reader("T01");
        let mut visit = phone.ready().await;
        phone.tap(&mut visit, &mut reader, &TEST_PIN).unwrap();
        clinic.network.cut();
        assert_code(phone.deliver(&mut visit).await, Code::Offline);
        drop(visit);
        phone.end();
        clinic.network.mend();
        clinic.restart().await;

        clinic.pass(SignedDuration::from_hours(11));
        phone.restart();
        if let Later::AnotherNurse = later {
            phone.sign_in_as(&Staff::doctor()).await.unwrap();
        }
        let waiting = phone.waiting().unwrap();
        let mut visit = phone.resume(&waiting[0].id).unwrap();
        let reception = finish(&phone, &mut visit).await;
        assert_eq!(reader.card().log().verifications(), 1, "{later:?}");
        assert!(reception.starts_with("20261120"), "{reception}");
        assert_code(
            phone.resume(&waiting[0].id).map(|_| ()),
            Code::ReceiptUnknown,
        );
    }
}

#[tokio::test]
async fn a_kept_answer_is_registered_after_the_end_of_the_app_without_asking_again() {
    let clinic = Clinic::open().await;
    for fate in LOSSES {
        let results = clinic.rows("results").await;
        let mut phone = clinic.signed_in().await;
        let mut visit = phone.answered("T02").await;
        clinic.network.plan(CONSENT, ATTEMPTS, &fate);
        assert_code(phone.register(&mut visit).await, Code::Offline);
        drop(visit);
        phone.restart();

        let waiting = phone.waiting().unwrap();
        assert!(waiting[0].answered);
        let mut visit = phone.resume(&waiting[0].id).unwrap();
        phone.deliver(&mut visit).await.unwrap();
        assert_eq!(visit.step(), Step::Registering, "nobody is asked again");
        phone.register(&mut visit).await.unwrap();
        assert!(phone.waiting().unwrap().is_empty());
        assert_eq!(clinic.rows("results").await, results + 1);
    }
}

#[tokio::test]
async fn after_twelve_hours_a_delivery_is_refused_and_told() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    let visit = phone.signed("T01").await;
    let kept = visit.delivery().unwrap().clone();
    phone.restart();
    clinic.pass(SignedDuration::from_hours(12) + SignedDuration::from_secs(1));
    let waiting = phone.waiting().unwrap();
    assert_eq!(waiting.len(), 1, "staff are told of it first");
    assert!(!kept.delivery.is_deliverable(phone.now()));
    let mut visit = phone.resume(&waiting[0].id).unwrap();
    assert_code(phone.deliver(&mut visit).await, Code::DeliveryTooLate);
    assert_eq!(visit.stopped_with(), Some(Code::DeliveryTooLate.as_str()));
    assert!(phone.waiting().unwrap().is_empty());
    assert_eq!(clinic.rows("visits").await, 0);
}

#[tokio::test]
async fn the_last_second_of_the_twelve_hours_is_in_time() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    phone.signed("T01").await;
    phone.restart();
    clinic.pass(SignedDuration::from_hours(12));
    let waiting = phone.waiting().unwrap();
    let mut visit = phone.resume(&waiting[0].id).unwrap();
    finish(&phone, &mut visit).await;
}

#[tokio::test]
async fn the_server_may_restart_between_any_two_steps() {
    let mut clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    clinic.restart().await;
    let mut visit = phone.ready().await;
    clinic.restart().await;
    let tapped = phone.tap(&mut visit, &mut phone.reader("T01"), &TEST_PIN);
    assert!(matches!(tapped.unwrap(), Tapped::Signed(_)));
    phone.deliver(&mut visit).await.unwrap();
    clinic.restart().await;
    phone.confirm_person(&mut visit).unwrap();
    phone.answer(&mut visit, everything()).unwrap();
    phone.register(&mut visit).await.unwrap();
    clinic.restart().await;
    phone.refresh_environment().await.unwrap();
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_as_good_as_lost() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    let visit = phone.signed("T01").await;
    drop(visit);
    phone.config.timeouts.request = Duration::from_millis(500);
    phone.restart();
    let late = Fate::Late(Duration::from_secs(1));
    clinic.network.plan(PROVE, 1, &late);
    clinic.network.plan(CONSENT, 1, &late);
    let waiting = phone.waiting().unwrap();
    let mut visit = phone.resume(&waiting[0].id).unwrap();
    finish(&phone, &mut visit).await;
    assert_eq!(clinic.network.unplan(), 0);
    assert_eq!(clinic.rows("visits").await, 1);
    assert_eq!(clinic.rows("results").await, 1);
}
