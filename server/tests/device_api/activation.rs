//! Registering devices with activation codes.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::SignedDuration;
use kyotaku_core::api::{ApiError, Identity};
use kyotaku_core::wire::api::RegisterResponse;
use kyotaku_core::wire::code::Code;
use kyotaku_server::activation::REPEATABLE;
use kyotaku_server::administration::codes::{self, CodeState, MOST_UNUSED, NewCode};
use kyotaku_server::problem::ApiError as ServiceError;
use kyotaku_server::store::entity::device;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use crate::clinic::{CLINIC, Clinic, assert_refused, refusal};
use crate::phone::{NewPhone, Phone};

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// The code as the administrator's list has it.
async fn listed(clinic: &Clinic, code: &codes::IssuedCode) -> codes::ListedCode {
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    let all = codes::list(&clinic.database, &acting, now).await.unwrap();
    let mut all = all.into_iter();
    all.find(|listed| listed.stored.id == code.stored.id)
        .unwrap()
}

#[tokio::test]
async fn four_right_inputs_make_a_phone_a_device_of_the_institution() {
    let clinic = Clinic::open().await;
    let new = NewCode {
        days: 14,
        device_name: Some("訪問1号".to_owned()),
        replaces: None,
    };
    let code = clinic.issue(&new).await.unwrap();
    assert_eq!(listed(&clinic, &code).await.state, CodeState::Unused);
    let phone = NewPhone::of(&clinic);
    let answer = phone.register(&clinic, &code, "doctor01").await.unwrap();
    assert!(!answer.replayed);
    assert_eq!(answer.institution.code.as_str(), CLINIC);
    assert_eq!(answer.institution.name, "参考内科クリニック");
    assert_eq!(answer.institution.kind, "1");
    let environment = &answer.institution.environment;
    assert!(environment.home_visit && environment.visual && environment.view_consent);
    let year = SignedDuration::from_hours(24 * 365);
    assert_eq!(answer.not_after, clinic.clock.now() + year);
    let used = listed(&clinic, &code).await;
    assert_eq!(used.state, CodeState::Used);
    let device = used.device.unwrap();
    assert_eq!(device.id, answer.device_id);
    assert_eq!(device.account.as_str(), "doctor01");
    assert_eq!(device.name.as_deref(), Some("訪問1号"));
    // The device belongs to the institution: any account of the app may sign in on it.
    let phone = phone.registered(&clinic, &answer);
    let phone = phone.sign_in("staff11").await.unwrap();
    assert!(phone.visit(&clinic, "T01").await.is_ok());
}

#[tokio::test]
async fn a_phone_may_name_itself_where_the_administrator_has_not() {
    let clinic = Clinic::open().await;
    let register = async |name: &str| {
        let (code, new) = (clinic.code().await, NewPhone::of(&clinic));
        let mut inputs = new.inputs(&code, "staff11");
        inputs.device_name = Some(name.to_owned());
        let client = clinic.client(None, &clinic.clock);
        let answer = client.register(&inputs).await?;
        let phone = new.registered(&clinic, &answer).sign_in("staff11").await?;
        Ok::<_, ApiError>(phone.session.me().await?.device)
    };
    let device = register("看護師の電話").await.unwrap();
    assert_eq!(device.name.as_deref(), Some("看護師の電話"));
    for wrong in ["長".repeat(41).as_str(), "two\nlines"] {
        assert_refused(register(wrong).await, Code::RequestMalformed, 400);
    }
}

#[tokio::test]
async fn a_lost_answer_is_given_again_for_a_day_to_the_same_key_alone() {
    let clinic = Clinic::open().await;
    let code = clinic.code().await;
    // On its last second, so that the repetition is after the end of the code.
    clinic.pass(SignedDuration::from_hours(24 * 14) - SECOND);
    let phone = NewPhone::of(&clinic);
    let first = phone.register(&clinic, &code, "staff11").await.unwrap();
    let again = async || phone.register(&clinic, &code, "staff11").await;
    let same = RegisterResponse {
        replayed: true,
        ..first.clone()
    };
    assert_eq!(again().await.unwrap(), same);
    clinic.pass(REPEATABLE);
    assert_eq!(again().await.unwrap(), same);
    // It still takes all four inputs.
    let mut wrong = phone.inputs(&code, "staff11");
    wrong.password = crate::phone::wrong_password();
    let client = clinic.client(None, &clinic.clock);
    assert_refused(
        client.register(&wrong).await,
        Code::RegistrationRefused,
        403,
    );
    let other = NewPhone::of(&clinic);
    assert_refused(
        other.register(&clinic, &code, "staff11").await,
        Code::ActivationCodeUsed,
        409,
    );
    clinic.pass(SECOND);
    assert_refused(again().await, Code::ActivationCodeUsed, 409);
    let devices = device::Entity::find().count(&clinic.database).await;
    assert_eq!(devices.unwrap(), 1);
}

