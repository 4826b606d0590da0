//! Accounts at the sign-in: what they are refused for, pauses, locks and passwords that age.

use jiff::SignedDuration;
use kyotaku_core::api::ApiError;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::api::SignInResponse;
use kyotaku_core::wire::code::Code;
use kyotaku_server::accounts::hashing::PasswordHashing;
use kyotaku_server::accounts::{Credentials, SHORT_LIVED, TEMPORARY, password};
use kyotaku_server::administration::accounts;
use kyotaku_server::audit::Actor;
use kyotaku_server::problem::ApiError as ServiceError;
use kyotaku_server::store::entity::{account, audit_event, sign_in_failures};
use sea_orm::{EntityTrait as _, Set};

use crate::clinic::{CLINIC, Clinic, assert_refused, refusal};
use crate::log::keep_secret;
use crate::phone::{Phone, password_of, wrong_password};

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const HALF_AN_HOUR: SignedDuration = SignedDuration::from_mins(30);

async fn right(phone: &Phone, id: &str) -> Result<SignInResponse, ApiError> {
    phone.try_password(id, &password_of(id)).await
}

async fn wrong(phone: &Phone, id: &str) -> Result<SignInResponse, ApiError> {
    phone.try_password(id, &wrong_password()).await
}

async fn unlock(clinic: &Clinic, id: &str) {
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    accounts::unlock(&clinic.database, &acting, &id.parse().unwrap(), now)
        .await
        .unwrap();
}

/// Gives 看護 十一 a temporary password, as the administrator.
async fn reset(clinic: &Clinic, text: &str) -> Password {
    keep_secret(text);
    let temporary = Password::new(text.to_owned());
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    let (passwords, id) = (PasswordHashing::new(), "staff11".parse().unwrap());
    accounts::reset_password(&clinic.database, &passwords, &acting, &id, &temporary, now)
        .await
        .unwrap();
    temporary
}

/// Has 看護 十一 change the password, as at the console.
async fn change(clinic: &Clinic, present: &Password, new: &str) -> Result<Password, ServiceError> {
    keep_secret(new);
    let new = Password::new(new.to_owned());
    let (institution, id) = (CLINIC.parse().unwrap(), "staff11".parse().unwrap());
    let credentials = Credentials {
        institution: &institution,
        id: &id,
        password: present,
        actor: Actor::Console(id.clone()),
    };
    let now = clinic.clock.now();
    password::change(
        &clinic.database,
        &PasswordHashing::new(),
        credentials,
        &new,
        now,
    )
    .await
    .map(|()| new)
}

#[tokio::test]
async fn a_right_password_is_told_what_else_is_missing_and_a_wrong_one_nothing() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    for (id, code) in [
        ("nurse02", Code::AccountNeverSignedIn),
        ("old03", Code::AccountOutsidePeriod),
        ("kanri01", Code::AccountNotPermitted),
        ("master01", Code::AccountNotPermitted),
        ("recept01", Code::AccountNotPermitted),
    ] {
        assert_refused(right(&phone, id).await, code, 403);
        assert_refused(wrong(&phone, id).await, Code::SignInRefused, 401);
    }
    assert_refused(wrong(&phone, "nobody").await, Code::SignInRefused, 401);
    let early = account::ActiveModel {
        valid_from: Set("20261123".to_owned()),
        ..Default::default()
    };
    clinic.change_account("staff11", early).await;
    assert_refused(
        right(&phone, "staff11").await,
        Code::AccountOutsidePeriod,
        403,
    );
    // Midnight in Japan is at three in the afternoon of UTC.
    clinic.pass(SignedDuration::from_hours(12));
    assert!(right(&phone, "staff11").await.is_ok());
}

#[tokio::test]
async fn five_wrong_passwords_pause_and_ten_lock_whether_there_is_such_an_account_or_not() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let both = async |code: Code, status| {
        for id in ["staff11", "nobody"] {
            assert_refused(wrong(&phone, id).await, code, status);
        }
    };
    for _ in 0..4 {
        both(Code::SignInRefused, 401).await;
    }
    both(Code::AccountPaused, 429).await;
    // No password is looked at in the pause, and none is counted.
    for _ in 0..6 {
        both(Code::AccountPaused, 429).await;
    }
    assert_refused(right(&phone, "staff11").await, Code::AccountPaused, 429);
    clinic.pass(HALF_AN_HOUR - SECOND);
    assert_refused(right(&phone, "staff11").await, Code::AccountPaused, 429);
    clinic.pass(SECOND);
    for _ in 0..4 {
        both(Code::SignInRefused, 401).await;
    }
    both(Code::AccountLocked, 403).await;
    clinic.pass(SignedDuration::from_hours(24 * 365 - 1));
    both(Code::AccountLocked, 403).await;
    assert_refused(right(&phone, "staff11").await, Code::AccountLocked, 403);
    unlock(&clinic, "staff11").await;
    assert!(right(&phone, "staff11").await.is_ok());
    let events = audit_event::Entity::find().all(&clinic.database).await;
    let locked = events.unwrap().into_iter();
    let locked: Vec<_> = locked
        .filter(|event| event.action == "account-locked")
        .map(|event| event.subject)
        .collect();
    assert_eq!(locked, [Some("staff11".to_owned())]);
}

#[tokio::test]
async fn a_right_password_begins_the_count_anew() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert_refused(wrong(&phone, "staff11").await, Code::SignInRefused, 401);
        }
        assert!(right(&phone, "staff11").await.is_ok());
    }
    // Also one that is refused for another reason.
    for _ in 0..4 {
        assert_refused(wrong(&phone, "old03").await, Code::SignInRefused, 401);
    }
    let ended = right(&phone, "old03").await;
    assert_refused(ended, Code::AccountOutsidePeriod, 403);
    assert_refused(wrong(&phone, "old03").await, Code::SignInRefused, 401);
}

