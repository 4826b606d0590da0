//! Properties of the wire parsers: what is written reads back, what is refused is refused without
//! a panic, and a statement is checked field by field.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that does not hold must stop its test"
)]

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::identifier::{ChallengeId, DeviceKeyHash, Nonce, VisualRecordHash};
use kyotaku_core::wire::jws::{Claims as _, JwsError};
use kyotaku_core::wire::presence::{
    CareKind, Expectation, Method, PresenceStatement, StatementMalformed, StatementMismatch,
};
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_core::wire::qualification::Qualification;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use proptest::prelude::*;

fn care_kind() -> impl Strategy<Value = CareKind> {
    prop_oneof![
        Just(CareKind::Outpatient),
        Just(CareKind::HomeVisit),
        Just(CareKind::Online)
    ]
}

fn method() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::Pin), Just(Method::Visual), Just(Method::Web)]
}

prop_compose! {
    fn any_statement()(
        challenge in any::<[u8; 16]>(),
        nonce in any::<[u8; 32]>(),
        device_key in any::<[u8; 32]>(),
        institution in prop_oneof![Just("9919999012"), Just("0110113719"), Just("9969999011")],
        account in "[A-Za-z0-9]{2,8}",
        care_kind in care_kind(),
        method in method(),
        issued in 0i64..253_402_200_000,
        window in 1i64..=300,
        visual_record in proptest::option::of(any::<[u8; 32]>()),
    ) -> PresenceStatement {
        PresenceStatement {
            challenge_id: ChallengeId::new(challenge),
            nonce: Nonce::new(nonce),
            institution: institution.parse().unwrap(),
            device_key: DeviceKeyHash::new(device_key),
            account: account.parse().unwrap(),
            care_kind,
            method,
            issued_at: Timestamp::from_second(issued).unwrap(),
            tap_before: Timestamp::from_second(issued + window).unwrap(),
            visual_record: visual_record.map(VisualRecordHash::new),
        }
    }
}

fn expectation(statement: &PresenceStatement) -> Expectation {
    Expectation {
        challenge_id: statement.challenge_id,
        institution: statement.institution.clone(),
        device_key: statement.device_key,
        account: statement.account.clone(),
        care_kind: statement.care_kind,
        method: statement.method,
        visual_record: statement.visual_record,
        clock_tolerance: Expectation::CLOCK_TOLERANCE,
    }
}

proptest! {
    #[test]
    fn statements_survive_der(statement in any_statement()) {
        let der = statement.to_der().unwrap();
        prop_assert_eq!(PresenceStatement::from_der(&der).unwrap(), statement);
    }

    #[test]
    fn der_with_one_changed_byte_is_another_statement_or_none(
        statement in any_statement(),
        place in any::<prop::sample::Index>(),
        change in 1u8..,
    ) {
        let mut der = statement.to_der().unwrap();
        let place = place.index(der.len());
        der[place] ^= change;
        if let Ok(read) = PresenceStatement::from_der(&der) {
            prop_assert_ne!(&read, &statement);
            prop_assert_eq!(read.to_der().unwrap(), der);
        }
    }

    #[test]
    fn der_with_bytes_added_or_cut_is_refused(statement in any_statement(), cut in 1usize..100) {
        let der = statement.to_der().unwrap();
        prop_assert!(PresenceStatement::from_der(&[&der[..], &[0]].concat()).is_err());
        prop_assert!(PresenceStatement::from_der(&der[..der.len() - cut]).is_err());
    }

    #[test]
    fn parsers_refuse_anything_without_panicking(bytes in any::<Vec<u8>>(), text in "\\PC*") {
        let _ = PresenceStatement::from_der(&bytes);
        let _ = PresenceProof::parse(&text);
        let _ = PresenceProof::parse(&format!("{}.{}.AAAA", base64url::encode(&bytes), text));
        let _ = base64url::decode(&text);
        let _ = serde_json::from_str::<Qualification>(&text);
    }

    #[test]
    fn a_statement_that_says_what_was_chosen_is_checked(statement in any_statement()) {
        let der = statement.to_der().unwrap();
        let checked =
            PresenceStatement::check(&der, &expectation(&statement), statement.issued_at).unwrap();
        prop_assert_eq!(checked.der(), &der[..]);
        prop_assert_eq!(checked.digest(), *PresenceStatement::digest(&der).as_bytes());
        prop_assert_eq!(checked.statement(), &statement);
    }
}

