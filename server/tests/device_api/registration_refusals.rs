//! Registrations that are refused: all alike until four inputs are right, then each for its reason.

use jiff::SignedDuration;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::activation_code::ActivationCode;
use kyotaku_core::wire::api::RegisterRequest;
use kyotaku_core::wire::code::Code;
use kyotaku_server::administration::{accounts, codes};
use kyotaku_server::store::entity::{account, registration_failures, sign_in_failures};
use kyotaku_server::{accounts::hashing::PasswordHashing, housekeeping::tidy};
use sea_orm::{EntityTrait as _, PaginatorTrait as _, Set};

use crate::clinic::{CLINIC, Clinic, assert_refused};
use crate::phone::{NewPhone, password_of, wrong_password};
use crate::transport::{Answer, send_from};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// The one loopback address that everything else of these tests comes from, and another.
const HERE: &str = "127.0.0.1";
const ELSEWHERE: &str = "127.0.0.2";

fn another_code() -> ActivationCode {
    ActivationCode::from_random(&[7; 15])
}

async fn post(clinic: &Clinic, from: &str, body: &[u8]) -> Answer {
    let head = format!(
        "POST /v1/devices HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: {}",
        body.len()
    );
    send_from(from, clinic, &head, body).await
}

async fn register(clinic: &Clinic, from: &str, inputs: &RegisterRequest) -> Answer {
    post(clinic, from, &serde_json::to_vec(inputs).unwrap()).await
}

/// Everything that was sent, but for the time of day.
fn bytes(answer: &Answer) -> String {
    let head = answer.head.lines();
    let head: Vec<_> = head.filter(|line| !line.starts_with("date: ")).collect();
    format!("{}\n\n{}", head.join("\n"), answer.body)
}

fn of(id: &str, inputs: &RegisterRequest) -> RegisterRequest {
    RegisterRequest {
        user_id: id.parse().unwrap(),
        ..inputs.clone()
    }
}

fn at(institution: &str, inputs: &RegisterRequest) -> RegisterRequest {
    RegisterRequest {
        institution: institution.parse().unwrap(),
        ..inputs.clone()
    }
}

fn with(activation_code: &ActivationCode, inputs: &RegisterRequest) -> RegisterRequest {
    RegisterRequest {
        activation_code: activation_code.clone(),
        ..inputs.clone()
    }
}

fn mistyped(inputs: &RegisterRequest) -> RegisterRequest {
    RegisterRequest {
        password: wrong_password(),
        ..inputs.clone()
    }
}

/// Inputs of which something does not exist or is another's.
fn that_do_not_fit(good: &RegisterRequest) -> Vec<(&'static str, RegisterRequest)> {
    let nothing = RegisterRequest {
        password: Password::new(String::new()),
        ..good.clone()
    };
    let everything = mistyped(&with(&another_code(), &at("9919999038", good)));
    vec![
        ("an institution that does not exist", at("9919999038", good)),
        ("another institution", at("9939999018", good)),
        ("one where home visits are off", at("9919999020", good)),
        ("an account that does not exist", of("nobody", good)),
        ("an account with another password", of("doctor01", good)),
        ("an administrator", of("kanri01", good)),
        ("an id in other letters", of("STAFF11", good)),
        ("a wrong password", mistyped(good)),
        ("no password", nothing),
        ("a code that does not exist", with(&another_code(), good)),
        ("everything wrong", everything),
    ]
}

