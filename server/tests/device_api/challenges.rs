//! Challenges, and who may ask for them.

use jiff::SignedDuration;
use kyotaku_core::api::{ApiError, IdempotencyKey};
use kyotaku_core::secret::SessionToken;
use kyotaku_core::wire::api::ChallengeRequest;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::DeviceKeyHash;
use kyotaku_core::wire::presence::{CareKind, Expectation, Method, PresenceStatement};
use kyotaku_server::presence::challenge::MOST_OPEN;
use kyotaku_server::store;
use kyotaku_server::store::challenge::forget_unused;
use kyotaku_server::store::entity::{account, challenge, institution};
use sea_orm::{EntityTrait as _, PaginatorTrait as _, Set};
use sha2::{Digest as _, Sha256};

use crate::clinic::{CLINIC, Clinic, assert_refused, device_ca, pin_at_home};

fn key() -> IdempotencyKey {
    IdempotencyKey::random().unwrap()
}

#[tokio::test]
async fn a_challenge_says_what_was_chosen_and_passes_the_phones_check() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let challenge = phone.challenge().await;
    let spki = phone
        .identity
        .vault
        .device_public_key()
        .unwrap()
        .to_spki_der();
    let expected = Expectation {
        challenge_id: challenge.challenge_id,
        institution: CLINIC.parse().unwrap(),
        device_key: DeviceKeyHash::new(Sha256::digest(spki).into()),
        account: "staff11".parse().unwrap(),
        care_kind: CareKind::HomeVisit,
        method: Method::Pin,
        visual_record: None,
        clock_tolerance: SignedDuration::ZERO,
    };
    let checked =
        PresenceStatement::check(&challenge.statement, &expected, clinic.clock.now()).unwrap();
    assert_eq!(checked.statement().tap_before, challenge.tap_before);
}

#[tokio::test]
async fn the_same_idempotency_key_gives_the_same_challenge() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let key = key();
    let first = phone.session.challenge(&pin_at_home(), &key).await.unwrap();
    clinic.pass(SignedDuration::from_mins(1));
    assert_eq!(
        phone.session.challenge(&pin_at_home(), &key).await.unwrap(),
        first
    );
    // Keys of different devices are different keys.
    assert_ne!(
        other.session.challenge(&pin_at_home(), &key).await.unwrap(),
        first
    );
    let outpatient = ChallengeRequest {
        care_kind: CareKind::Outpatient,
        ..pin_at_home()
    };
    let conflict = phone.session.challenge(&outpatient, &key).await;
    assert_refused(conflict, Code::IdempotencyConflict, 409);
}

#[tokio::test]
async fn the_web_is_no_method_of_the_app_and_a_pin_has_no_record() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let record = Some("e30.e30.AA".to_owned());
    let ask = |method, visual_record| {
        let request = ChallengeRequest {
            method,
            visual_record,
            ..pin_at_home()
        };
        let session = phone.session.clone();
        async move { session.challenge(&request, &key()).await }
    };
    for record in [None, record.clone()] {
        let refused = ask(Method::Web, record).await;
        assert_refused(refused, Code::MethodNotOffered, 422);
    }
    assert_refused(ask(Method::Pin, record).await, Code::RequestMalformed, 400);
    let issued = challenge::Entity::find().count(&clinic.database).await;
    assert_eq!(issued.unwrap(), 0);
    let challenge = ask(Method::Pin, None).await.unwrap();
    let statement = PresenceStatement::from_der(&challenge.statement).unwrap();
    assert_eq!(statement.method, Method::Pin);
}

#[tokio::test]
async fn home_visits_are_what_the_app_is_for_and_other_care_has_its_own_setting() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let ask = async |care_kind| {
        let request = ChallengeRequest {
            care_kind,
            ..pin_at_home()
        };
        phone.session.challenge(&request, &key()).await
    };
    for (home_visit, outpatient) in [(true, false), (false, true), (false, false), (true, true)] {
        let settings = institution::ActiveModel {
            code: Set(CLINIC.to_owned()),
            home_visit: Set(home_visit),
            outpatient: Set(outpatient),
            ..Default::default()
        };
        institution::Entity::update(settings)
            .exec(&clinic.database)
            .await
            .unwrap();
        for (care_kind, is_on) in [
            (CareKind::HomeVisit, true),
            (CareKind::Outpatient, outpatient),
            (CareKind::Online, false),
        ] {
            let answer = ask(care_kind).await;
            if !home_visit {
                assert_refused(answer, Code::HomeVisitDisabled, 403);
            } else if is_on {
                assert_eq!(answer.map(|_| ()).ok(), Some(()), "{care_kind:?}");
            } else {
                assert_refused(answer, Code::CareKindNotOffered, 403);
            }
        }
    }
}

