//! Everything that waits is sent at once, without a person and by whoever is there; what cannot be
//! sent stays, with its reason.

use jiff::SignedDuration;
use kyotaku_core::flow::visit::{Answer, Step};
use kyotaku_core::phone::DeliveryReport;
use kyotaku_core::wire::api::{EventKind, HistoryEntry, HistoryQuery, Problem};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::ConsentItems;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::network::Fate;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::everything;

use crate::assert_code;
use crate::lost_answers::{ATTEMPTS, LOSSES};

const PROVE: &str = "POST /v1/presence/proofs";
const CONSENT: &str = "POST /v1/consents";
const EVENT: &str = "POST /v1/events";

/// One patient has answered, one has been compared with the card, one has only tapped.
async fn three_wait(phone: &Installation) {
    drop(phone.answered("T01").await);
    drop(phone.confirmed("T02").await);
    drop(phone.signed("T03").await);
    let unsent = phone.unsent().unwrap();
    assert_eq!(unsent.as_deref(), Some("未送信 2件"));
}

/// The patient agrees to nothing.
fn nothing() -> Answer {
    Answer {
        items: ConsentItems::NONE,
        ..everything()
    }
}

fn refused(code: Code) -> Fate {
    Fate::Refused(Box::new(Problem::new(code, 422)))
}

#[tokio::test]
async fn what_needs_no_person_is_sent_by_nobody_and_what_needs_one_waits_for_them() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    three_wait(&phone).await;
    phone.restart();
    let report = phone.deliver_waiting().await.unwrap();
    let expected = DeliveryReport {
        registered: 1,
        delivered: 2,
        ..DeliveryReport::default()
    };
    assert_eq!(report, expected);
    assert_eq!(clinic.rows("visits").await, 3);
    assert_eq!(clinic.rows("results").await, 1);
    assert_eq!(phone.unsent().unwrap(), None);

    // The server has all there is: nothing is sent to it again.
    clinic.network.forget();
    let again = phone.deliver_waiting().await.unwrap();
    assert_eq!((again.registered, again.delivered), (0, 2));
    assert!(clinic.network.lines().is_empty());

    phone.sign_in_as(&Staff::doctor()).await.unwrap();
    for waiting in phone.waiting().unwrap() {
        assert!(waiting.delivered && !waiting.answered && !waiting.expired);
        let mut visit = phone.resume(&waiting.id).unwrap();
        phone.deliver(&mut visit).await.unwrap();
        assert_eq!(visit.step(), Step::Identifying);
        phone.confirm_person(&mut visit).unwrap();
        phone.answer(&mut visit, everything()).unwrap();
        phone.register(&mut visit).await.unwrap();
    }
    assert_eq!(clinic.rows("visits").await, 3);
    assert_eq!(clinic.rows("results").await, 3);
    assert!(phone.waiting().unwrap().is_empty());
}

#[tokio::test]
async fn without_a_network_everything_waits_on() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    three_wait(&phone).await;
    clinic.network.cut();
    let report = phone.deliver_waiting().await.unwrap();
    assert_eq!((report.registered, report.unsent), (0, 2));
    assert_eq!(report.code.as_deref(), Some(Code::Offline.as_str()));
    assert_eq!(phone.waiting().unwrap().len(), 3);
    clinic.network.mend();
    let report = phone.deliver_waiting().await.unwrap();
    assert_eq!((report.registered, report.unsent), (1, 0));
}

#[tokio::test]
async fn answers_that_are_lost_on_the_way_make_no_second_visit() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    for (line, fate) in [PROVE, CONSENT]
        .into_iter()
        .flat_map(|line| LOSSES.map(|fate| (line, fate)))
    {
        let (visits, results) = (clinic.rows("visits").await, clinic.rows("results").await);
        let mut phone_visit = phone.signed("T01").await;
        if line == CONSENT {
            phone.deliver(&mut phone_visit).await.unwrap();
            phone.confirm_person(&mut phone_visit).unwrap();
            phone.answer(&mut phone_visit, everything()).unwrap();
        }
        drop(phone_visit);
        clinic.network.plan(line, ATTEMPTS, &fate);
        assert_eq!(phone.deliver_waiting().await.unwrap().unsent, 1);
        let report = phone.deliver_waiting().await.unwrap();
        assert_eq!(report.unsent, 0);
        assert_eq!(clinic.rows("visits").await, visits + 1);
        let registered = i64::from(line == CONSENT);
        assert_eq!(clinic.rows("results").await, results + registered);
        for waiting in phone.waiting().unwrap() {
            phone.discard(&waiting.id).unwrap();
        }
    }
}