/// Inputs that would be refused for another reason, too, if they were right.
async fn in_no_state_to_be_used(
    clinic: &Clinic,
    good: &RegisterRequest,
) -> Vec<(&'static str, RegisterRequest)> {
    let (invalidated, used) = (clinic.code().await, clinic.code().await);
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    codes::invalidate(&clinic.database, &acting, invalidated.stored.id, now)
        .await
        .unwrap();
    let other = NewPhone::of(clinic);
    other.register(clinic, &used, "staff11").await.unwrap();
    let one_day = codes::NewCode {
        days: 1,
        ..codes::NewCode::default()
    };
    let expired = clinic.issue(&one_day).await.unwrap().slip.code;
    clinic.mistype("doctor01", 10).await;
    clinic.pass(SignedDuration::from_hours(24));
    let owned = |id: &str| RegisterRequest {
        password: password_of(id),
        ..of(id, good)
    };
    let (invalidated, used) = (invalidated.slip.code, used.slip.code);
    vec![
        (
            "a locked account, wrong password",
            mistyped(&of("doctor01", good)),
        ),
        (
            "a locked account, wrong code",
            with(&another_code(), &owned("doctor01")),
        ),
        ("one never signed in, wrong password", of("nurse02", good)),
        (
            "one never signed in, wrong code",
            with(&another_code(), &owned("nurse02")),
        ),
        ("an ended account, wrong password", of("old03", good)),
        (
            "an invalidated code, wrong password",
            mistyped(&with(&invalidated, good)),
        ),
        ("a used code, wrong password", mistyped(&with(&used, good))),
        (
            "an expired code, wrong account",
            with(&expired, &of("nobody", good)),
        ),
    ]
}

#[tokio::test]
async fn until_all_four_inputs_are_right_every_refusal_is_the_same_to_the_byte() {
    let clinic = Clinic::open().await;
    let phone = NewPhone::of(&clinic);
    let good = phone.inputs(&clinic.code().await, "staff11");
    let mut wrong = that_do_not_fit(&good);
    wrong.extend(in_no_state_to_be_used(&clinic, &good).await);
    let mut first: Option<String> = None;
    for (what, inputs) in wrong {
        let answer = register(&clinic, HERE, &inputs).await;
        assert_eq!(answer.status, 403, "{what}");
        let bytes = bytes(&answer);
        assert!(
            bytes.contains("\"MKA-E1010\"") && !bytes.contains("instance"),
            "{bytes}"
        );
        let first = first.get_or_insert_with(|| bytes.clone());
        assert_eq!(&bytes, first, "{what}");
        // Nothing adds up, so that each is looked at.
        clinic.pass(SignedDuration::from_mins(11));
    }
    assert_eq!(register(&clinic, HERE, &good).await.status, 200);
}

#[tokio::test]
async fn a_code_that_cannot_be_used_says_why_once_the_inputs_are_right() {
    let clinic = Clinic::open().await;
    let code = clinic.code().await;
    let register = async || {
        NewPhone::of(&clinic)
            .register(&clinic, &code, "staff11")
            .await
    };
    let fortnight = SignedDuration::from_hours(24 * 14);
    clinic.pass(fortnight);
    assert_refused(register().await, Code::ActivationCodeExpired, 403);
    clinic.pass(-SECOND);
    assert!(register().await.is_ok());
    assert_refused(register().await, Code::ActivationCodeUsed, 409);
    clinic.pass(SECOND);
    assert_refused(register().await, Code::ActivationCodeUsed, 409);
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    codes::invalidate(&clinic.database, &acting, code.stored.id, now)
        .await
        .unwrap();
    assert_refused(register().await, Code::ActivationCodeRevoked, 403);
    // One that is invalidated before its use, and one of another institution's.
    let code = clinic.code().await;
    codes::invalidate(&clinic.database, &acting, code.stored.id, now)
        .await
        .unwrap();
    let unused = NewPhone::of(&clinic)
        .register(&clinic, &code, "staff11")
        .await;
    assert_refused(unused, Code::ActivationCodeRevoked, 403);
}

#[tokio::test]
async fn an_account_that_has_never_signed_in_at_the_console_is_told_so() {
    let clinic = Clinic::open().await;
    let (code, phone) = (clinic.code().await, NewPhone::of(&clinic));
    let answer = phone.register(&clinic, &code, "nurse02").await;
    assert_refused(answer, Code::AccountNeverSignedIn, 403);
}

#[tokio::test]
async fn only_accounts_of_the_apps_roles_register_phones() {
    let clinic = Clinic::open().await;
    let (code, phone) = (clinic.code().await, NewPhone::of(&clinic));
    for id in ["master01", "kanri01", "recept01"] {
        let answer = phone.register(&clinic, &code, id).await;
        assert_refused(answer, Code::AccountNotPermitted, 403);
    }
    assert!(phone.register(&clinic, &code, "doctor01").await.is_ok());
}

