//! Statement and proof of a presence.

use kyotaku_core::wire::identifier::{ChallengeId, DeviceKeyHash, Nonce, VisualRecordHash};
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};
use kyotaku_core::wire::proof::PresenceProof;
use p256::ecdsa::SigningKey;
use serde_json::{Value, json};

use crate::golden;
use crate::signer::{public_key, signature, test_key};

const FILE: &str = "presence-v1.json";
const DEVICE: &str = "0190f3a2-7c41-7a00-8000-00000000000a";

fn device_key() -> SigningKey {
    test_key(0x4B)
}

fn statements() -> [(&'static str, PresenceStatement); 3] {
    let pin = PresenceStatement {
        challenge_id: ChallengeId::new(*b"0123456789abcdef"),
        nonce: Nonce::new([0xA5; 32]),
        institution: "9919999012".parse().unwrap(),
        device_key: DeviceKeyHash::of(&public_key(&device_key())),
        account: "staff11".parse().unwrap(),
        care_kind: CareKind::HomeVisit,
        method: Method::Pin,
        issued_at: "2026-11-22T09:00:00Z".parse().unwrap(),
        tap_before: "2026-11-22T09:05:00Z".parse().unwrap(),
        visual_record: None,
    };
    let visual = PresenceStatement {
        method: Method::Visual,
        care_kind: CareKind::Outpatient,
        account: "doctor01".parse().unwrap(),
        visual_record: Some(VisualRecordHash::new([0xC3; 32])),
        ..pin.clone()
    };
    let web = PresenceStatement {
        method: Method::Web,
        care_kind: CareKind::Online,
        issued_at: "2027-02-28T23:59:59Z".parse().unwrap(),
        tap_before: "2027-03-01T00:04:59Z".parse().unwrap(),
        ..pin.clone()
    };
    [
        ("pin at home", pin),
        ("visual with its record", visual),
        ("web over midnight", web),
    ]
}

fn vector(name: &str, statement: &PresenceStatement) -> Value {
    let der = statement.to_der().unwrap();
    let proof = PresenceProof {
        statement: der.clone(),
        card_signature: (0..=255).collect(),
        certificate: vec![0x30, 0x03, 0x02, 0x01, 0x01],
        tapped_at: "2026-11-22T09:00:42Z".parse().unwrap(),
    };
    let unsigned = proof.unsigned(&DEVICE.parse().unwrap());
    let signature = signature(&device_key(), unsigned.signing_input());
    json!({
        "name": name,
        "statement": {
            "challengeId": hex::encode(statement.challenge_id.as_bytes()),
            "nonce": hex::encode(statement.nonce.as_bytes()),
            "institution": statement.institution.as_str(),
            "deviceKey": hex::encode(statement.device_key.as_bytes()),
            "account": statement.account.as_str(),
            "careKind": statement.care_kind as u8,
            "method": statement.method as u8,
            "issuedAt": statement.issued_at.to_string(),
            "tapBefore": statement.tap_before.to_string(),
            "visualRecord": statement.visual_record.map(|record| hex::encode(record.as_bytes())),
        },
        "der": hex::encode(&der),
        "digest": hex::encode(PresenceStatement::digest(&der).as_bytes()),
        "cardSignature": hex::encode(&proof.card_signature),
        "certificate": hex::encode(&proof.certificate),
        "tappedAt": proof.tapped_at.to_string(),
        "jws": unsigned.assemble(&signature),
    })
}

#[test]
fn presences_are_signed_as_the_vectors_say() {
    let point = device_key().verifying_key().to_sec1_point(false);
    let made = json!({
        "format": "KYOTAKU-PRESENCE-1",
        "keyId": DEVICE,
        "publicKey": hex::encode(point.as_bytes()),
        "vectors": statements()
            .iter()
            .map(|(name, statement)| vector(name, statement))
            .collect::<Vec<_>>(),
    });
    golden::assert_holds(FILE, &made);
}

#[test]
fn vectors_read_back_to_the_statement_and_proof_they_name() {
    for (vector, (name, statement)) in golden::vectors(FILE, "vectors").iter().zip(statements()) {
        assert_eq!(vector["name"], name);
        let der = hex::decode(vector["der"].as_str().unwrap()).unwrap();
        assert_eq!(
            PresenceStatement::from_der(&der).unwrap(),
            statement,
            "{name}"
        );
        let signed = PresenceProof::parse(vector["jws"].as_str().unwrap()).unwrap();
        assert_eq!(signed.signer().as_str(), DEVICE);
        assert_eq!(
            signed.verify(&public_key(&device_key())).unwrap().statement,
            der,
            "{name}"
        );
    }
}

#[test]
fn debugging_a_proof_shows_neither_certificate_nor_signature() {
    let (_, statement) = &statements()[0];
    let proof = PresenceProof {
        statement: statement.to_der().unwrap(),
        card_signature: vec![251; 256],
        certificate: vec![252; 64],
        tapped_at: statement.issued_at,
    };
    let unsigned = proof.unsigned(&DEVICE.parse().unwrap());
    let signature = signature(&device_key(), unsigned.signing_input());
    let shown = format!("{proof:?} {unsigned:?}");
    let jws = unsigned.assemble(&signature);
    let signed = PresenceProof::parse(&jws).unwrap();
    let shown = format!("{shown} {signed:?}");
    for secret in ["251", "252", "eyJ"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
