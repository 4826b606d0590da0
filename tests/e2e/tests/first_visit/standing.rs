//! What ends while the phone is in use: the device, the session, the account, the settings.

use std::sync::Arc;

use jiff::SignedDuration;
use kyotaku_core::Clock;
use kyotaku_core::flow::visit::Plan;
use kyotaku_core::flow::{account, activation};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::vault::{KeyVault, VaultError};
use kyotaku_core::wire::api::Problem;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::network::Fate;
use kyotaku_e2e::clinic::scratch::files_below;
use kyotaku_e2e::clinic::staff::{CLINIC, Staff};

use crate::assert_code;

/// Nothing of the registration is left: not in the vault, not in the files, not in memory.
#[track_caller]
fn assert_as_new(phone: &mut Installation, before: &Arc<dyn KeyVault>) {
    let overview = phone.overview().unwrap();
    assert!(overview.registration.is_none() && overview.profile.is_none());
    assert_eq!(overview.activation, activation::Step::Unregistered);
    assert_eq!(
        (overview.waiting, overview.account),
        (0, account::Step::SignedOut)
    );
    assert!(matches!(
        before.device_public_key(),
        Err(VaultError::KeyLost)
    ));
    assert!(!phone.vault_file().exists());
    phone.restart();
    assert!(phone.overview().unwrap().registration.is_none());
}

#[tokio::test]
async fn a_revoked_device_is_told_on_whatever_it_asks_next_and_erases_itself() {
    let clinic = Clinic::open().await;
    for asked in 0..5 {
        let mut phone = clinic.signed_in().await;
        let mut visit = phone.signed("T01").await;
        let vault = Arc::clone(phone.vault());
        let registration = phone.overview().unwrap().registration.unwrap();
        clinic.revoke(&registration.device_id).await;
        let told = match asked {
            0 => phone.deliver(&mut visit).await,
            1 => phone.refresh_environment().await,
            2 => phone.sign_in_as(&Staff::nurse()).await.map(|_| ()),
            3 => {
                let mut next = phone
                    .begin_visit(Plan::by_pin(CareKind::HomeVisit))
                    .unwrap();
                phone.prepare(&mut next).await
            }
            _ => phone.open_results(Staff::nurse().password()).await,
        };
        assert!(
            matches!(told, Err(PhoneError::Revoked)),
            "{asked}: {told:?}"
        );
        assert_code(told, Code::DeviceRevoked);
        assert_as_new(&mut phone, &vault);

        // Another code makes it another device.
        let code = clinic.code().await;
        let again = phone.activate_with(&Staff::nurse(), &code).await.unwrap();
        assert_ne!(again.device_id, registration.device_id);
        phone.sign_in_as(&Staff::nurse()).await.unwrap();
        phone.visit("T02").await;
        phone.sign_out().await.unwrap();
    }
}

#[tokio::test]
async fn a_used_code_that_is_invalidated_revokes_its_device() {
    let clinic = Clinic::open().await;
    let issued = clinic.code_of(CLINIC, 14).await;
    let phone = clinic.phone();
    let code = issued.slip.code.grouped();
    phone.activate_with(&Staff::nurse(), &code).await.unwrap();
    clinic.invalidate(&issued).await;
    let told = phone.sign_in_as(&Staff::nurse()).await;
    assert!(matches!(told, Err(PhoneError::Revoked)), "{told:?}");
}

#[tokio::test]
async fn a_revocation_that_names_another_device_or_none_erases_nothing() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    let visit = phone.signed("T01").await;
    let other = clinic.registered().await;
    let other = other.overview().unwrap().registration.unwrap().device_id;
    for named in [None, Some(other)] {
        let problem = Problem {
            device: named,
            ..Problem::new(Code::DeviceRevoked, 403)
        };
        let fate = Fate::Refused(Box::new(problem));
        clinic.network.plan("GET /v1/environment", 1, &fate);
        let told = phone.refresh_environment().await;
        assert!(matches!(told, Err(PhoneError::Api(_))), "{told:?}");
        assert_code(told, Code::DeviceRevoked);
        assert!(phone.overview().unwrap().registration.is_some());
        phone.refresh_environment().await.unwrap();
    }
    phone.restart();
    assert_eq!(phone.waiting().unwrap()[0].id, visit.delivery().unwrap().id);
}

#[tokio::test]
async fn a_session_that_has_ended_at_the_server_ends_on_the_phone() {
    let clinic = Clinic::open().await;
    // A phone whose clock stands still does not notice by itself.
    let phone = clinic.phone_by(Clock::fixed(clinic.clock.now()));
    let code = clinic.code().await;
    phone.activate_with(&Staff::nurse(), &code).await.unwrap();
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    clinic.pass(SignedDuration::from_hours(8));
    assert_eq!(phone.overview().unwrap().account, account::Step::SignedIn);
    assert_code(phone.refresh_environment().await, Code::SessionEnded);
    assert_eq!(phone.overview().unwrap().account, account::Step::SignedOut);
    clinic.network.forget();
    assert_code(phone.refresh_environment().await, Code::SignedOut);
    assert!(clinic.network.sent().is_empty());
}

