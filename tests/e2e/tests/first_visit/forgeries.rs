//! What is signed for another purpose than it is used for: statements of a lying server, and proofs
//! that are used twice, too late, by another device or with another signature.

use std::sync::Arc;

use jiff::SignedDuration;
use kyotaku_core::api::{ApiError, Client, Identity};
use kyotaku_core::flow::visit::{Plan, Step};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::vault::sign_claims;
use kyotaku_core::wire::api::{ConsentRequest, ProofRequest};
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{Consent, ConsentItems, Respondent};
use kyotaku_core::wire::identifier::InstitutionCode;
use kyotaku_core::wire::identifier::{
    ChallengeId, DeviceKeyHash, Prefectures, ReceiptId, VisualRecordHash,
};
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement, StatementMismatch};
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::network::Fate;
use serde_json::Value;

use crate::assert_code;

/// A lie in one field of the statement, and what the phone says to it.
type Lie = (fn(&mut PresenceStatement), StatementMismatch);

fn lies() -> Vec<Lie> {
    vec![
        (
            |statement| {
                let dentist = InstitutionCode::parse("9939999018", Prefectures::WithReference);
                statement.institution = dentist.unwrap();
            },
            StatementMismatch::Institution,
        ),
        (
            |statement| statement.challenge_id = ChallengeId::new([7; 16]),
            StatementMismatch::ChallengeId,
        ),
        (
            |statement| statement.device_key = DeviceKeyHash::new([7; 32]),
            StatementMismatch::DeviceKey,
        ),
        (
            |statement| statement.account = "doctor01".parse().unwrap(),
            StatementMismatch::Account,
        ),
        (
            |statement| statement.care_kind = CareKind::Online,
            StatementMismatch::CareKind,
        ),
        (
            |statement| statement.method = Method::Web,
            StatementMismatch::Method,
        ),
        (
            |statement| statement.visual_record = Some(VisualRecordHash::new([7; 32])),
            StatementMismatch::VisualRecord,
        ),
        (
            |statement| statement.tap_before += SignedDuration::from_secs(1),
            StatementMismatch::TapWindow,
        ),
        (
            |statement| {
                statement.issued_at += SignedDuration::from_mins(2);
                statement.tap_before += SignedDuration::from_mins(2);
            },
            StatementMismatch::IssuedAt,
        ),
        (
            |statement| {
                statement.issued_at -= SignedDuration::from_mins(6);
                statement.tap_before -= SignedDuration::from_mins(6);
            },
            StatementMismatch::TapBefore,
        ),
    ]
}

#[tokio::test]
async fn a_statement_that_says_anything_but_what_was_chosen_is_signed_by_no_card() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    for (lie, mismatch) in lies() {
        let change = move |answer: &mut Value| {
            let der = base64url::decode(answer["statement"].as_str().unwrap()).unwrap();
            let mut statement = PresenceStatement::from_der(&der).unwrap();
            lie(&mut statement);
            let der = statement.to_der().unwrap();
            answer["statement"] = Value::String(base64url::encode(&der));
        };
        let mut visit = phone
            .begin_visit(Plan::by_pin(CareKind::HomeVisit))
            .unwrap();
        let lying = Fate::Changed(Arc::new(change));
        clinic
            .network
            .plan("POST /v1/presence/challenges", 1, &lying);
        match phone.prepare(&mut visit).await {
            Err(PhoneError::Statement(found)) => assert_eq!(found, mismatch),
            other => panic!("{mismatch:?}: {other:?}"),
        }
        if mismatch == StatementMismatch::TapBefore {
            assert_eq!(visit.step(), Step::Preparing, "an old one may be replaced");
        } else {
            assert_eq!(visit.stopped_with(), Some(mismatch.code().as_str()));
        }
        let check = clinic.bench.check_at(phone.now());
        assert!(visit.tap(check, None).is_err(), "there is no tap");
    }
}

/// The phone's own keys, without the phone's own care.
struct Forger {
    client: Client,
    phone: Installation,
}

impl Forger {
    async fn at(clinic: &Clinic) -> Self {
        let phone = clinic.signed_in().await;
        let registration = phone.overview().unwrap().registration.unwrap();
        let identity = Identity {
            certificate: registration.certificate,
            vault: Arc::clone(phone.vault()),
        };
        let config = &phone.config;
        let client = Client::new(
            &config.endpoint,
            Some(&identity),
            &phone.clock,
            config.timeouts,
        );
        Self {
            client: client.unwrap(),
            phone,
        }
    }

    /// The proof of a patient who has tapped; the phone has delivered nothing yet.
    async fn proof(&self) -> (PresenceProof, String) {
        let visit = self.phone.signed("T01").await;
        let kept = visit.delivery().unwrap();
        let jws = kept.delivery.proof.clone();
        self.phone.discard(&kept.id).unwrap();
        let key = self.phone.vault().device_public_key().unwrap();
        let proof = PresenceProof::parse(&jws).unwrap().verify(&key).unwrap();
        (proof, jws)
    }

    fn sign(&self, proof: &PresenceProof) -> String {
        let device = self
            .phone
            .overview()
            .unwrap()
            .registration
            .unwrap()
            .device_id;
        sign_claims(self.phone.vault().as_ref(), proof, &device).unwrap()
    }

    async fn deliver(&self, jws: &str) -> Result<bool, ApiError> {
        let request = ProofRequest {
            proof: jws.to_owned(),
        };
        Ok(self.client.prove(&request).await?.replayed)
    }
}

