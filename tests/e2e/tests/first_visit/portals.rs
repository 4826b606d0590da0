//! A server that is closed, an app that is too old, a clock that is wrong, and answers of a newer or
//! a broken server.

use std::sync::Arc;

use jiff::SignedDuration;
use kyotaku_core::Clock;
use kyotaku_core::api::ApiError;
use kyotaku_core::flow::visit::{Plan, Step, Visit};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::network::Fate;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::everything;
use serde_json::Value;

use crate::assert_code;

/// A later version of the server says more than this app knows.
#[tokio::test]
async fn what_a_newer_server_adds_to_its_answers_is_passed_over() {
    let clinic = Clinic::open().await;
    let more: Fate = Fate::Changed(Arc::new(|answer: &mut Value| {
        answer["comesLater"] = serde_json::json!({ "of": ["more", 1] });
    }));
    for line in ["POST /v1/devices", "POST /v1/sessions", "POST /v1/consents"] {
        clinic.network.plan(line, 1, &more);
    }
    for line in ["GET /v1/*", "POST /v1/presence/*"] {
        clinic.network.plan(line, 2, &more);
    }
    let phone = clinic.signed_in().await;
    phone.visit("T01").await;
    assert_eq!(clinic.network.unplan(), 0);
}

#[tokio::test]
async fn an_answer_without_end_or_without_sense_is_not_our_servers() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let endless: Fate = Fate::Changed(Arc::new(|answer: &mut Value| {
        answer["padding"] = Value::String("x".repeat(2 << 20));
    }));
    let senseless: Fate = Fate::Changed(Arc::new(|answer: &mut Value| {
        *answer = Value::Array(Vec::new());
    }));
    for (trouble, code) in [
        (endless, Code::NotOurServer),
        (senseless, Code::AppOutdated),
    ] {
        let mut visit = phone.signed("T01").await;
        clinic.network.plan("POST /v1/presence/proofs", 1, &trouble);
        assert_code(phone.deliver(&mut visit).await, code);
        assert_eq!(visit.step(), Step::Delivering);
        phone.deliver(&mut visit).await.unwrap();
        phone.person_differs(&mut visit).unwrap();
    }
}

/// Delivers what waits, which works whatever else does not.
async fn delivers(phone: &Installation, visit: &mut Visit) {
    phone.deliver(visit).await.unwrap();
    phone.confirm_person(visit).unwrap();
    phone.answer(visit, everything()).unwrap();
    phone.register(visit).await.unwrap();
}

#[tokio::test]
async fn maintenance_is_told_and_a_delivery_waits_until_it_is_over() {
    let mut clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.signed("T01").await;
    let until = clinic.clock.now() + SignedDuration::from_hours(2);
    clinic
        .restart_with(|settings| settings.maintenance_until = Some(until))
        .await;
    clinic.network.forget();
    assert_code(phone.sign_in_as(&Staff::nurse()).await, Code::Maintenance);
    assert_eq!(clinic.network.lines(), ["GET /v1/status"], "no password");
    assert_code(phone.deliver(&mut visit).await, Code::Maintenance);
    assert_eq!(visit.step(), Step::Delivering);
    let mut next = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    assert_code(phone.prepare(&mut next).await, Code::Maintenance);
    clinic.pass(SignedDuration::from_hours(2));
    delivers(&phone, &mut visit).await;
}

#[tokio::test]
async fn an_app_that_is_too_old_signs_nobody_in_and_still_delivers() {
    let mut clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.signed("T01").await;
    clinic
        .restart_with(|settings| settings.minimum_app_version = Some("0.10.0".to_owned()))
        .await;
    clinic.network.forget();
    assert_code(phone.sign_in_as(&Staff::nurse()).await, Code::AppOutdated);
    assert_eq!(clinic.network.lines(), ["GET /v1/status"], "no password");
    let mut next = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    assert_code(phone.prepare(&mut next).await, Code::AppOutdated);
    delivers(&phone, &mut visit).await;
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_told_before_a_password_is_sent_or_a_card_is_asked() {
    let clinic = Clinic::open().await;
    let now = clinic.clock.now();
    // Not so far that the phone itself locks, or ends the session for a clock that was set back.
    for seconds in [180, -90] {
        let clock = Clock::fixed(now);
        let phone = clinic.phone_by(clock.clone());
        phone
            .activate_with(&Staff::nurse(), &clinic.code().await)
            .await
            .unwrap();
        phone.sign_in_as(&Staff::nurse()).await.unwrap();
        let mut visit = phone
            .begin_visit(Plan::by_pin(CareKind::HomeVisit))
            .unwrap();

        clock.advance(SignedDuration::from_secs(seconds));
        clinic.network.forget();
        let refused = phone.sign_in_as(&Staff::nurse()).await;
        assert!(
            matches!(
                refused,
                Err(PhoneError::Api(ApiError::ClockSkew { ahead: Some(told) }))
                    if told.as_secs() == -seconds
            ),
            "{refused:?}"
        );
        assert_code(refused, Code::ClockWrong);
        assert_code(phone.prepare(&mut visit).await, Code::ClockWrong);
        assert_eq!(clinic.network.lines(), ["GET /v1/status", "GET /v1/status"]);
        clock.advance(SignedDuration::from_secs(-seconds));
        phone.sign_in_as(&Staff::nurse()).await.unwrap();
        phone.sign_out().await.unwrap();
    }
}