#[tokio::test]
async fn what_is_refused_for_good_while_nobody_looks_stays_listed_with_its_reason() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    drop(phone.signed("T01").await);
    clinic
        .network
        .plan(PROVE, 1, &refused(Code::CertificateRevoked));
    assert_eq!(phone.deliver_waiting().await.unwrap().refused, 1);
    phone.restart();
    let waiting = phone.waiting().unwrap();
    let code = waiting[0].code.as_deref();
    assert_eq!(code, Some(Code::CertificateRevoked.as_str()));
    assert_eq!(phone.unsent().unwrap(), None);
    clinic.network.forget();
    assert_eq!(phone.deliver_waiting().await.unwrap().refused, 1);
    assert!(clinic.network.lines().is_empty());
    phone.discard(&waiting[0].id).unwrap();
    assert!(phone.waiting().unwrap().is_empty());
}

#[tokio::test]
async fn what_is_too_late_is_not_sent_and_is_told_until_it_is_discarded() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    drop(phone.signed("T01").await);
    clinic.pass(SignedDuration::from_hours(12));
    assert!(!phone.waiting().unwrap()[0].expired);
    clinic.pass(SignedDuration::from_secs(1));
    clinic.network.forget();
    assert_eq!(phone.deliver_waiting().await.unwrap().refused, 1);
    assert!(clinic.network.lines().is_empty());
    let waiting = phone.waiting().unwrap();
    assert!(waiting[0].expired);
    let code = waiting[0].code.as_deref();
    assert_eq!(code, Some(Code::DeliveryTooLate.as_str()));
    // A phone is not given up while somebody has to read of it.
    clinic.fetch_revocation_lists();
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    assert_code(
        phone.deregister(Staff::nurse().password()).await,
        Code::DeliveryPending,
    );
    phone.discard(&waiting[0].id).unwrap();
    assert!(phone.waiting().unwrap().is_empty());
    phone.deregister(Staff::nurse().password()).await.unwrap();
}

#[tokio::test]
async fn an_answer_that_is_not_taken_is_asked_for_again_when_somebody_is_there() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    drop(phone.answered("T01").await);
    clinic
        .change_environment(|settings| settings.view_consent = false)
        .await;
    let answer_refused = DeliveryReport {
        answers_refused: 1,
        ..DeliveryReport::default()
    };
    assert_eq!(phone.deliver_waiting().await.unwrap(), answer_refused);
    // Why is told whenever somebody looks, and no longer than until there is another answer.
    phone.restart();
    assert_eq!(phone.deliver_waiting().await.unwrap(), answer_refused);
    let waiting = phone.waiting().unwrap();
    assert!(waiting[0].delivered && !waiting[0].answered);
    let why = waiting[0].refused_answer.as_deref();
    assert_eq!(why, Some(Code::ViewConsentDisabled.as_str()));
    assert_eq!(waiting[0].code, None);
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    let mut visit = phone.resume(&waiting[0].id).unwrap();
    phone.deliver(&mut visit).await.unwrap();
    assert_eq!(visit.step(), Step::Identifying);
    phone.confirm_person(&mut visit).unwrap();
    phone.answer(&mut visit, nothing()).unwrap();
    assert_eq!(phone.waiting().unwrap()[0].refused_answer, None);
    phone.register(&mut visit).await.unwrap();
    assert!(phone.waiting().unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_that_was_not_taken_is_told_as_refused_when_no_other_can_be_given() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    drop(phone.answered("T01").await);
    drop(phone.confirmed("T02").await);
    clinic
        .network
        .plan(CONSENT, 1, &refused(Code::ViewConsentDisabled));
    assert_eq!(phone.deliver_waiting().await.unwrap().answers_refused, 1);
    clinic.pass(SignedDuration::from_mins(30));
    assert_eq!(phone.waiting().unwrap()[0].code, None);
    clinic.pass(SignedDuration::from_secs(1));
    let [refused, unanswered] = &phone.waiting().unwrap()[..] else {
        panic!("two wait");
    };
    let code = refused.code.as_deref();
    assert_eq!(code, Some(Code::ConsentOutsideWindow.as_str()));
    let why = refused.refused_answer.as_deref();
    assert_eq!(why, Some(Code::ViewConsentDisabled.as_str()));
    assert!(!refused.expired);
    assert_eq!(unanswered.code, None);
    let report = phone.deliver_waiting().await.unwrap();
    assert_eq!((report.refused, report.delivered), (1, 1));
}

