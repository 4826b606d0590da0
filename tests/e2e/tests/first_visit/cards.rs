//! Cards that a visit ends at, or goes on with in part.

use jiff::SignedDuration;
use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::flow::visit::{Answer, Step, Tapped};
use kyotaku_core::wire::api::AcceptedStanding;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{ConsentItems, Relationship, Respondent};
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::steps::everything;

use crate::assert_code;

#[tokio::test]
async fn an_expired_card_confirms_the_qualification_and_nothing_medical() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.confirmed("T13").await;
    let standing = &visit.presence().unwrap().certificate_standing;
    assert_eq!(standing.standing, AcceptedStanding::Grace);
    assert_eq!(standing.code.as_deref(), Some("MKA-E2020"));
    clinic.network.forget();
    let medical = phone.answer(&mut visit, everything());
    assert_code(medical, Code::CertificateGrace);
    assert!(clinic.network.sent().is_empty());
    let nothing = Answer {
        items: ConsentItems::NONE,
        ..everything()
    };
    phone.answer(&mut visit, nothing).unwrap();
    phone.register(&mut visit).await.unwrap();
    let result = visit.result().unwrap();
    assert_eq!(result.code.as_deref(), Some("MKA-I3003"));
}

#[tokio::test]
async fn a_revoked_card_ends_the_visit_and_waits_for_nothing() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.signed("T14").await;
    assert_code(phone.deliver(&mut visit).await, Code::CertificateRevoked);
    assert_eq!(visit.stopped_with(), Some("MKA-E2022"));
    assert!(phone.waiting().unwrap().is_empty());
    assert_eq!(clinic.rows("visits").await, 0);
}

#[tokio::test]
async fn a_card_whose_pin_cannot_be_used_is_told_and_nothing_is_sent() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.ready().await;
    clinic.network.forget();
    let mut reader = phone.reader("T11");
    match phone.tap(&mut visit, &mut reader, &TEST_PIN).unwrap() {
        Tapped::NotYet(Ok(outcome)) => assert_eq!(outcome.code(), Some(Code::PinBlocked)),
        other => panic!("{other:?}"),
    }
    assert_eq!(reader.card().log().verifications(), 0);
    assert!(clinic.network.sent().is_empty());
}

#[tokio::test]
async fn a_tap_that_comes_too_late_needs_another_challenge_and_spends_nothing() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.ready().await;
    clinic.pass(SignedDuration::from_mins(5) + SignedDuration::from_secs(1));
    let check = clinic.bench.check_at(phone.now());
    assert!(visit.tap(check, None).is_err());
    assert_eq!(visit.step(), Step::Preparing);
    phone
        .unlock(kyotaku_core::flow::account::OwnerPresent::confirmed_by_device())
        .unwrap();
    phone.prepare(&mut visit).await.unwrap();
    let mut reader = phone.reader("T01");
    let tapped = phone.tap(&mut visit, &mut reader, &TEST_PIN).unwrap();
    assert!(matches!(tapped, Tapped::Signed(_)));
    assert_eq!(clinic.rows("challenges").await, 2);
}

#[tokio::test]
async fn a_proof_waits_while_the_revocation_lists_are_too_old() {
    let clinic = Clinic::open().await;
    let phone = clinic.registered().await;
    clinic.pass(SignedDuration::from_hours(30));
    phone
        .sign_in_as(&kyotaku_e2e::clinic::staff::Staff::nurse())
        .await
        .unwrap();
    let mut visit = phone.signed("T01").await;
    assert_code(phone.deliver(&mut visit).await, Code::Pending);
    assert_eq!(visit.step(), Step::Delivering);
    assert_eq!(phone.waiting().unwrap().len(), 1);
    clinic.fetch_revocation_lists();
    phone.deliver(&mut visit).await.unwrap();
}

#[tokio::test]
async fn an_answer_that_the_server_would_refuse_is_not_sent_and_may_be_given_again() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.confirmed("T01").await;
    clinic.network.forget();
    let by_the_family = Answer {
        respondent: Respondent::Proxy {
            relationship: Relationship::Spouse,
        },
        ..everything()
    };
    let refused = phone.answer(&mut visit, by_the_family.clone());
    assert_code(refused, Code::ProxyNotPermitted);
    assert!(clinic.network.sent().is_empty());
    let nothing = Answer {
        items: ConsentItems::NONE,
        ..by_the_family
    };
    phone.answer(&mut visit, nothing).unwrap();
    phone.register(&mut visit).await.unwrap();

    let mut late = phone.confirmed("T01").await;
    clinic.pass(SignedDuration::from_mins(31));
    let refused = phone.answer(&mut late, everything());
    assert_code(refused, Code::ConsentOutsideWindow);
    assert_eq!(late.step(), Step::Consenting);
}
