//! What the administrator does, and what phones make of it.

use super::*;

/// An id that no device has.
const NOBODYS: &str = "00000000-0000-7000-8000-000000000000";

#[test]
fn a_code_registers_a_phone_and_each_code_is_another() {
    let clinic = opened();
    assert_ne!(clinic.issue_code().unwrap(), clinic.issue_code().unwrap());
    let phone = Phone::registered(&clinic);
    let devices = clinic.devices().unwrap();
    assert_eq!(devices.len(), 1);
    let registration = phone.overview().unwrap().registration.unwrap();
    assert_eq!(devices[0].id, registration.device_id.to_string());
    assert_eq!(devices[0].account, "staff11");
    assert_eq!(devices[0].state, "active");
}

#[test]
fn a_revoked_device_is_told_so_and_erases_itself() {
    let clinic = opened();
    let phone = Phone::signed_in(&clinic);
    let device = &clinic.devices().unwrap()[0].id;
    clinic.revoke_device(device).unwrap();
    assert_eq!(clinic.devices().unwrap()[0].state, "revoked");
    let refused = phone.sign_in(&Staff::nurse()).unwrap_err();
    assert_eq!(refused.code(), "MKA-E1107");
}

#[test]
fn a_device_that_there_is_not_cannot_be_revoked() {
    let clinic = opened();
    assert!(is_malformed(clinic.revoke_device("my phone")));
    assert_eq!(refusal(clinic.revoke_device(NOBODYS)), "MKA-E6010");
}

#[test]
fn settings_are_changed_field_by_field() {
    let clinic = opened();
    let before = clinic.settings().unwrap();
    assert!(before.home_visit);
    let mut settings = before.clone();
    settings.home_visit = false;
    clinic.change_settings(settings.clone()).unwrap();
    assert_eq!(clinic.settings().unwrap(), settings);
    clinic.change_settings(before.clone()).unwrap();
    assert_eq!(clinic.settings().unwrap(), before);
    settings.prescription_timing = "soon".to_owned();
    assert_eq!(refusal(clinic.change_settings(settings)), "MKA-E6011");
}

#[test]
fn a_locked_account_is_refused_until_it_is_unlocked() {
    let clinic = opened();
    let phone = Phone::registered(&clinic);
    clinic.lock_account("staff11").unwrap();
    clinic.lock_account("staff11").unwrap();
    let refused = phone.sign_in(&Staff::nurse()).unwrap_err();
    assert_eq!(refused.code(), "MKA-E1102");
    clinic.unlock_account("staff11").unwrap();
    phone.sign_in(&Staff::nurse()).unwrap();
}

#[test]
fn a_new_password_is_good_after_it_was_used_at_the_console() {
    let clinic = opened();
    let phone = Phone::registered(&clinic);
    let password = "test only: four quiet rivers";
    let nurse = Staff::nurse().with_password(password);
    clinic
        .reset_password("staff11", password.to_owned())
        .unwrap();
    phone.sign_in(&nurse).unwrap_err();
    clinic.account_was_at_the_console("staff11").unwrap();
    phone.sign_in(&nurse).unwrap();
    let weak = clinic.reset_password("staff11", "short".to_owned());
    assert_eq!(refusal(weak), "MKA-E6008");
}

#[test]
fn an_account_that_has_ended_signs_in_no_more() {
    let clinic = opened();
    let phone = Phone::registered(&clinic);
    clinic.end_account("staff11").unwrap();
    let refused = phone.sign_in(&Staff::nurse()).unwrap_err();
    assert_eq!(refused.code(), "MKA-E1104");
}

#[test]
fn sight_is_permitted_and_forbidden_to_an_account() {
    let clinic = opened();
    let phone = Phone::registered(&clinic);
    for permitted in [false, true] {
        clinic.permit_visual("staff11", permitted).unwrap();
        phone.sign_in(&Staff::nurse()).unwrap();
        let profile = phone.overview().unwrap().profile.unwrap();
        assert_eq!(profile.visual, permitted);
    }
}

#[test]
fn what_is_done_to_an_account_is_refused_where_there_is_none() {
    let clinic = opened();
    let password = || "test only: four quiet rivers".to_owned();
    for refused in [
        clinic.lock_account("nobody99"),
        clinic.unlock_account("nobody99"),
        clinic.reset_password("nobody99", password()),
        clinic.account_was_at_the_console("nobody99"),
        clinic.end_account("nobody99"),
        clinic.permit_visual("nobody99", true),
    ] {
        assert_eq!(refusal(refused), "MKA-E6010");
    }
    assert!(is_malformed(clinic.lock_account("")));
}

#[test]
fn the_accounts_of_the_world_are_listed_with_passwords_that_are_right() {
    let accounts = staff_accounts().unwrap();
    let of = |id: &str| {
        let own = |one: &&StaffAccount| one.institution == "9919999012" && one.id == id;
        accounts.iter().find(own).unwrap()
    };
    assert_eq!(of("staff11").role, StaffRole::General);
    assert_eq!(of("doctor01").role, StaffRole::MedicalViewer);
    assert_eq!(of("kanri01").role, StaffRole::Administrator);
    assert!(of("nurse02").never_signed_in);
    assert_eq!(of("old03").valid_until.as_deref(), Some("20260331"));
    let clinic = opened();
    let phone = Phone::registered(&clinic);
    let doctor = Staff::doctor().with_password(&of("doctor01").password);
    phone.sign_in(&doctor).unwrap();
}
