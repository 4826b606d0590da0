//! Proofs that are accepted.

use jiff::SignedDuration;
use kyotaku_core::wire::api::{AcceptedStanding, ProofResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::qualification::QualificationValidity;
use kyotaku_server::housekeeping::tidy;
use kyotaku_server::store::entity::{person_certificate, result, visit};
use sea_orm::{EntityTrait as _, PaginatorTrait as _, Set};

use crate::clinic::{Clinic, assert_refused};

#[tokio::test]
async fn without_consent_a_proof_is_answered_with_person_standing_and_qualification() {
    let clinic = Clinic::without_consent().await;
    let phone = clinic.phone().await;
    let answer = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(answer.reception_number.as_deref(), Some("2026112200001"));
    assert_eq!(answer.verified_at, clinic.clock.now());
    assert!(!answer.replayed);
    assert_eq!(answer.person.name, "試験　花子");
    assert_eq!(answer.person.name_kana, "ｼｹﾝ ﾊﾅｺ");
    assert_eq!(
        answer.certificate_standing.standing,
        AcceptedStanding::Valid
    );
    assert_eq!(answer.certificate_standing.code, None);
    let qualification = answer.qualification.unwrap();
    assert_eq!(
        qualification.qualification_validity,
        QualificationValidity::Valid
    );
    assert_eq!(
        qualification.result_list[0].insurer_number.as_deref(),
        Some("39990015")
    );
    let second = phone.visit(&clinic, "T02").await.unwrap();
    assert_eq!(second.reception_number.as_deref(), Some("2026112200002"));
}

#[tokio::test]
async fn reception_numbers_start_again_with_each_day_in_japan_and_each_institution() {
    let clinic = Clinic::without_consent().await;
    let phone = clinic.lasting_phone().await;
    let other = clinic.phone_at("9969999011", &clinic.database).await;
    phone.visit(&clinic, "T01").await.unwrap();
    let elsewhere = other.visit(&clinic, "T01").await.unwrap();
    assert_eq!(elsewhere.reception_number.as_deref(), Some("2026112200001"));
    // It is noon in Japan; twelve hours later the day has changed there, not in UTC.
    clinic.pass(SignedDuration::from_hours(12));
    let tomorrow = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(tomorrow.reception_number.as_deref(), Some("2026112300001"));
}

#[tokio::test]
async fn every_person_gets_the_validity_of_the_record() {
    use QualificationValidity as V;
    let clinic = Clinic::without_consent().await;
    let phone = clinic.phone().await;
    for (card, validity) in [
        ("T03", V::Valid),
        ("T04", V::Valid),
        ("T05", V::InvalidNewExists),
        ("T06", V::Invalid),
        ("T07", V::Valid),
        ("T08", V::ValidUnregistered),
        ("T09", V::Multiple),
        ("T10", V::Valid),
        ("T11", V::Valid),
        ("T12", V::Valid),
    ] {
        let answer = phone.visit(&clinic, card).await.unwrap();
        assert_eq!(
            answer.qualification.unwrap().qualification_validity,
            validity,
            "{card}"
        );
    }
}

#[tokio::test]
async fn a_certificate_in_its_grace_period_gives_the_qualification_and_says_so() {
    let clinic = Clinic::without_consent().await;
    let phone = clinic.phone().await;
    let answer = phone.visit(&clinic, "T13").await.unwrap();
    assert_eq!(
        answer.certificate_standing.standing,
        AcceptedStanding::Grace
    );
    assert_eq!(
        answer.certificate_standing.code.as_deref(),
        Some("MKA-E2020")
    );
    assert!(answer.qualification.is_some());
}

#[tokio::test]
async fn a_certificate_about_to_expire_is_accepted_with_a_warning() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let challenge = phone.challenge().await;
    let proof = clinic.tap("expiring", &challenge);
    let certificate = kyotaku_core::pki::UserCertificate::parse(&proof.certificate).unwrap();
    let link = person_certificate::ActiveModel {
        authority_key_id: Set(certificate.authority_key_id().to_vec()),
        serial: Set(certificate.serial().as_bytes().to_vec()),
        person: Set("T02".to_owned()),
    };
    person_certificate::Entity::insert(link)
        .exec_without_returning(&clinic.database)
        .await
        .unwrap();
    let answer = phone.deliver(&proof).await.unwrap();
    assert_eq!(
        answer.certificate_standing.standing,
        AcceptedStanding::Expiring
    );
    assert_eq!(
        answer.certificate_standing.code.as_deref(),
        Some("MKA-W2023")
    );
}

