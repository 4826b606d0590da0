//! Sessions: who may begin one, what it is good for, and when it ends.

use std::sync::Arc;

use jiff::SignedDuration;
use kyotaku_core::api::{ApiError, IdempotencyKey};
use kyotaku_core::secret::{Password, SessionToken};
use kyotaku_core::wire::api::{ReauthRequest, Role};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::PresenceStatement;
use kyotaku_server::housekeeping::tidy;
use kyotaku_server::sessions::{LONGEST, REAUTH};
use kyotaku_server::store::entity::{account, audit_event, session};
use sea_orm::prelude::TimeDateTimeWithTimeZone;
use sea_orm::{EntityTrait as _, PaginatorTrait as _, QueryOrder as _, Set};

use crate::clinic::{CLINIC, Clinic, assert_refused, pin_at_home};
use crate::phone::{Phone, password_of, wrong_password};
use crate::transport::send;

const SECOND: SignedDuration = SignedDuration::from_secs(1);

#[tokio::test]
async fn who_signs_in_is_told_who_and_where_and_until_when() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let password = password_of("doctor01");
    let answer = phone.try_password("doctor01", &password).await.unwrap();
    assert_eq!(answer.token.expose().len(), 43);
    assert_eq!(answer.expires_at, clinic.clock.now() + LONGEST);
    assert_eq!(answer.account.role, Role::MedicalViewer);
    assert_eq!(answer.account.name, "医師　一");
    assert_eq!(answer.password_expires_at, None);
    let session = phone.client.session(answer.token);
    let me = session.me().await.unwrap();
    assert_eq!(me.account, answer.account);
    assert_eq!(me.session_expires_at, answer.expires_at);
    assert_eq!(me.device.id, phone.id);
    assert_eq!(me.institution.code.as_str(), CLINIC);
    let environment = session.environment().await.unwrap();
    assert_eq!(environment, me.institution.environment);
    assert!(environment.home_visit && environment.outpatient);
}

#[tokio::test]
async fn a_session_ends_after_eight_hours_used_or_not() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    // The app locks itself after minutes; to the server, somebody may be on the way to a patient.
    let policy = phone.client.status().await.unwrap().policy;
    assert_eq!(policy.idle_lock_seconds, 300);
    clinic.pass(LONGEST - SECOND);
    assert!(phone.session.me().await.is_ok());
    assert_eq!(
        tidy(&clinic.database, clinic.clock.now())
            .await
            .unwrap()
            .sessions,
        0
    );
    clinic.pass(SECOND);
    assert_refused(phone.session.me().await, Code::SessionEnded, 401);
    assert_eq!(
        tidy(&clinic.database, clinic.clock.now())
            .await
            .unwrap()
            .sessions,
        1
    );
    assert_refused(phone.session.me().await, Code::SessionEnded, 401);
    assert!(phone.sign_in("staff11").await.is_ok());
}

#[tokio::test]
async fn who_signs_out_is_signed_out_and_twice_is_no_mistake() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.session.sign_out().await.unwrap();
    assert_refused(phone.session.me().await, Code::SessionEnded, 401);
    phone.session.sign_out().await.unwrap();
    // A stale token signs nobody else out.
    let stale = phone.session.clone();
    let phone = phone.sign_in("doctor01").await.unwrap();
    stale.sign_out().await.unwrap();
    assert!(phone.session.me().await.is_ok());
}

#[tokio::test]
async fn whoever_signs_in_takes_the_place_of_who_was() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let first = phone.session.clone();
    let phone = phone.sign_in("doctor01").await.unwrap();
    assert_refused(first.me().await, Code::SessionEnded, 401);
    let second = phone.session.clone();
    let phone = phone.sign_in("doctor01").await.unwrap();
    assert_refused(second.me().await, Code::SessionEnded, 401);
    assert!(phone.session.me().await.is_ok());
    // A refused sign-in leaves everything as it was.
    let refused = phone.try_password("staff11", &wrong_password()).await;
    assert_refused(refused, Code::SignInRefused, 401);
    assert!(phone.session.me().await.is_ok());
}

#[tokio::test]
async fn an_account_is_signed_in_on_two_phones_at_most() {
    let clinic = Clinic::open().await;
    let (one, two) = (clinic.phone().await, clinic.phone().await);
    let third = clinic.phone_at("9939999018", &clinic.database).await;
    // An account of the same id elsewhere is another account.
    assert!(third.sign_in("staff11").await.is_ok());
    let third = clinic.lasting_phone().await;
    third.session.sign_out().await.unwrap();
    let try_third = async || third.try_password("staff11", &password_of("staff11")).await;
    assert_refused(try_third().await, Code::SignedInElsewhere, 409);
    assert_refused(third.session.me().await, Code::SessionEnded, 401);
    // Again on one of the two is no third.
    let one = one.sign_in("staff11").await.unwrap();
    assert_refused(try_third().await, Code::SignedInElsewhere, 409);
    one.session.sign_out().await.unwrap();
    assert!(try_third().await.is_ok());
    assert_refused(one.sign_in("staff11").await, Code::SignedInElsewhere, 409);
    clinic.revoke(&two).await;
    assert!(clinic.phone().await.session.me().await.is_ok());
    clinic.pass(LONGEST);
    assert!(try_third().await.is_ok());
}