#[tokio::test]
async fn wrong_passwords_at_once_are_all_counted_and_are_no_more_guesses() {
    let clinic = Clinic::open().await;
    let phones = [clinic.phone().await, clinic.phone().await];
    for (guessed, end) in [(4, Code::AccountPaused), (4, Code::AccountLocked)] {
        let tries: Vec<_> = (0..20)
            .map(|number| {
                let client = phones[number % 2].client.clone();
                let request = kyotaku_core::wire::api::SignInRequest {
                    user_id: "doctor01".parse().unwrap(),
                    password: wrong_password(),
                };
                tokio::spawn(async move { client.sign_in(&request).await })
            })
            .collect();
        let mut wrong = 0;
        for one in tries {
            let (code, _) = refusal(one.await.unwrap());
            if code == Code::SignInRefused.as_str() {
                wrong += 1;
            } else {
                assert_eq!(code, end.as_str());
            }
        }
        assert_eq!(wrong, guessed);
        clinic.pass(HALF_AN_HOUR);
    }
    let rows = sign_in_failures::Entity::find().all(&clinic.database).await;
    let failures: Vec<_> = rows.unwrap().iter().map(|row| row.failures).collect();
    assert_eq!(failures, [10]);
}

#[tokio::test]
async fn a_temporary_password_is_good_for_changing_it_within_a_day() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    clinic.mistype("staff11", 10).await;
    let temporary = reset(&clinic, "for one day only").await;
    // It has unlocked the account, ended its sessions, and is good for nothing else.
    assert_refused(phone.session.me().await, Code::SessionEnded, 401);
    assert_refused(right(&phone, "staff11").await, Code::SignInRefused, 401);
    let answer = phone.try_password("staff11", &temporary).await;
    assert_refused(answer, Code::PasswordMustChange, 403);
    clinic.pass(TEMPORARY - SECOND);
    let own = change(&clinic, &temporary, "quite my own words")
        .await
        .unwrap();
    assert!(phone.try_password("staff11", &own).await.is_ok());
    let late = reset(&clinic, "for another day").await;
    clinic.pass(TEMPORARY);
    let refused = change(&clinic, &late, "quite other words").await;
    assert!(matches!(
        refused,
        Err(ServiceError::Refused(Code::SignInRefused))
    ));
}

#[tokio::test]
async fn a_short_password_has_to_be_changed_after_half_a_year_and_a_long_one_never() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let short = change(&clinic, &password_of("staff11"), "Sh0rt-pw")
        .await
        .unwrap();
    let answer = phone.try_password("staff11", &short).await.unwrap();
    let end = clinic.clock.now() + SHORT_LIVED;
    assert_eq!(answer.password_expires_at, Some(end));
    clinic.pass(SHORT_LIVED - SECOND);
    let session = phone.try_password("staff11", &short).await.unwrap();
    let session = phone.client.session(session.token);
    assert!(session.me().await.is_ok());
    clinic.pass(SECOND);
    assert_refused(session.me().await, Code::PasswordMustChange, 403);
    let answer = phone.try_password("staff11", &short).await;
    assert_refused(answer, Code::PasswordMustChange, 403);
    let long = change(&clinic, &short, "thirteen chars").await.unwrap();
    let answer = phone.try_password("staff11", &long).await.unwrap();
    assert_eq!(answer.password_expires_at, None);
    clinic.pass(SignedDuration::from_hours(24 * 180));
    assert!(phone.try_password("staff11", &long).await.is_ok());
}

#[tokio::test]
async fn none_of_the_last_five_passwords_may_be_chosen_again() {
    let clinic = Clinic::open().await;
    let mut present = password_of("staff11");
    let names = ["first", "second", "third", "fourth", "fifth"];
    for name in names {
        let new = format!("the {name} password");
        present = change(&clinic, &present, &new).await.unwrap();
    }
    for name in names {
        let refused = change(&clinic, &present, &format!("the {name} password")).await;
        assert!(matches!(
            refused,
            Err(ServiceError::Refused(Code::PasswordUsedBefore))
        ));
    }
    // The sixth before is forgotten, and so is the first when there is a sixth.
    present = change(&clinic, &present, password_of("staff11").expose())
        .await
        .unwrap();
    let first = change(&clinic, &present, "the first password").await;
    assert!(first.is_ok());
}

#[tokio::test]
async fn changing_the_password_ends_the_sessions_of_the_account() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let other = other.sign_in("doctor01").await.unwrap();
    change(&clinic, &password_of("staff11"), "words nobody knows")
        .await
        .unwrap();
    assert_refused(phone.session.me().await, Code::SessionEnded, 401);
    assert!(other.session.me().await.is_ok());
}

#[tokio::test]
async fn seeding_again_changes_neither_passwords_nor_settings() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let own = change(&clinic, &password_of("staff11"), "words nobody knows")
        .await
        .unwrap();
    clinic
        .set_environment(|settings| settings.outpatient = false)
        .await;
    let everywhere = kyotaku_core::wire::identifier::Prefectures::WithReference;
    let now = clinic.clock.now();
    kyotaku_server::world::seed(&clinic.database, &clinic.directory.0, everywhere, now)
        .await
        .unwrap();
    assert_refused(right(&phone, "staff11").await, Code::SignInRefused, 401);
    let answer = phone.try_password("staff11", &own).await.unwrap();
    let session = phone.client.session(answer.token);
    assert!(!session.environment().await.unwrap().outpatient);
}