#[tokio::test]
async fn number_and_qualification_wait_for_the_consent() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let answer = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(answer.person.name, "試験　花子");
    assert_eq!(answer.reception_number, None);
    assert_eq!(answer.qualification, None);
    let results = result::Entity::find().count(&clinic.database).await;
    assert_eq!(results.unwrap(), 0);
}

#[tokio::test]
async fn the_identical_proof_again_gets_the_stored_answer_and_records_nothing() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let challenge = phone.challenge().await;
    let request = phone.sign(&clinic.tap("T01", &challenge));
    let first = phone.client.prove(&request).await.unwrap();
    clinic.pass(SignedDuration::from_hours(11));
    let again = phone.client.prove(&request).await.unwrap();
    assert!(again.replayed);
    assert_eq!(again.receipt, first.receipt);
    assert_eq!(
        ProofResponse {
            replayed: false,
            ..again
        },
        first
    );
    assert_eq!(
        visit::Entity::find().count(&clinic.database).await.unwrap(),
        1
    );
    clinic.pass(SignedDuration::from_hours(2));
    assert_refused(
        phone.client.prove(&request).await,
        Code::DeliveryTooLate,
        410,
    );
}

#[tokio::test]
async fn the_stored_answer_is_forgotten_when_nothing_can_be_delivered_any_more() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let challenge = phone.challenge().await;
    clinic.pass(SignedDuration::from_mins(1));
    let request = phone.sign(&clinic.tap("T01", &challenge));
    phone.client.prove(&request).await.unwrap();
    clinic.pass(SignedDuration::from_hours(12) - SignedDuration::from_mins(1));
    let tidied = async || tidy(&clinic.database, clinic.clock.now()).await.unwrap();
    assert_eq!(tidied().await.answers, 0);
    assert!(phone.client.prove(&request).await.unwrap().replayed);
    clinic.pass(SignedDuration::from_secs(1));
    assert_eq!(tidied().await.answers, 1);
    assert_eq!(tidied().await.answers, 0);
    let visit = visit::Entity::find().one(&clinic.database).await.unwrap();
    assert_eq!(visit.unwrap().stored_answer, None);
    let late = phone.client.prove(&request).await;
    assert_refused(late, Code::DeliveryTooLate, 410);
    // A server whose clock is behind says the same, and other proofs are told what they were.
    clinic.pass(SignedDuration::from_mins(-2));
    let late = phone.client.prove(&request).await;
    assert_refused(late, Code::DeliveryTooLate, 410);
    let other = clinic.tap("T02", &challenge);
    assert_refused(phone.deliver(&other).await, Code::ChallengeUsed, 409);
}

#[tokio::test]
async fn simultaneous_deliveries_of_one_proof_are_recorded_once() {
    let clinic = Clinic::without_consent().await;
    let phone = clinic.phone().await;
    let challenge = phone.challenge().await;
    let request = phone.sign(&clinic.tap("T01", &challenge));
    let deliveries: Vec<_> = (0..8)
        .map(|_| {
            let (client, request) = (phone.client.clone(), request.clone());
            tokio::spawn(async move { client.prove(&request).await })
        })
        .collect();
    let mut new = 0;
    for delivery in deliveries {
        let answer = delivery.await.unwrap().unwrap();
        assert_eq!(answer.reception_number.as_deref(), Some("2026112200001"));
        new += usize::from(!answer.replayed);
    }
    assert_eq!(new, 1);
    assert_eq!(
        visit::Entity::find().count(&clinic.database).await.unwrap(),
        1
    );
}

#[tokio::test]
async fn simultaneous_visits_draw_different_numbers() {
    let clinic = Clinic::without_consent().await;
    let mut visits = Vec::new();
    for card in ["T01", "T02", "T03", "T04", "T07", "T10"] {
        let phone = clinic.lasting_phone().await;
        let proof = clinic.tap(card, &phone.challenge().await);
        visits.push(tokio::spawn(async move { phone.deliver(&proof).await }));
    }
    let mut numbers = std::collections::BTreeSet::new();
    for visit in visits {
        numbers.insert(visit.await.unwrap().unwrap().reception_number);
    }
    assert_eq!(numbers.len(), 6);
    assert_eq!(numbers.last().unwrap().as_deref(), Some("2026112200006"));
}

#[tokio::test]
async fn a_proof_tapped_in_time_may_be_delivered_for_twelve_hours() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let proof = clinic.tap("T01", &phone.challenge().await);
    clinic.pass(SignedDuration::from_hours(12));
    assert!(phone.deliver(&proof).await.is_ok());
}
