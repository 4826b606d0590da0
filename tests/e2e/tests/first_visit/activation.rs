//! Everything that may be wrong when a phone is to be registered, each with its code.

use jiff::SignedDuration;
use kyotaku_core::api::ApiError;
use kyotaku_core::flow::activation::{FieldError, Form, Step};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::secret::{Password, SecretText};
use kyotaku_core::wire::activation_code::ActivationCode;
use kyotaku_core::wire::api::Problem;
use kyotaku_core::wire::code::{Code, Language};
use kyotaku_core::wire::identifier::Prefectures;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::staff::{CLINIC, Staff};

use crate::{assert_code, refusal};

/// An institution that does not use 訪問診療等機能.
const NOT_SET_UP: &str = "9919999020";

/// Another institution, with an account of the same id and password.
const DENTIST: &str = "9939999018";

fn random_code(seed: u8) -> String {
    ActivationCode::from_random(&[seed; 15])
        .grouped()
        .to_string()
}

#[tokio::test]
async fn what_cannot_be_right_is_told_field_by_field_and_nothing_is_sent() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone();
    clinic.network.forget();
    let code = random_code(3);
    let misread = code.replacen(&code[..1], if &code[..1] == "7" { "8" } else { "7" }, 1);
    let right = [CLINIC, "staff11", "password", &code];
    let cases: [(usize, &str, FieldError, &str); 14] = [
        (0, "", FieldError::InstitutionForm, "MKA-E1001"),
        (0, "991999901", FieldError::InstitutionForm, "MKA-E1001"),
        (0, "99199990123", FieldError::InstitutionForm, "MKA-E1001"),
        (0, "99199A9012", FieldError::InstitutionForm, "MKA-E1001"),
        (0, "9919999013", FieldError::InstitutionWrong, "MKA-E1002"),
        (0, "9819999015", FieldError::InstitutionWrong, "MKA-E1002"),
        (1, "", FieldError::UserId, "MKA-E1003"),
        (1, "a", FieldError::UserId, "MKA-E1003"),
        (1, "staff1234", FieldError::UserId, "MKA-E1003"),
        (1, "看護", FieldError::UserId, "MKA-E1003"),
        (2, "", FieldError::PasswordMissing, "MKA-E6002"),
        (3, "", FieldError::ActivationCode, "MKA-E1004"),
        (3, &code[1..], FieldError::ActivationCode, "MKA-E1004"),
        (3, &misread, FieldError::ActivationCode, "MKA-E1004"),
    ];
    for (field, text, error, told) in cases {
        let mut typed = right;
        typed[field] = text;
        let [institution, user_id, password, activation_code] = typed.map(str::to_owned);
        let form = Form {
            institution,
            user_id,
            password: Password::new(password),
            activation_code: SecretText::new(activation_code),
            device_name: None,
        };
        let wrong = form.check(Prefectures::WithReference).unwrap_err();
        assert_eq!(wrong, [error], "{text}");
        assert_eq!(error.code().as_str(), told);
    }
    assert!(clinic.network.sent().is_empty());
    assert_eq!(phone.overview().unwrap().activation, Step::Unregistered);
}

#[tokio::test]
async fn whichever_of_the_four_is_wrong_the_answer_is_the_same() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone();
    let code = clinic.code().await;
    let nurse = Staff::nurse();
    let cases = [
        (Staff::of(DENTIST, "staff11"), code.clone()),
        (
            Staff::doctor().with_password("test only: nine green teacups"),
            code.clone(),
        ),
        (nurse.mistyping(), code.clone()),
        (nurse.clone(), random_code(9)),
    ];
    let mut answers = Vec::new();
    for (staff, code) in cases {
        let refused = phone.activate_with(&staff, &code).await.unwrap_err();
        assert_eq!(phone.overview().unwrap().activation, Step::Unregistered);
        match refused {
            PhoneError::Api(ApiError::Problem(problem)) => {
                assert_eq!(problem.code, "MKA-E1010");
                answers.push(Problem {
                    instance: None,
                    ..*problem
                });
            }
            other => panic!("{other:?}"),
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    // Nothing of it has counted against account or code.
    phone.activate_with(&nurse, &code).await.unwrap();
    phone.sign_in_as(&nurse).await.unwrap();
}

#[tokio::test]
async fn after_five_wrong_tries_there_is_a_pause_of_a_quarter_of_an_hour() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone();
    let (nurse, code) = (Staff::nurse(), clinic.code().await);
    for _ in 0..5 {
        let wrong = phone.activate_with(&nurse.mistyping(), &code).await;
        let told = refusal(wrong);
        assert!(
            ["MKA-E1010", "MKA-E1014"].contains(&told.as_str()),
            "{told}"
        );
    }
    let paused = phone.activate_with(&nurse, &code).await;
    assert_code(paused, Code::RegistrationPaused);
    clinic.pass(SignedDuration::from_mins(15) + SignedDuration::from_secs(1));
    phone.activate_with(&nurse, &code).await.unwrap();
}