#[tokio::test]
async fn of_phones_that_race_for_one_code_exactly_one_wins() {
    let clinic = Arc::new(Clinic::open().await);
    let code = Arc::new(clinic.code().await);
    let phones: Vec<_> = (0..20)
        .map(|_| {
            let (clinic, code) = (Arc::clone(&clinic), Arc::clone(&code));
            let phone = NewPhone::of(&clinic);
            tokio::spawn(async move { phone.register(&clinic, &code, "staff11").await })
        })
        .collect();
    let mut winners = 0;
    for phone in phones {
        match phone.await.unwrap() {
            Ok(answer) => {
                assert!(!answer.replayed);
                winners += 1;
            }
            refused => assert_refused(refused, Code::ActivationCodeUsed, 409),
        }
    }
    assert_eq!(winners, 1);
    let devices = device::Entity::find().count(&clinic.database).await;
    assert_eq!(devices.unwrap(), 1);
}

#[tokio::test]
async fn a_phone_that_asks_many_times_at_once_is_one_device() {
    let clinic = Arc::new(Clinic::open().await);
    let code = Arc::new(clinic.code().await);
    let phone = Arc::new(NewPhone::of(&clinic));
    let requests: Vec<_> = (0..8)
        .map(|_| {
            let (clinic, code) = (Arc::clone(&clinic), Arc::clone(&code));
            let phone = Arc::clone(&phone);
            tokio::spawn(async move { phone.register(&clinic, &code, "staff11").await })
        })
        .collect();
    let mut certificates = BTreeSet::new();
    let mut new = 0;
    for request in requests {
        let answer = request.await.unwrap().unwrap();
        new += usize::from(!answer.replayed);
        certificates.insert(answer.certificate);
    }
    assert_eq!((new, certificates.len()), (1, 1));
}

#[tokio::test]
async fn a_key_is_one_device_for_ever() {
    let clinic = Clinic::open().await;
    let phone = NewPhone::of(&clinic);
    let (first, second) = (clinic.code().await, clinic.code().await);
    let answer = phone.register(&clinic, &first, "staff11").await.unwrap();
    let again = phone.register(&clinic, &second, "staff11").await;
    assert_refused(again, Code::IdempotencyConflict, 409);
    // The refusal has not used the code up; a new key is what it takes.
    let other = NewPhone::of(&clinic);
    assert!(other.register(&clinic, &second, "staff11").await.is_ok());
    let left = phone.registered(&clinic, &answer);
    left.client.deregister().await.unwrap();
    let third = clinic.code().await;
    let request = NewPhone::of(&clinic).inputs(&third, "staff11");
    let request = kyotaku_core::wire::api::RegisterRequest {
        certification_request: kyotaku_core::vault::certification_request(
            left.identity.vault.as_ref(),
        )
        .unwrap(),
        ..request
    };
    let client = clinic.client(None, &clinic.clock);
    assert_refused(
        client.register(&request).await,
        Code::IdempotencyConflict,
        409,
    );
}

#[tokio::test]
async fn a_copied_installation_is_worth_nothing_without_the_key() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let copy = Identity {
        certificate: phone.identity.certificate.clone(),
        vault: NewPhone::of(&clinic).vault,
    };
    let client = clinic.client(Some(&copy), &clinic.clock);
    let answer = client.session(phone.token.clone()).me().await;
    assert!(
        matches!(answer, Err(ApiError::Offline(_) | ApiError::Tls(_))),
        "{answer:?}"
    );
    // Token and certificate, and the key of another registered phone.
    let other = clinic.phone().await;
    let answer = other.client.session(phone.token.clone()).me().await;
    assert_refused(answer, Code::SessionEnded, 401);
    assert!(phone.session.me().await.is_ok());
}