#[tokio::test]
async fn accounts_register_phones_on_the_days_of_their_use_only() {
    let clinic = Clinic::open().await;
    let (code, phone) = (clinic.code().await, NewPhone::of(&clinic));
    let ended = phone.register(&clinic, &code, "old03").await;
    assert_refused(ended, Code::AccountOutsidePeriod, 403);
    // It is noon of 22 November in Japan.
    let from = |day: &str| account::ActiveModel {
        valid_from: Set(day.to_owned()),
        ..Default::default()
    };
    clinic.change_account("staff11", from("20261123")).await;
    let early = phone.register(&clinic, &code, "staff11").await;
    assert_refused(early, Code::AccountOutsidePeriod, 403);
    clinic.change_account("staff11", from("20261122")).await;
    assert!(phone.register(&clinic, &code, "staff11").await.is_ok());
}

#[tokio::test]
async fn a_temporary_password_has_to_be_changed_before_it_registers_a_phone() {
    let clinic = Clinic::open().await;
    let (code, phone) = (clinic.code().await, NewPhone::of(&clinic));
    let temporary = Password::new("only for a day".to_owned());
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    let (passwords, id) = (PasswordHashing::new(), "staff11".parse().unwrap());
    accounts::reset_password(&clinic.database, &passwords, &acting, &id, &temporary, now)
        .await
        .unwrap();
    let client = clinic.client(None, &clinic.clock);
    let inputs = RegisterRequest {
        password: temporary,
        ..phone.inputs(&code, "staff11")
    };
    let answer = client.register(&inputs).await;
    assert_refused(answer, Code::PasswordMustChange, 403);
}

#[tokio::test]
async fn a_locked_account_and_a_paused_one_register_nothing() {
    let clinic = Clinic::open().await;
    let (code, phone) = (clinic.code().await, NewPhone::of(&clinic));
    clinic.mistype("doctor01", 5).await;
    let paused = phone.register(&clinic, &code, "doctor01").await;
    assert_refused(paused, Code::AccountPaused, 429);
    clinic.mistype("staff11", 10).await;
    let locked = phone.register(&clinic, &code, "staff11").await;
    assert_refused(locked, Code::AccountLocked, 403);
    // Half an hour has passed; the pause is over and the lock is not.
    assert!(phone.register(&clinic, &code, "doctor01").await.is_ok());
}

#[tokio::test]
async fn where_home_visits_are_off_the_app_is_refused() {
    let clinic = Clinic::open().await;
    let (code, phone) = (clinic.code().await, NewPhone::of(&clinic));
    clinic
        .set_environment(|settings| settings.home_visit = false)
        .await;
    let answer = phone.register(&clinic, &code, "staff11").await;
    assert_refused(answer, Code::HomeVisitDisabled, 403);
    clinic
        .set_environment(|settings| settings.home_visit = true)
        .await;
    assert!(phone.register(&clinic, &code, "staff11").await.is_ok());
}

#[tokio::test]
async fn five_refusals_pause_one_address_at_one_institution() {
    let clinic = Clinic::open().await;
    let (code, phone) = (clinic.code().await, NewPhone::of(&clinic));
    let good = phone.inputs(&code, "staff11");
    let wrong = RegisterRequest {
        activation_code: another_code(),
        ..good.clone()
    };
    let wrong_elsewhere = RegisterRequest {
        institution: "9939999018".parse().unwrap(),
        ..wrong.clone()
    };
    let status = async |from, inputs| register(&clinic, from, inputs).await.status;
    // Four within ten minutes, and one later, do not add up.
    for _ in 0..4 {
        assert_eq!(status(HERE, &wrong).await, 403);
    }
    clinic.pass(10 * MINUTE);
    for _ in 0..4 {
        assert_eq!(status(HERE, &wrong).await, 403);
    }
    // A right one in between counts for nothing either way.
    let other = NewPhone::of(&clinic);
    let fine = other.inputs(&clinic.code().await, "staff11");
    assert_eq!(status(HERE, &fine).await, 200);
    assert_eq!(status(HERE, &wrong).await, 403);
    let paused = register(&clinic, HERE, &good).await;
    assert_eq!(paused.status, 429);
    assert!(paused.body.contains("MKA-E1014"), "{}", paused.body);
    assert_eq!(status(HERE, &wrong_elsewhere).await, 403);
    assert_eq!(status(ELSEWHERE, &wrong).await, 403);
    clinic.pass(15 * MINUTE - SECOND);
    assert_eq!(status(HERE, &wrong).await, 429);
    assert_eq!(
        tidy(&clinic.database, clinic.clock.now())
            .await
            .unwrap()
            .addresses,
        2
    );
    clinic.pass(SECOND);
    for _ in 0..4 {
        assert_eq!(status(HERE, &wrong).await, 403);
    }
    assert_eq!(status(HERE, &good).await, 200);
    clinic.pass(10 * MINUTE);
    assert_eq!(
        tidy(&clinic.database, clinic.clock.now())
            .await
            .unwrap()
            .addresses,
        1
    );
    let rows = registration_failures::Entity::find()
        .count(&clinic.database)
        .await;
    assert_eq!(rows.unwrap(), 0);
}