#[track_caller]
fn assert_refused<T>(answer: Result<T, ApiError>, code: Code) {
    assert_code(answer.map_err(PhoneError::from), code);
}

#[tokio::test]
async fn a_proof_counts_once() {
    let clinic = Clinic::open().await;
    let forger = Forger::at(&clinic).await;
    let (mut proof, jws) = forger.proof().await;
    assert!(!forger.deliver(&jws).await.unwrap());
    assert!(forger.deliver(&jws).await.unwrap(), "a repetition says so");
    proof.tapped_at -= SignedDuration::from_secs(1);
    let other = forger.sign(&proof);
    assert_refused(forger.deliver(&other).await, Code::ChallengeUsed);
    assert_eq!(clinic.rows("visits").await, 1);
}

#[tokio::test]
async fn a_proof_of_another_device_another_card_or_another_time_is_refused() {
    let clinic = Clinic::open().await;
    let (owner, thief) = (Forger::at(&clinic).await, Forger::at(&clinic).await);
    let (proof, jws) = owner.proof().await;
    assert_refused(thief.deliver(&jws).await, Code::DeviceSignatureWrong);
    let stolen = thief.sign(&proof);
    assert_refused(thief.deliver(&stolen).await, Code::ChallengeUnknown);

    let (other, _) = owner.proof().await;
    let changed = |change: &dyn Fn(&mut PresenceProof)| {
        let mut proof = proof.clone();
        change(&mut proof);
        owner.sign(&proof)
    };
    let another_card = clinic.bench.card("T02");
    let another_card = another_card.image().authentication.certificate.clone();
    let mut cases = vec![
        (
            changed(&|proof| proof.card_signature = other.card_signature.clone()),
            Code::CardSignatureWrong,
        ),
        (
            changed(&|proof| proof.certificate = another_card.clone().unwrap()),
            Code::CardSignatureWrong,
        ),
        (
            changed(&|proof| proof.tapped_at += SignedDuration::from_mins(6)),
            Code::TapOutsideWindow,
        ),
        (
            changed(&|proof| proof.tapped_at -= SignedDuration::from_mins(6)),
            Code::TapOutsideWindow,
        ),
    ];
    let mut unknown = PresenceStatement::from_der(&proof.statement).unwrap();
    unknown.challenge_id = ChallengeId::new([9; 16]);
    let unknown = unknown.to_der().unwrap();
    cases.push((
        changed(&|proof| proof.statement = unknown.clone()),
        Code::ChallengeUnknown,
    ));
    for (jws, code) in cases {
        assert_refused(owner.deliver(&jws).await, code);
    }
    assert_eq!(clinic.rows("visits").await, 0);
    // Nothing of it has used the challenge up.
    assert!(!owner.deliver(&jws).await.unwrap());
}

#[tokio::test]
async fn a_consent_belongs_to_its_receipt_and_its_device() {
    let clinic = Clinic::open().await;
    let (owner, thief) = (Forger::at(&clinic).await, Forger::at(&clinic).await);
    let visit = owner.phone.confirmed("T01").await;
    let consent = Consent {
        receipt_id: visit.presence().unwrap().receipt_id,
        items: ConsentItems::ALL,
        respondent: Respondent::Patient,
        prescription_issue_select: None,
        answered_at: clinic.clock.now(),
    };
    let register = async |by: &Forger, of: &Forger, consent: &Consent| {
        let device = of.phone.overview().unwrap().registration.unwrap().device_id;
        let consent = sign_claims(of.phone.vault().as_ref(), consent, &device).unwrap();
        by.client.consent(&ConsentRequest { consent }).await
    };
    let foreign = register(&thief, &owner, &consent).await;
    assert_refused(foreign, Code::DeviceSignatureWrong);
    let stolen = register(&thief, &thief, &consent).await;
    assert_refused(stolen, Code::ReceiptUnknown);
    let unknown = Consent {
        receipt_id: ReceiptId::new([9; 16]),
        ..consent.clone()
    };
    let unknown = register(&owner, &owner, &unknown).await;
    assert_refused(unknown, Code::ReceiptUnknown);
    let early = Consent {
        answered_at: consent.answered_at - SignedDuration::from_mins(2),
        ..consent.clone()
    };
    let early = register(&owner, &owner, &early).await;
    assert_refused(early, Code::ConsentOutsideWindow);
    assert_eq!(clinic.rows("consents").await, 0);

    register(&owner, &owner, &consent).await.unwrap();
    let nothing = Consent {
        items: ConsentItems::NONE,
        ..consent
    };
    let again = register(&owner, &owner, &nothing).await;
    assert_refused(again, Code::ConsentAnswered);
    assert_eq!(clinic.rows("consents").await, 1);
}

#[tokio::test]
async fn what_is_too_large_or_no_jws_is_refused_and_does_no_harm() {
    let clinic = Clinic::open().await;
    let forger = Forger::at(&clinic).await;
    let large = "x".repeat(70_000);
    assert_refused(forger.deliver(&large).await, Code::BodyTooLarge);
    for jws in ["", "x", "x.y.z", "eyJhbGciOiJub25lIn0.e30."] {
        assert_refused(forger.deliver(jws).await, Code::DeviceSignatureWrong);
    }
    let (_, jws) = forger.proof().await;
    assert!(!forger.deliver(&jws).await.unwrap());
}