#[tokio::test]
async fn the_phone_that_takes_anothers_place_ends_it_in_one_step() {
    let clinic = Clinic::open().await;
    let old = clinic.phone().await;
    let new = NewCode {
        days: 14,
        device_name: None,
        replaces: Some(old.id.clone()),
    };
    let code = clinic.issue(&new).await.unwrap();
    assert!(old.session.me().await.is_ok(), "until the code is used");
    let phone = NewPhone::of(&clinic);
    let answer = phone.register(&clinic, &code, "staff11").await.unwrap();
    assert_refused(old.session.me().await, Code::DeviceRevoked, 403);
    let phone: Phone = phone.registered(&clinic, &answer);
    assert!(phone.sign_in("staff11").await.is_ok());
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    let all = codes::list(&clinic.database, &acting, now).await.unwrap();
    let states: Vec<_> = all
        .iter()
        .map(|listed| (listed.device.as_ref().unwrap().id.clone(), listed.state))
        .collect();
    assert!(states.contains(&(old.id, CodeState::Invalidated)));
    assert!(states.contains(&(answer.device_id, CodeState::Used)));
}

#[tokio::test]
async fn invalidating_a_used_code_revokes_its_device() {
    let clinic = Clinic::open().await;
    let code = clinic.code().await;
    let new = NewPhone::of(&clinic);
    let answer = new.register(&clinic, &code, "staff11").await.unwrap();
    let again = new.inputs(&code, "staff11");
    let phone = new.registered(&clinic, &answer);
    let phone = phone.sign_in("staff11").await.unwrap();
    let (acting, now) = (clinic.administrator().await, clinic.clock.now());
    codes::invalidate(&clinic.database, &acting, code.stored.id, now)
        .await
        .unwrap();
    assert_refused(phone.session.me().await, Code::DeviceRevoked, 403);
    let client = clinic.client(None, &clinic.clock);
    assert_refused(
        client.register(&again).await,
        Code::ActivationCodeRevoked,
        403,
    );
}

#[tokio::test]
async fn at_most_fifty_codes_wait_for_their_use() {
    let clinic = Arc::new(Clinic::open().await);
    let issue = |days| {
        let clinic = Arc::clone(&clinic);
        let new = NewCode {
            days,
            ..NewCode::default()
        };
        async move { clinic.issue(&new).await }
    };
    let first = issue(1).await.unwrap();
    let second = issue(14).await.unwrap();
    let issued: Vec<_> = (0..60).map(|_| tokio::spawn(issue(14))).collect();
    let mut waiting = 2;
    for issued in issued {
        match issued.await.unwrap() {
            Ok(_) => waiting += 1,
            Err(ServiceError::Refused(Code::ActivationCodesTooMany)) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(waiting, MOST_UNUSED);
    let is_full = async || {
        let refused = issue(14).await;
        matches!(
            refused,
            Err(ServiceError::Refused(Code::ActivationCodesTooMany))
        )
    };
    assert!(is_full().await);
    // One that is used, one that is invalidated and one that has expired make room for three.
    let phone = NewPhone::of(&clinic);
    phone.register(&clinic, &second, "staff11").await.unwrap();
    assert!(!is_full().await && is_full().await);
    let last = clinic.administrator().await;
    let all = codes::list(&clinic.database, &last, clinic.clock.now()).await;
    let unused = all
        .unwrap()
        .into_iter()
        .find(|listed| listed.state == CodeState::Unused && listed.stored.id != first.stored.id);
    let (id, now) = (unused.unwrap().stored.id, clinic.clock.now());
    codes::invalidate(&clinic.database, &last, id, now)
        .await
        .unwrap();
    assert!(!is_full().await && is_full().await);
    clinic.pass(SignedDuration::from_hours(24));
    assert!(!is_full().await && is_full().await);
}

#[tokio::test]
async fn a_revoked_phone_that_asks_again_learns_that_its_code_is_invalid() {
    let clinic = Clinic::open().await;
    let (code, new) = (clinic.code().await, NewPhone::of(&clinic));
    let answer = new.register(&clinic, &code, "staff11").await.unwrap();
    let again = new.inputs(&code, "staff11");
    let phone = new.registered(&clinic, &answer);
    clinic.revoke(&phone).await;
    assert_eq!(listed(&clinic, &code).await.state, CodeState::Invalidated);
    let client = clinic.client(None, &clinic.clock);
    let refused = refusal(client.register(&again).await);
    assert_eq!(refused.0, Code::ActivationCodeRevoked.as_str());
}
