//! Answers about the phone and its session that do not arrive. Whatever the server has done stays
//! done, once, and the phone comes to know it by asking again, also after the end of the app.

use jiff::SignedDuration;
use kyotaku_core::flow::{account, activation};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::code::Code;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::network::Fate;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_server::config::Settings;

use crate::assert_code;

const REGISTER: &str = "POST /v1/devices";
const RENEW: &str = "POST /v1/devices/self/renew";
const DEREGISTER: &str = "DELETE /v1/devices/self";
const SIGN_IN: &str = "POST /v1/sessions";
const SIGN_OUT: &str = "DELETE /v1/sessions/self";

/// As often as a request is sent by itself.
pub(crate) const ATTEMPTS: usize = 3;

/// As often as a registration is, because a wrong input counts.
const TRIES: usize = 2;

/// The ways in which a request is not answered.
pub(crate) const LOSSES: [Fate; 2] = [Fate::LostBefore, Fate::LostAfter];

/// How often the server has seen a request since this was last asked.
pub(crate) fn times(clinic: &Clinic, line: &str) -> usize {
    let seen = clinic.network.lines();
    seen.iter().filter(|seen| *seen == line).count()
}

#[tokio::test]
async fn a_registration_whose_answer_is_lost_is_repeated_and_is_one_device() {
    let clinic = Clinic::open().await;
    for fate in LOSSES {
        let devices = clinic.rows("devices").await;
        let phone = clinic.phone();
        let code = clinic.code().await;
        clinic.network.forget();
        clinic.network.plan(REGISTER, 1, &fate);
        phone.activate_with(&Staff::nurse(), &code).await.unwrap();
        assert_eq!(times(&clinic, REGISTER), 2);
        assert_eq!(clinic.rows("devices").await, devices + 1);
        phone.sign_in_as(&Staff::nurse()).await.unwrap();
        phone.sign_out().await.unwrap();
    }
}

#[tokio::test]
async fn a_registration_that_stays_unanswered_is_taken_up_after_the_end_of_the_app() {
    let mut clinic = Clinic::open().await;
    let mut phone = clinic.phone();
    let code = clinic.code().await;
    clinic.network.plan(REGISTER, TRIES, &Fate::LostAfter);
    let lost = phone.activate_with(&Staff::nurse(), &code).await;
    assert_code(lost, Code::Offline);
    assert_eq!(
        phone.overview().unwrap().activation,
        activation::Step::Unanswered
    );
    assert_eq!(clinic.rows("devices").await, 1, "the server has acted");

    phone.restart();
    clinic.restart().await;
    let registered = phone.activate_with(&Staff::nurse(), &code).await.unwrap();
    assert_eq!(clinic.rows("devices").await, 1);
    phone.restart();
    assert_eq!(
        phone.overview().unwrap().registration,
        Some(registered),
        "it is kept"
    );
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    phone.visit("T01").await;
}

/// Too late to hear of the registration, the phone takes another code and makes another key.
#[tokio::test]
async fn a_registration_nobody_heard_of_does_not_stand_in_the_way_of_the_next() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone();
    let code = clinic.code().await;
    clinic.network.plan(REGISTER, TRIES, &Fate::LostAfter);
    let lost = phone.activate_with(&Staff::nurse(), &code).await;
    assert_code(lost, Code::Offline);
    clinic.pass(SignedDuration::from_hours(25));
    let late = phone.activate_with(&Staff::nurse(), &code).await;
    assert_code(late, Code::ActivationCodeUsed);

    let other = clinic.code().await;
    phone.activate_with(&Staff::nurse(), &other).await.unwrap();
    assert_eq!(clinic.rows("devices").await, 2);
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
}