#[tokio::test]
async fn of_phones_that_race_for_one_account_two_win() {
    let clinic = Clinic::open().await;
    let mut phones = Vec::new();
    for _ in 0..6 {
        let phone = clinic.lasting_phone().await;
        phone.session.sign_out().await.unwrap();
        phones.push(tokio::spawn(async move { phone.sign_in("doctor01").await }));
    }
    let mut winners = 0;
    for phone in phones {
        match phone.await.unwrap() {
            Ok(_) => winners += 1,
            // Six at once look like guesses until the right passwords are known to be right.
            Err(ApiError::Problem(problem)) if problem.code == Code::AccountPaused.as_str() => {}
            refused => assert_refused(refused.map(|_| ()), Code::SignedInElsewhere, 409),
        }
    }
    assert_eq!(winners, 2);
    let sessions = session::Entity::find().count(&clinic.database).await;
    assert_eq!(sessions.unwrap(), 2);
}

#[tokio::test]
async fn a_token_is_good_with_its_own_device_only() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let stolen = other.client.session(phone.token.clone());
    assert_refused(stolen.me().await, Code::SessionEnded, 401);
    stolen.sign_out().await.unwrap();
    assert!(phone.session.me().await.is_ok());
    let nobody = clinic.client(None, &clinic.clock);
    let answer = nobody.session(phone.token.clone()).me().await;
    assert_refused(answer, Code::DeviceCertificateMissing, 401);
    for token in ["", "x", &phone.token.expose()[1..], &"A".repeat(43)] {
        let session = phone.client.session(SessionToken::new(token.to_owned()));
        assert_refused(session.me().await, Code::SessionEnded, 401);
    }
    let unsigned = Phone {
        token: SessionToken::new("x\r\nx-more: 1".to_owned()),
        ..phone
    };
    for header in ["", "\r\nauthorization: Basic x"] {
        let answer = send(
            &clinic,
            &unsigned,
            &format!("GET /v1/me HTTP/1.1{header}"),
            b"",
        )
        .await;
        assert_eq!(answer.status, 401, "{}", answer.body);
    }
}

#[tokio::test]
async fn a_challenge_names_who_is_signed_in_and_its_proof_needs_nobody() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let key = IdempotencyKey::random().unwrap();
    let challenge = phone.session.challenge(&pin_at_home(), &key).await.unwrap();
    let statement = PresenceStatement::from_der(&challenge.statement).unwrap();
    assert_eq!(statement.account.as_str(), "staff11");
    let proof = clinic.tap("T01", &challenge);
    let phone = phone.sign_in("doctor01").await.unwrap();
    // The next nurse's request is not the last one's, whatever its key.
    let answer = phone.session.challenge(&pin_at_home(), &key).await;
    assert_refused(answer, Code::IdempotencyConflict, 409);
    let other = clinic.tap("T02", &phone.challenge().await);
    assert!(phone.deliver(&proof).await.is_ok());
    phone.session.sign_out().await.unwrap();
    assert!(phone.deliver(&other).await.is_ok());
    let answer = phone.session.challenge(&pin_at_home(), &key).await;
    assert_refused(answer, Code::SessionEnded, 401);
}

#[tokio::test]
async fn a_password_entered_again_counts_for_five_minutes() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let reauth = async |password: Password| {
        phone
            .session
            .reauthenticate(&ReauthRequest { password })
            .await
    };
    let kept = async || {
        let row = session::Entity::find().one(&clinic.database).await.unwrap();
        row.unwrap()
            .reauth_until
            .map(TimeDateTimeWithTimeZone::unix_timestamp)
    };
    assert_refused(reauth(wrong_password()).await, Code::SignInRefused, 401);
    assert_eq!(kept().await, None);
    let answer = reauth(password_of("staff11")).await.unwrap();
    assert_eq!(answer.valid_until, clinic.clock.now() + REAUTH);
    assert_eq!(kept().await, Some(answer.valid_until.as_second()));
    // Never longer than the session.
    clinic.pass(LONGEST - SECOND);
    let last = reauth(password_of("staff11")).await.unwrap();
    assert_eq!(last.valid_until, clinic.clock.now() + SECOND);
    clinic.pass(SECOND);
    let late = reauth(password_of("staff11")).await;
    assert_refused(late, Code::SessionEnded, 401);
    // Signing in anew does not bring it along.
    let phone = phone.sign_in("staff11").await.unwrap();
    assert_eq!(kept().await, None);
    drop(phone);
}