#[tokio::test]
async fn a_code_registers_one_phone_until_it_ends_or_is_invalidated() {
    let clinic = Clinic::open().await;
    let nurse = Staff::nurse();
    let code = clinic.code().await;
    let first = clinic.phone();
    first.activate_with(&nurse, &code).await.unwrap();
    let second = clinic.phone();
    let used = second.activate_with(&nurse, &code).await;
    assert_code(used, Code::ActivationCodeUsed);

    let issued = clinic.code_of(CLINIC, 14).await;
    clinic.invalidate(&issued).await;
    let invalidated = second
        .activate_with(&nurse, &issued.slip.code.grouped())
        .await;
    assert_code(invalidated, Code::ActivationCodeRevoked);

    let issued = clinic.code_of(CLINIC, 1).await;
    clinic.pass(SignedDuration::from_hours(24));
    let ended = second
        .activate_with(&nurse, &issued.slip.code.grouped())
        .await;
    assert_code(ended, Code::ActivationCodeExpired);

    // A phone that is registered asks for nothing more.
    clinic.network.forget();
    let again = first.activate_with(&nurse, &clinic.code().await).await;
    assert_code(again, Code::ActionUnavailable);
    assert!(clinic.network.sent().is_empty());
}

#[tokio::test]
async fn an_account_that_may_not_use_the_app_registers_no_phone() {
    let clinic = Clinic::open().await;
    let temporary = Staff::doctor().with_password("test only: a borrowed umbrella");
    clinic.reset_password(&temporary).await;
    let cases = [
        (Staff::of(CLINIC, "nurse02"), Code::AccountNeverSignedIn),
        (Staff::of(CLINIC, "old03"), Code::AccountOutsidePeriod),
        (Staff::of(CLINIC, "kanri01"), Code::AccountNotPermitted),
        (Staff::of(CLINIC, "recept01"), Code::AccountNotPermitted),
        (temporary, Code::PasswordMustChange),
        (Staff::of(NOT_SET_UP, "staff11"), Code::HomeVisitDisabled),
    ];
    for (staff, code) in cases {
        let slip = clinic.code_of(&staff.institution, 14).await.slip;
        let phone = clinic.phone();
        let refused = phone.activate_with(&staff, &slip.code.grouped()).await;
        assert_code(refused, code);
        assert!(phone.overview().unwrap().registration.is_none());
        assert!(!code.title(Language::Japanese).is_empty());
        assert!(!code.title(Language::English).is_empty());
    }
    assert_eq!(clinic.rows("devices").await, 0);
}

#[tokio::test]
async fn wrong_passwords_pause_an_account_and_lock_it_and_it_registers_no_phone_then() {
    let clinic = Clinic::open().await;
    let nurse = Staff::nurse();
    let phone = clinic.registered().await;
    let wrong = async |phone: &Installation| {
        for _ in 0..5 {
            phone.sign_in_as(&nurse.mistyping()).await.unwrap_err();
        }
    };
    wrong(&phone).await;
    assert_code(phone.sign_in_as(&nurse).await, Code::AccountPaused);
    let other = clinic.phone();
    let paused = other.activate_with(&nurse, &clinic.code().await).await;
    assert_code(paused, Code::AccountPaused);

    clinic.pass(SignedDuration::from_mins(31));
    wrong(&phone).await;
    assert_code(phone.sign_in_as(&nurse).await, Code::AccountLocked);
    let locked = other.activate_with(&nurse, &clinic.code().await).await;
    assert_code(locked, Code::AccountLocked);

    clinic.unlock(&nurse).await;
    phone.sign_in_as(&nurse).await.unwrap();
}