#[tokio::test]
async fn the_phone_itself_ends_a_session_after_eight_hours_and_locks_after_five_minutes() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    clinic.pass(SignedDuration::from_mins(5));
    assert_eq!(phone.overview().unwrap().account, account::Step::Locked);
    clinic.network.forget();
    assert_code(phone.refresh_environment().await, Code::AppLocked);
    phone
        .unlock(account::OwnerPresent::confirmed_by_device())
        .unwrap();
    assert!(clinic.network.sent().is_empty());
    phone.refresh_environment().await.unwrap();
    clinic.pass(SignedDuration::from_hours(8));
    assert_eq!(phone.overview().unwrap().account, account::Step::SignedOut);
}

#[tokio::test]
async fn an_account_is_signed_in_on_two_devices_at_most() {
    let clinic = Clinic::open().await;
    let first = clinic.signed_in().await;
    let _second = clinic.signed_in().await;
    let third = clinic.registered().await;
    assert_code(
        third.sign_in_as(&Staff::nurse()).await,
        Code::SignedInElsewhere,
    );
    first.sign_out().await.unwrap();
    third.sign_in_as(&Staff::nurse()).await.unwrap();
}

#[tokio::test]
async fn who_may_not_use_the_app_is_told_why_at_sign_in() {
    let clinic = Clinic::open().await;
    let phone = clinic.registered().await;
    let temporary = Staff::doctor().with_password("test only: a borrowed umbrella");
    clinic.reset_password(&temporary).await;
    let nobody = Staff::nurse().with_id("nobody99");
    for (staff, code) in [
        (Staff::nurse().mistyping(), Code::SignInRefused),
        (nobody, Code::SignInRefused),
        (Staff::of(CLINIC, "kanri01"), Code::AccountNotPermitted),
        (Staff::of(CLINIC, "recept01"), Code::AccountNotPermitted),
        (Staff::of(CLINIC, "nurse02"), Code::AccountNeverSignedIn),
        (Staff::of(CLINIC, "old03"), Code::AccountOutsidePeriod),
        (temporary, Code::PasswordMustChange),
    ] {
        assert_code(phone.sign_in_as(&staff).await, code);
        assert_eq!(phone.overview().unwrap().account, account::Step::SignedOut);
    }
}

#[tokio::test]
async fn an_account_that_ends_asks_for_nothing_more_and_what_it_has_tapped_for_is_delivered() {
    let clinic = Clinic::open().await;
    let phone = clinic.registered().await;
    phone.sign_in_as(&Staff::doctor()).await.unwrap();
    let mut visit = phone.signed("T01").await;
    clinic.end_account(&Staff::doctor()).await;
    let mut next = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    let refused = crate::refusal(phone.prepare(&mut next).await);
    assert!(
        ["MKA-E1104", "MKA-E1113"].contains(&refused.as_str()),
        "{refused}"
    );
    phone.deliver(&mut visit).await.unwrap();
}

#[tokio::test]
async fn a_setting_that_is_switched_off_is_told_by_the_server_first_and_then_by_the_phone() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    clinic
        .change_environment(|environment| environment.outpatient = false)
        .await;
    let mut visit = phone
        .begin_visit(Plan::by_pin(CareKind::Outpatient))
        .unwrap();
    assert_code(phone.prepare(&mut visit).await, Code::CareKindNotOffered);
    phone.refresh_environment().await.unwrap();
    clinic.network.forget();
    assert_code(
        phone.begin_visit(Plan::by_pin(CareKind::Outpatient)),
        Code::CareKindNotOffered,
    );
    assert_code(
        phone.begin_visit(Plan::by_pin(CareKind::Online)),
        Code::CareKindNotOffered,
    );
    assert!(clinic.network.sent().is_empty());

    let mut visit = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    clinic
        .change_environment(|environment| environment.home_visit = false)
        .await;
    assert_code(phone.prepare(&mut visit).await, Code::HomeVisitDisabled);
    let signing_in = phone.sign_in_as(&Staff::nurse()).await;
    assert_code(signing_in, Code::HomeVisitDisabled);
}

#[tokio::test]
async fn erasing_without_the_server_leaves_nothing_behind() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    phone.signed("T01").await;
    let vault = Arc::clone(phone.vault());
    let files = files_below(&phone.config.directory).len();
    assert!(files > 0);
    clinic.network.cut();
    phone.erase_without_server().unwrap();
    assert_as_new(&mut phone, &vault);
}
