//! Receipts: checked without the server, telling nothing of the patient.

use std::collections::BTreeSet;
use std::fs;

use kyotaku_core::api::IdempotencyKey;
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::jws::JwsError;
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::receipt::Receipt;
use kyotaku_server::statement::StatementKeys;
use serde_json::Value;

use crate::clinic::{CLINIC, Clinic, assert_refused, pin_at_home};

impl Clinic {
    async fn published(&self) -> Vec<P256Key> {
        let keys = self.client(None, &self.clock).keys().await.unwrap().keys;
        keys.iter().map(|jwk| jwk.key().unwrap()).collect()
    }
}

#[tokio::test]
async fn a_receipt_is_checked_with_the_published_key() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let key = clinic.published().await.remove(0);
    let receipt = Receipt::check(&visit.receipt, &key).unwrap();
    assert_eq!(receipt.receipt_id, visit.receipt_id);
    assert_eq!(receipt.institution.as_str(), CLINIC);
    assert_eq!(receipt.care_kind, CareKind::HomeVisit);
    assert_eq!(receipt.method, Method::Pin);
    assert_eq!(receipt.verified_at, visit.verified_at);
    let other = phone.identity.vault.device_public_key().unwrap();
    let refused = Receipt::check(&visit.receipt, &other);
    assert_eq!(refused, Err(JwsError::Signature));
    let second = phone.visit(&clinic, "T01").await.unwrap();
    assert_ne!(second.receipt_id, visit.receipt_id);
}

#[tokio::test]
async fn receipts_of_two_institutions_do_not_tell_that_it_is_one_person() {
    let clinic = Clinic::open().await;
    let key = clinic.published().await.remove(0);
    let here = clinic.phone().await;
    let there = clinic.phone_at("9969999011", &clinic.database).await;
    let mut seen = Vec::new();
    for (phone, card) in [
        (&here, "T01"),
        (&here, "T02"),
        (&there, "T01"),
        (&there, "T02"),
    ] {
        let jws = phone.visit(&clinic, card).await.unwrap().receipt;
        let again = phone.visit(&clinic, card).await.unwrap().receipt;
        let [receipt, again] = [jws, again].map(|jws| Receipt::check(&jws, &key).unwrap());
        assert_eq!(receipt.pseudonym, again.pseudonym, "it stays the same here");
        seen.push(receipt.pseudonym);
    }
    let different: BTreeSet<_> = seen.iter().collect();
    assert_eq!(different.len(), 4);
}

#[tokio::test]
async fn a_receipt_holds_what_is_documented_and_nothing_else() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let payload = visit.receipt.split('.').nth(1).unwrap();
    let payload: Value = serde_json::from_slice(&base64url::decode(payload).unwrap()).unwrap();
    let fields: BTreeSet<_> = payload.as_object().unwrap().keys().cloned().collect();
    let expected = [
        "careKind",
        "institution",
        "method",
        "pseudonym",
        "receiptId",
        "verifiedAt",
    ];
    assert_eq!(fields, expected.map(str::to_owned).into());
}

#[tokio::test]
async fn receipts_of_a_former_key_stay_checkable() {
    let old = Clinic::open().await;
    let phone = old.phone().await;
    let receipt = phone.visit(&old, "T01").await.unwrap().receipt;
    let former = old.published().await.remove(0);
    let pem = der::pem::encode_string(
        "PUBLIC KEY",
        der::pem::LineEnding::LF,
        &former.to_spki_der(),
    );
    let clinic = Clinic::open_with(|settings| {
        let world = settings.world.clone().unwrap();
        fs::write(world.join("former.pem"), pem.unwrap()).unwrap();
        // Any other key in the place of a new one.
        settings.statement_key = Some(world.join("device-ca.key"));
        settings.former_statement_keys = Some(world.join("former.pem"));
    })
    .await;
    let keys = clinic.published().await;
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[1], former);
    assert!(Receipt::check(&receipt, &keys[1]).is_ok());
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    assert!(Receipt::check(&visit.receipt, &keys[0]).is_ok());
}

#[tokio::test]
async fn the_keys_are_told_to_anyone_also_during_maintenance() {
    let clinic = Clinic::open_with(|settings| {
        settings.maintenance_until = Some("2026-11-22T04:00:00Z".parse().unwrap());
    })
    .await;
    let keys = StatementKeys::load(&clinic.file("statement.key"), None).unwrap();
    let told = clinic.client(None, &clinic.clock).keys().await.unwrap();
    assert_eq!(told, keys.published());
    let challenge = pin_at_home();
    let key = IdempotencyKey::random().unwrap();
    let phone = clinic.lasting_phone().await;
    let refused = phone.session.challenge(&challenge, &key).await;
    assert_refused(refused, Code::Maintenance, 503);
}