fn statement() -> PresenceStatement {
    PresenceStatement {
        challenge_id: ChallengeId::new([1; 16]),
        nonce: Nonce::new([2; 32]),
        institution: "9919999012".parse().unwrap(),
        device_key: DeviceKeyHash::new([3; 32]),
        account: "staff11".parse().unwrap(),
        care_kind: CareKind::HomeVisit,
        method: Method::Visual,
        issued_at: "2026-11-22T09:00:00Z".parse().unwrap(),
        tap_before: "2026-11-22T09:05:00Z".parse().unwrap(),
        visual_record: Some(VisualRecordHash::new([4; 32])),
    }
}

type Change<'a> = &'a dyn Fn(&mut Expectation);

#[test]
fn every_differing_field_has_its_own_mismatch() {
    let der = statement().to_der().unwrap();
    let now = statement().issued_at;
    let mismatch = |change: &dyn Fn(&mut Expectation)| {
        let mut expected = expectation(&statement());
        change(&mut expected);
        PresenceStatement::check(&der, &expected, now).unwrap_err()
    };
    let cases: [(Change<'_>, StatementMismatch); 9] = [
        (
            &|e| e.challenge_id = ChallengeId::new([9; 16]),
            StatementMismatch::ChallengeId,
        ),
        (
            &|e| e.institution = "9919999020".parse().unwrap(),
            StatementMismatch::Institution,
        ),
        (
            &|e| e.device_key = DeviceKeyHash::new([9; 32]),
            StatementMismatch::DeviceKey,
        ),
        (
            &|e| e.account = "nurse02".parse().unwrap(),
            StatementMismatch::Account,
        ),
        (
            &|e| e.care_kind = CareKind::Outpatient,
            StatementMismatch::CareKind,
        ),
        (&|e| e.method = Method::Pin, StatementMismatch::Method),
        (&|e| e.visual_record = None, StatementMismatch::VisualRecord),
        (
            &|e| e.visual_record = Some(VisualRecordHash::new([9; 32])),
            StatementMismatch::VisualRecord,
        ),
        (
            &|e| e.clock_tolerance = SignedDuration::from_secs(-1),
            StatementMismatch::IssuedAt,
        ),
    ];
    for (change, expected) in cases {
        assert_eq!(mismatch(change), expected);
    }
}

#[test]
fn the_tap_window_is_enforced_at_its_edges() {
    let check = |statement: &PresenceStatement, now: Timestamp| {
        let der = statement.to_der().unwrap();
        PresenceStatement::check(&der, &expectation(statement), now).map(|_| ())
    };
    let second = SignedDuration::from_secs(1);
    let usual = statement();
    assert_eq!(check(&usual, usual.tap_before), Ok(()));
    assert_eq!(
        check(&usual, usual.tap_before + second),
        Err(StatementMismatch::TapBefore)
    );
    let early = usual.issued_at - Expectation::CLOCK_TOLERANCE;
    assert_eq!(check(&usual, early), Ok(()));
    assert_eq!(
        check(&usual, early - second),
        Err(StatementMismatch::IssuedAt)
    );
    let long = PresenceStatement {
        tap_before: usual.tap_before + second,
        ..usual.clone()
    };
    assert_eq!(
        check(&long, usual.issued_at),
        Err(StatementMismatch::TapWindow)
    );
    let empty = PresenceStatement {
        tap_before: usual.issued_at,
        ..usual.clone()
    };
    assert_eq!(
        check(&empty, usual.issued_at),
        Err(StatementMismatch::TapWindow)
    );
}

#[test]
fn malformed_statements_say_what_is_wrong() {
    let der = statement().to_der().unwrap();
    // SEQUENCE header of three bytes (the length is over 127), then INTEGER 1.
    assert_eq!(der[..6], [0x30, 0x81, der[2], 0x02, 0x01, 0x01]);
    let mut version = der.clone();
    version[5] = 2;
    assert_eq!(
        PresenceStatement::from_der(&version),
        Err(StatementMalformed::Version(2))
    );
    let institution = der
        .windows(10)
        .position(|window| window == b"9919999012")
        .unwrap();
    let mut code = der.clone();
    code[institution + 9] = b'3';
    assert_eq!(
        PresenceStatement::from_der(&code),
        Err(StatementMalformed::Institution)
    );
    let fraction = PresenceStatement {
        issued_at: "2026-11-22T09:00:00.5Z".parse().unwrap(),
        ..statement()
    };
    assert_eq!(fraction.to_der(), Err(StatementMalformed::Time("issuedAt")));
}

fn key(byte: u8) -> (SigningKey, P256Key) {
    let private = SigningKey::from_slice(&[byte; 32]).unwrap();
    let point = private.verifying_key().to_sec1_point(false);
    let public = P256Key::from_sec1(point.as_bytes().try_into().unwrap()).unwrap();
    (private, public)
}

fn jws(header: &str, payload: &str, key: &SigningKey) -> String {
    let input = format!(
        "{}.{}",
        base64url::encode(header.as_bytes()),
        base64url::encode(payload.as_bytes())
    );
    let signature: Signature = key.sign(input.as_bytes());
    format!("{input}.{}", base64url::encode(&signature.to_bytes()))
}

const HEADER: &str =
    r#"{"alg":"ES256","kid":"0190f3a2-7c41-7a00-8000-00000000000a","typ":"kyotaku-presence+jws"}"#;
const PAYLOAD: &str = r#"{"statement":"MAA","cardSignature":"AAAA","certificate":"MAA","tappedAt":"2026-11-22T09:00:42Z"}"#;

#[test]
fn only_es256_proofs_without_unknown_extensions_parse() {
    let (private, public) = key(1);
    assert!(
        PresenceProof::parse(&jws(HEADER, PAYLOAD, &private))
            .unwrap()
            .verify(&public)
            .is_ok()
    );
    let extra = HEADER.replace('}', r#","jku":"https://example.invalid"}"#);
    assert!(PresenceProof::parse(&jws(&extra, PAYLOAD, &private)).is_ok());
    let refused = [
        (HEADER.replace("ES256", "none"), JwsError::Algorithm),
        (HEADER.replace("ES256", "HS256"), JwsError::Algorithm),
        (HEADER.replace("ES256", "ES384"), JwsError::Algorithm),
        (HEADER.replace("+jws", "+jwt"), JwsError::Type),
        (
            HEADER.replace('}', r#","crit":["b64"]}"#),
            JwsError::Critical,
        ),
        (HEADER.replace('}', r#","crit":null}"#), JwsError::Critical),
        (HEADER.replace('}', r#","alg":"ES256"}"#), JwsError::Header),
        (HEADER.replace("0190f3a2", "not-hex!"), JwsError::Header),
    ];
    for (header, error) in refused {
        let parsed = PresenceProof::parse(&jws(&header, PAYLOAD, &private)).map(|_| ());
        assert_eq!(parsed, Err(error), "{header}");
    }
}

#[test]
fn payloads_and_signatures_are_read_strictly() {
    let (private, _) = key(1);
    let (_, other) = key(2);
    for payload in [
        PAYLOAD.replace('}', r#","more":1}"#),
        PAYLOAD.replace("MAA\",\"tapped", "MAA=\",\"tapped"),
        PAYLOAD.replace("2026-11-22T09:00:42Z", "yesterday"),
    ] {
        let parsed = PresenceProof::parse(&jws(HEADER, &payload, &private)).map(|_| ());
        assert_eq!(parsed, Err(JwsError::Payload), "{payload}");
    }
    let good = jws(HEADER, PAYLOAD, &private);
    let signed = PresenceProof::parse(&good).unwrap();
    assert_eq!(signed.verify(&other), Err(JwsError::Signature));
    let (input, _) = good.rsplit_once('.').unwrap();
    for signature in [
        String::new(),
        base64url::encode(&[1; 63]),
        base64url::encode(&[1; 65]),
    ] {
        let parsed = PresenceProof::parse(&format!("{input}.{signature}")).map(|_| ());
        assert_eq!(parsed, Err(JwsError::Signature));
    }
    for text in [
        input.to_owned(),
        format!("{good}."),
        format!("{good}.AA"),
        good.replace('.', ".."),
    ] {
        assert_eq!(
            PresenceProof::parse(&text).map(|_| ()),
            Err(JwsError::NotCompact)
        );
    }
}