#[tokio::test]
async fn a_sign_in_is_never_repeated_by_itself() {
    let clinic = Clinic::open().await;
    let phone = clinic.registered().await;
    for fate in LOSSES {
        clinic.network.forget();
        clinic.network.plan(SIGN_IN, 1, &fate);
        assert_code(phone.sign_in_as(&Staff::nurse()).await, Code::Offline);
        assert_eq!(times(&clinic, SIGN_IN), 1);
        assert_eq!(phone.overview().unwrap().account, account::Step::SignedOut);
        phone.sign_in_as(&Staff::nurse()).await.unwrap();
        phone.sign_out().await.unwrap();
    }
}

#[tokio::test]
async fn a_lost_answer_to_the_end_of_the_registration_ends_it_all_the_same() {
    let clinic = Clinic::open().await;
    for fate in LOSSES {
        let phone = clinic.signed_in().await;
        clinic.network.plan(DEREGISTER, 1, &fate);
        phone.deregister(Staff::nurse().password()).await.unwrap();
        assert!(phone.overview().unwrap().registration.is_none());
    }
    // Also when nothing was heard at all, until the connection is back.
    let phone = clinic.signed_in().await;
    clinic.network.plan(DEREGISTER, ATTEMPTS, &Fate::LostAfter);
    let lost = phone.deregister(Staff::nurse().password()).await;
    assert_code(lost, Code::Offline);
    assert!(phone.overview().unwrap().registration.is_some());
    let again = phone.deregister(Staff::nurse().password()).await;
    assert!(again.is_ok(), "{again:?}");
    assert!(phone.overview().unwrap().registration.is_none());
}

#[tokio::test]
async fn nothing_is_ended_while_a_delivery_waits() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let visit = phone.signed("T01").await;
    clinic.network.forget();
    let refused = phone.deregister(Staff::nurse().password()).await;
    assert!(matches!(refused, Err(PhoneError::DeliveriesWait)));
    assert_code(refused, Code::DeliveryPending);
    assert!(clinic.network.sent().is_empty());
    phone.discard(&visit.delivery().unwrap().id).unwrap();
    phone.deregister(Staff::nurse().password()).await.unwrap();
}

#[tokio::test]
async fn the_phone_forgets_a_session_whether_the_server_hears_of_it_or_not() {
    let clinic = Clinic::open().await;
    for fate in LOSSES {
        let phone = clinic.signed_in().await;
        clinic.network.plan(SIGN_OUT, ATTEMPTS, &fate);
        assert_code(phone.sign_out().await, Code::Offline);
        assert_eq!(phone.overview().unwrap().account, account::Step::SignedOut);
        phone.sign_in_as(&Staff::nurse()).await.unwrap();
        phone.sign_out().await.unwrap();
    }
}

#[tokio::test]
async fn a_certificate_that_ends_soon_is_renewed_and_a_lost_answer_costs_nothing() {
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    let forty_days = |settings: &mut Settings| settings.device_certificate_days = Some(40);
    let clinic = Clinic::open_with(forty_days).await;
    let mut phone = clinic.registered().await;
    let before = phone.overview().unwrap().registration.unwrap();
    clinic.pass(days(9));
    assert!(!phone.renew_if_due().await.unwrap());
    clinic.pass(days(1));
    clinic.network.plan(RENEW, 1, &Fate::LostAfter);
    assert!(phone.renew_if_due().await.unwrap());
    assert!(!phone.renew_if_due().await.unwrap());
    let after = phone.overview().unwrap().registration.unwrap();
    assert!(after.not_after > before.not_after);
    assert_eq!(after.device_id, before.device_id);
    phone.restart();
    assert_eq!(phone.overview().unwrap().registration, Some(after));

    // Nobody has used the phone for weeks, and its certificate has ended.
    clinic.pass(days(41));
    assert_code(phone.refresh_environment().await, Code::SignedOut);
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    assert!(!phone.renew_if_due().await.unwrap());
    // After three months only another activation helps.
    clinic.pass(days(40 + 91));
    let ended = phone.sign_in_as(&Staff::nurse()).await;
    assert_code(ended, Code::DeviceCertificateExpired);
}