#[tokio::test]
async fn any_number_of_tries_at_once_are_five_tries() {
    let clinic = std::sync::Arc::new(Clinic::open().await);
    let phone = NewPhone::of(&clinic);
    let wrong = RegisterRequest {
        password: wrong_password(),
        ..phone.inputs(&clinic.code().await, "staff11")
    };
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let (clinic, wrong) = (std::sync::Arc::clone(&clinic), wrong.clone());
            tokio::spawn(async move { register(&clinic, HERE, &wrong).await.status })
        })
        .collect();
    let mut refused = 0;
    for one in tries {
        match one.await.unwrap() {
            403 => refused += 1,
            status => assert_eq!(status, 429),
        }
    }
    assert_eq!(refused, 5);
}

#[tokio::test]
async fn wrong_inputs_count_for_nothing_against_the_account() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let wrong = RegisterRequest {
        password: wrong_password(),
        ..NewPhone::of(&clinic).inputs(&clinic.code().await, "staff11")
    };
    for _ in 0..12 {
        assert_eq!(register(&clinic, HERE, &wrong).await.status, 403);
        clinic.pass(11 * MINUTE);
    }
    let counted = sign_in_failures::Entity::find()
        .count(&clinic.database)
        .await;
    assert_eq!(counted.unwrap(), 0);
    assert!(phone.sign_in("staff11").await.is_ok());
}

#[tokio::test]
async fn what_is_no_registration_is_refused_before_anything_is_looked_up() {
    let clinic = Clinic::open().await;
    let (code, phone) = (clinic.code().await, NewPhone::of(&clinic));
    let good = serde_json::to_value(phone.inputs(&code, "staff11")).unwrap();
    let with = |field: &str, value: serde_json::Value| {
        let mut body = good.clone();
        body[field] = value;
        serde_json::to_vec(&body).unwrap()
    };
    let mut without = good.clone();
    without.as_object_mut().unwrap().remove("password");
    for body in [
        with("more", 1.into()),
        with("userId", "a".into()),
        with("institution", "9919999013".into()),
        with("activationCode", "0000-0000-0000-0001".into()),
        with("password", 1.into()),
        with("certificationRequest", "".into()),
        with("certificationRequest", "MAA".into()),
        with("deviceName", "長".repeat(41).into()),
        serde_json::to_vec(&without).unwrap(),
        b"{".to_vec(),
    ] {
        let answer = post(&clinic, HERE, &body).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert!(answer.body.contains("MKA-E5010"));
    }
    let large = with("password", "long ".repeat(14_000).into());
    assert_eq!(post(&clinic, HERE, &large).await.status, 413);
    let counted = registration_failures::Entity::find()
        .count(&clinic.database)
        .await;
    assert_eq!(counted.unwrap(), 0);
    // Whatever else is in them, the four inputs are right: a code is read as people type it.
    let typed = code.slip.code.grouped().to_lowercase();
    let typed = with("activationCode", typed.into());
    assert_eq!(post(&clinic, HERE, &typed).await.status, 200);
    assert_eq!(CLINIC, code.slip.institution.as_str());
}