#[tokio::test]
async fn the_settings_of_the_seed_are_those_of_the_institutions() {
    let clinic = Clinic::open().await;
    for (institution, home_visit, outpatient) in [
        (CLINIC, true, true),
        ("9919999020", false, false),
        ("9969999011", true, false),
    ] {
        let code = institution.parse().unwrap();
        let found = store::institution::find(&clinic.database, &code).await;
        let found = found.unwrap().unwrap();
        assert_eq!(
            (found.environment.home_visit, found.environment.outpatient),
            (home_visit, outpatient),
            "{institution}"
        );
    }
}

#[tokio::test]
async fn few_challenges_of_a_device_wait_for_their_tap_at_once() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let first_key = key();
    let first = phone.session.challenge(&pin_at_home(), &first_key).await;
    let first = first.unwrap();
    let requests: Vec<_> = (0..39)
        .map(|_| {
            let session = phone.session.clone();
            tokio::spawn(async move { session.challenge(&pin_at_home(), &key()).await })
        })
        .collect();
    let mut open = 1;
    for request in requests {
        match request.await.unwrap() {
            Ok(_) => open += 1,
            refused => assert_refused(refused, Code::TooManyChallenges, 429),
        }
    }
    assert_eq!(open, MOST_OPEN);
    let more = async || phone.session.challenge(&pin_at_home(), &key()).await;
    assert_refused(more().await, Code::TooManyChallenges, 429);
    // The lost answer to an earlier request is given again, and other devices are not concerned.
    let again = phone.session.challenge(&pin_at_home(), &first_key).await;
    assert_eq!(again.unwrap(), first);
    other.challenge().await;
    // A used challenge makes room for one, the end of their time for all.
    phone.deliver(&clinic.tap("T01", &first)).await.unwrap();
    assert!(more().await.is_ok());
    assert_refused(more().await, Code::TooManyChallenges, 429);
    clinic.pass(PresenceStatement::LONGEST_TAP_WINDOW);
    assert_refused(more().await, Code::TooManyChallenges, 429);
    clinic.pass(SignedDuration::from_secs(1));
    for _ in 0..MOST_OPEN {
        assert!(more().await.is_ok());
    }
    assert_refused(more().await, Code::TooManyChallenges, 429);
}

#[tokio::test]
async fn an_account_gets_challenges_on_the_days_of_its_use_only() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    // It is noon of 22 November in Japan.
    for (role, from, until, refused) in [
        ("general", "20261122", Some("20261122"), None),
        ("general", "20210101", None, None),
        (
            "general",
            "20261123",
            None,
            Some(Code::AccountOutsidePeriod),
        ),
        (
            "general",
            "20210101",
            Some("20261121"),
            Some(Code::AccountOutsidePeriod),
        ),
        (
            "administrator",
            "20210101",
            None,
            Some(Code::AccountNotPermitted),
        ),
    ] {
        let change = account::ActiveModel {
            institution: Set(CLINIC.to_owned()),
            id: Set("staff11".to_owned()),
            role: Set(role.to_owned()),
            valid_from: Set(from.to_owned()),
            valid_until: Set(until.map(str::to_owned)),
            ..Default::default()
        };
        account::Entity::update(change)
            .exec(&clinic.database)
            .await
            .unwrap();
        let answer = phone.session.challenge(&pin_at_home(), &key()).await;
        match refused {
            None => assert!(answer.is_ok(), "{role} {from} {until:?}"),
            Some(code) => assert_refused(answer, code, 403),
        }
    }
}

#[tokio::test]
async fn a_pending_proof_is_delivered_although_the_account_has_ended() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let proof = clinic.tap("T01", &phone.challenge().await);
    let change = account::ActiveModel {
        institution: Set(CLINIC.to_owned()),
        id: Set("staff11".to_owned()),
        valid_until: Set(Some("20261121".to_owned())),
        ..Default::default()
    };
    account::Entity::update(change)
        .exec(&clinic.database)
        .await
        .unwrap();
    assert!(phone.deliver(&proof).await.is_ok());
}