#[tokio::test]
async fn wrong_passwords_of_a_session_lock_the_account_too() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let reauth = async |password: Password| {
        phone
            .session
            .reauthenticate(&ReauthRequest { password })
            .await
    };
    clinic.mistype("staff11", 4).await;
    assert_refused(reauth(wrong_password()).await, Code::AccountPaused, 429);
    // The pause is for passwords; who is signed in goes on.
    assert_refused(
        reauth(password_of("staff11")).await,
        Code::AccountPaused,
        429,
    );
    assert!(phone.session.me().await.is_ok());
    clinic.pass(SignedDuration::from_mins(30));
    clinic.mistype("staff11", 4).await;
    assert_refused(reauth(wrong_password()).await, Code::AccountLocked, 403);
    assert_refused(phone.session.me().await, Code::AccountLocked, 403);
}

#[tokio::test]
async fn what_an_administrator_changes_takes_effect_on_the_next_request() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let me = async || phone.session.me().await;
    let account = |role: &str, until: Option<&str>| account::ActiveModel {
        role: Set(role.to_owned()),
        valid_until: Set(until.map(str::to_owned)),
        ..Default::default()
    };
    let change = async |change| clinic.change_account("staff11", change).await;
    change(account("general", Some("20261121"))).await;
    assert_refused(me().await, Code::AccountOutsidePeriod, 403);
    change(account("receiptComputer", None)).await;
    assert_refused(me().await, Code::AccountNotPermitted, 403);
    change(account("medicalViewer", None)).await;
    assert_eq!(me().await.unwrap().account.role, Role::MedicalViewer);
    clinic
        .set_environment(|settings| settings.home_visit = false)
        .await;
    assert_refused(me().await, Code::HomeVisitDisabled, 403);
    let again = phone.try_password("staff11", &password_of("staff11")).await;
    assert_refused(again, Code::HomeVisitDisabled, 403);
    clinic
        .set_environment(|settings| {
            settings.home_visit = true;
            settings.visual = false;
        })
        .await;
    assert!(!phone.session.environment().await.unwrap().visual);
}

#[tokio::test]
async fn the_audit_log_names_accounts_and_devices_and_never_what_was_typed() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let id = phone.id.clone();
    for typed in ["staff11", "secret99"] {
        let refused = phone.try_password(typed, &wrong_password()).await;
        assert_refused(refused, Code::SignInRefused, 401);
    }
    let refused = phone.try_password("nurse02", &password_of("nurse02")).await;
    assert_refused(refused, Code::AccountNeverSignedIn, 403);
    let password = password_of("staff11");
    let again = ReauthRequest { password };
    phone.session.reauthenticate(&again).await.unwrap();
    phone.session.sign_out().await.unwrap();
    phone.client.deregister().await.unwrap();
    let events = audit_event::Entity::find()
        .order_by_asc(audit_event::Column::Seq)
        .all(&clinic.database)
        .await
        .unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| {
            let subject = event.subject.as_deref().unwrap_or("-");
            format!("{} {} {subject}", event.actor, event.action)
        })
        .collect();
    let tail = told[0].rsplit(' ').next().unwrap();
    assert_eq!(tail.len(), 4);
    let expected = [
        format!("console:kanri01 code-issued {tail}"),
        format!("account:staff11@{id} device-registered {id}"),
        format!("account:staff11@{id} signed-in -"),
        format!("device:{id} sign-in-refused staff11"),
        format!("device:{id} sign-in-refused -"),
        format!("account:nurse02@{id} sign-in-refused -"),
        format!("account:staff11@{id} reauthenticated -"),
        format!("account:staff11@{id} signed-out -"),
        format!("device:{id} device-deregistered {id}"),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn bodies_of_sessions_are_read_strictly() {
    let clinic = Clinic::open().await;
    let phone = Arc::new(clinic.phone().await);
    let post = async |path: &str, body: &str| {
        let head = format!(
            "POST {path} HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: {}",
            body.len()
        );
        send(&clinic, &phone, &head, body.as_bytes()).await.status
    };
    for body in [
        "{}",
        r#"{"userId":"staff11"}"#,
        r#"{"userId":"staff11","password":"x","more":1}"#,
        r#"{"userId":"ninechars","password":"x"}"#,
        r#"{"userId":"staff11","password":["x"]}"#,
    ] {
        assert_eq!(post("/v1/sessions", body).await, 400, "{body}");
    }
    for body in ["{}", r#"{"password":"x","userId":"staff11"}"#] {
        assert_eq!(post("/v1/sessions/self/reauth", body).await, 400, "{body}");
    }
    let large = format!(r#"{{"password":"{}"}}"#, "x".repeat(70_000));
    assert_eq!(post("/v1/sessions/self/reauth", &large).await, 413);
}