#[tokio::test]
async fn a_visit_whose_answer_was_refused_behind_its_back_goes_on_with_the_reason() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.answered("T01").await;
    clinic
        .network
        .plan(CONSENT, 2, &refused(Code::ViewConsentDisabled));
    assert_eq!(phone.deliver_waiting().await.unwrap().answers_refused, 1);
    assert_eq!(visit.step(), Step::Registering);
    assert_code(phone.register(&mut visit).await, Code::ViewConsentDisabled);
    assert_eq!(visit.step(), Step::Consenting);
    phone.answer(&mut visit, nothing()).unwrap();
    phone.register(&mut visit).await.unwrap();
    assert!(visit.result().is_some());
    assert!(phone.waiting().unwrap().is_empty());
}

#[tokio::test]
async fn a_visit_that_is_under_way_is_not_disturbed() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut delivering = phone.signed("T01").await;
    let mut consenting = phone.confirmed("T02").await;
    let mut registering = phone.answered("T03").await;
    let report = phone.deliver_waiting().await.unwrap();
    assert_eq!((report.registered, report.delivered), (1, 2));

    phone.deliver(&mut delivering).await.unwrap();
    phone.confirm_person(&mut delivering).unwrap();
    for visit in [&mut delivering, &mut consenting] {
        phone.answer(visit, everything()).unwrap();
        phone.register(visit).await.unwrap();
    }
    phone.register(&mut registering).await.unwrap();
    for visit in [&delivering, &consenting, &registering] {
        assert!(visit.result().is_some());
    }
    assert_eq!(clinic.rows("visits").await, 3);
    assert_eq!(clinic.rows("results").await, 3);
    assert!(phone.waiting().unwrap().is_empty());
}

/// How often the audit log has an action.
pub(crate) async fn times(clinic: &Clinic, action: &str) -> usize {
    let query =
        format!("SELECT action AS one, actor AS other FROM audit_events WHERE action = '{action}'");
    clinic.pairs(&query).await.len()
}

#[tokio::test]
async fn what_was_noticed_without_a_network_is_reported_later_and_once() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    clinic.network.cut();
    phone.report_event(EventKind::Screenshot).await.unwrap();
    phone.restart();
    assert_eq!(phone.unreported().unwrap(), 1);
    assert_code(
        phone.report_event(EventKind::Screenshot).await,
        Code::SignedOut,
    );
    clinic.network.mend();
    clinic.network.plan(EVENT, ATTEMPTS, &Fate::LostAfter);
    phone.deliver_waiting().await.unwrap();
    assert_eq!(phone.unreported().unwrap(), 1);
    clinic.pass(SignedDuration::from_hours(24));
    clinic.fetch_revocation_lists();
    phone.deliver_waiting().await.unwrap();
    assert_eq!(phone.unreported().unwrap(), 0);
    assert_eq!(times(&clinic, "screenshot-taken").await, 1);
}

#[tokio::test]
async fn only_the_last_hundred_are_kept_and_those_that_are_too_old_stop_no_other() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    clinic
        .network
        .plan(EVENT, 1000, &refused(Code::TooManyRequests));
    for _ in 0..102 {
        phone.report_event(EventKind::Screenshot).await.unwrap();
    }
    assert_eq!(phone.unreported().unwrap(), 100);
    clinic.pass(SignedDuration::from_hours(24 * 8));
    clinic.fetch_revocation_lists();
    phone.sign_in_as(&Staff::doctor()).await.unwrap();
    phone.report_event(EventKind::ScreenCaptured).await.unwrap();
    assert_eq!(phone.unreported().unwrap(), 100);
    assert!(clinic.network.unplan() > 0);
    phone.deliver_waiting().await.unwrap();
    assert_eq!(phone.unreported().unwrap(), 0);
    assert_eq!(times(&clinic, "screenshot-taken").await, 0);
    assert_eq!(times(&clinic, "screen-captured").await, 1);
}

#[tokio::test]
async fn whoever_is_signed_in_sees_what_they_did_and_which_phones_work() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    phone.visit("T01").await;
    let query = HistoryQuery::default();
    let of_nurse = phone.history(&query).await.unwrap().entries;
    let registered = |entry: &HistoryEntry| entry.action.contains("consent");
    assert!(of_nurse.iter().any(registered), "{of_nurse:?}");
    phone.sign_in_as(&Staff::doctor()).await.unwrap();
    let of_doctor = phone.history(&query).await.unwrap().entries;
    assert!(!of_doctor.iter().any(registered), "{of_doctor:?}");
    assert!(phone.supported_devices().await.unwrap().devices.is_empty());
    phone.sign_out().await.unwrap();
    assert_code(phone.history(&query).await, Code::SignedOut);
}