#[tokio::test]
async fn without_a_client_certificate_only_the_status_is_told() {
    let clinic = Clinic::open().await;
    let client = clinic.client(None, &clinic.clock);
    assert_eq!(client.status().await.unwrap().time, clinic.clock.now());
    let answer = client
        .session(SessionToken::new(String::new()))
        .challenge(&pin_at_home(), &key())
        .await;
    assert_refused(answer, Code::DeviceCertificateMissing, 401);
}

#[tokio::test]
async fn a_revoked_device_is_told_so_on_its_next_request() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let proof = clinic.tap("T01", &phone.challenge().await);
    clinic.revoke(&phone).await;
    assert_refused(phone.deliver(&proof).await, Code::DeviceRevoked, 403);
    let answer = phone.session.challenge(&pin_at_home(), &key()).await;
    match answer {
        // It is named, because whom this means is to erase itself.
        Err(ApiError::Problem(problem)) => assert_eq!(problem.device, Some(phone.id)),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn no_other_refusal_names_a_device() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let session = phone.client.session(SessionToken::new(String::new()));
    match session.challenge(&pin_at_home(), &key()).await {
        Err(ApiError::Problem(problem)) => {
            assert_eq!(problem.code, Code::SessionEnded.as_str());
            assert_eq!(problem.device, None);
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn an_expired_device_is_told_to_renew() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    clinic.pass(SignedDuration::from_hours(24 * 365));
    assert!(
        phone
            .session
            .challenge(&pin_at_home(), &key())
            .await
            .is_ok()
    );
    clinic.pass(SignedDuration::from_secs(1));
    let answer = phone.session.challenge(&pin_at_home(), &key()).await;
    assert_refused(answer, Code::DeviceCertificateExpired, 403);
    // Also on a new connection: the handshake does not judge the time.
    let client = clinic.client(Some(&phone.identity), &clinic.clock);
    let answer = client
        .session(SessionToken::new(String::new()))
        .challenge(&pin_at_home(), &key())
        .await;
    assert_refused(answer, Code::DeviceCertificateExpired, 403);
}

#[tokio::test]
async fn a_certified_but_unregistered_device_is_unknown() {
    let (clinic, elsewhere) = (Clinic::open().await, Clinic::open().await);
    let phone = clinic.phone_at(CLINIC, &elsewhere.database).await;
    let answer = phone.session.challenge(&pin_at_home(), &key()).await;
    assert_refused(answer, Code::DeviceUnknown, 403);
}

#[tokio::test]
async fn a_certificate_of_another_ca_fails_the_handshake() {
    let clinic = Clinic::open().await;
    // The server's own CA: it certifies servers, not devices.
    let key_file = clinic.file("forger.key");
    std::fs::write(&key_file, kyotaku_cardsim::pki::keys::TLS_CA.pem()).unwrap();
    let forger = device_ca(&clinic.file("tls-ca.pem"), &key_file);
    // And one that only claims the name of the device CA.
    let impostor = device_ca(&clinic.file("device-ca.pem"), &key_file);
    for ca in [forger, impostor] {
        let phone = clinic.phone_of(&ca, CLINIC, &clinic.database).await;
        let answer = phone.session.challenge(&pin_at_home(), &key()).await;
        assert!(
            matches!(answer, Err(ApiError::Offline(_) | ApiError::Tls(_))),
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn housekeeping_forgets_old_unused_challenges_only() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let used = phone.challenge().await;
    let proof = phone.sign(&clinic.tap("T01", &used));
    phone.client.prove(&proof).await.unwrap();
    let unused = clinic.tap("T02", &phone.challenge().await);
    clinic.pass(SignedDuration::from_secs(1));
    let border = clinic.clock.now();
    let young = clinic.tap("T03", &phone.challenge().await);
    assert_eq!(forget_unused(&clinic.database, border).await.unwrap(), 1);
    assert_refused(phone.deliver(&unused).await, Code::ChallengeUnknown, 404);
    assert!(phone.deliver(&young).await.is_ok());
    assert!(phone.client.prove(&proof).await.unwrap().replayed);
}
