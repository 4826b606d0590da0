//! What a server writes about its visits.

use kyotaku_cardsim::world::World;
use kyotaku_core::wire::api::ResultQuery;

use crate::clinic::Clinic;
use crate::log::keep_secret;

/// The refusals of the other files are searched too, by each test for itself.
#[tokio::test]
async fn the_log_of_everybodys_visits_names_routes_and_codes_and_nobody() {
    let clinic = Clinic::open().await;
    let mut accepted = 0;
    for card in World::card_names() {
        let image = clinic.world.card(card).unwrap();
        if image.image().authentication.certificate.is_none() {
            continue;
        }
        // A device for each card: few challenges of one may be open.
        let phone = clinic.lasting_phone().await;
        let request = phone.sign(&clinic.tap(card, &phone.challenge().await));
        if phone.client.prove(&request).await.is_ok() {
            assert!(phone.client.prove(&request).await.unwrap().replayed);
            accepted += 1;
        }
    }
    assert!(accepted >= 13, "only {accepted} cards were accepted");
    let log = clinic.log.text();
    for told in [
        "/v1/presence/proofs",
        "/v1/presence/challenges",
        "MKA-E2022",
    ] {
        assert!(log.contains(told), "{told} is not told");
    }
    clinic.log.assert_tells_nobody();
}

/// Conditions of a search travel in the address, which is what programs like to log.
#[tokio::test]
async fn consents_and_searches_leave_nothing_of_the_patient_in_the_log() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let answer = phone.answer(&clinic.everything(&visit)).await.unwrap();
    keep_secret(&answer.reception_number);
    let name = &visit.person.name_kana;
    let in_address = name
        .bytes()
        .fold(String::new(), |text, byte| format!("{text}%{byte:02X}"));
    keep_secret(&in_address[..24]);
    let query = ResultQuery {
        kana: Some(name.clone()),
        birthdate: visit.person.birthdate.date(),
        reference_number: Some("0000000101".to_owned()),
        ..ResultQuery::default()
    };
    let found = phone.session.results(&query).await.unwrap().results;
    assert_eq!(found.len(), 1);
    phone
        .session
        .result(&found[0].reception_number)
        .await
        .unwrap();
    let log = clinic.log.text();
    for told in [
        "/v1/consents",
        "/v1/qualifications",
        "/v1/qualifications/{receptionNumber}",
    ] {
        assert!(log.contains(told), "{told} is not told");
    }
    clinic.log.assert_tells_nobody();
}

/// Libraries log at this level too; a search of nothing would find nothing.
#[tokio::test]
async fn the_log_is_that_of_the_most_talkative_level() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.visit(&clinic, "T01").await.unwrap();
    for talker in ["TRACE hyper_util::", "DEBUG hyper_util::", "INFO request{"] {
        assert!(clinic.log.count(talker, "") > 0, "{talker} says nothing");
    }
}
