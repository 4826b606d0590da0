//! 目視: who may confirm by sight, records, challenges for them, and proofs.

use std::sync::Arc;

use jiff::SignedDuration;
use kyotaku_cardsim::Card;
use kyotaku_core::api::{ApiError, IdempotencyKey};
use kyotaku_core::card::{
    self, CardCheck, CardDigest, CardTransport, Interruption, LengthSupport, RelayFailure,
    TerminalChain, TerminalRelay, VisitMemory, VisualOutcome, drive_with_relay,
};
use kyotaku_core::pki::{Policy, TrustStore};
use kyotaku_core::vault::sign_claims;
use kyotaku_core::wire::api::{
    Capability, ChallengeRequest, ChallengeResponse, DeviceCheck, TerminalCertificates,
    TerminalSignatureRequest, TerminalSignatureResponse,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{ChallengeId, VisualRecordHash, VisualRecordId};
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_core::wire::receipt::Receipt;
use kyotaku_core::wire::visual::VisualRecord;
use kyotaku_server::statement::StatementKeys;
use kyotaku_server::store::challenge::forget_unused;
use kyotaku_server::store::entity::{account, audit_event, challenge, terminal_signature};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, Set};
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::clinic::{CLINIC, Clinic, assert_refused, pin_at_home};
use crate::log::{keep_secret_card, keep_secret_jws};
use crate::phone::{NewPhone, Phone};
use crate::terminal::no_terminal;

pub(crate) const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// The challenge of some card.
pub(crate) const ASKED: [u8; 16] = *b"a card's answer.";

pub(crate) fn key() -> IdempotencyKey {
    IdempotencyKey::random().unwrap()
}

/// What 看護 十一 has seen just now, for a home visit.
pub(crate) fn seen(clinic: &Clinic) -> VisualRecord {
    VisualRecord {
        id: VisualRecordId::new(*Uuid::new_v4().as_bytes()),
        institution: CLINIC.parse().unwrap(),
        verifier: "staff11".parse().unwrap(),
        care_kind: CareKind::HomeVisit,
        photo_matches_face: true,
        no_sign_of_tampering: true,
        recorded_at: clinic.clock.now(),
    }
}

fn by_sight(record: String) -> ChallengeRequest {
    keep_secret_jws(&record);
    ChallengeRequest {
        method: Method::Visual,
        visual_record: Some(record),
        ..pin_at_home()
    }
}

impl Phone {
    /// Asks for a challenge by a record that this device has signed.
    pub(crate) async fn ask_by(
        &self,
        record: &VisualRecord,
    ) -> Result<ChallengeResponse, ApiError> {
        let record = sign_claims(self.identity.vault.as_ref(), record, &self.id).unwrap();
        self.session.challenge(&by_sight(record), &key()).await
    }

    pub(crate) async fn challenge_by_sight(&self, clinic: &Clinic) -> ChallengeResponse {
        self.ask_by(&seen(clinic)).await.unwrap()
    }

    pub(crate) async fn ask_terminal(
        &self,
        challenge: ChallengeId,
        asked: &[u8],
        key: &IdempotencyKey,
    ) -> Result<TerminalSignatureResponse, ApiError> {
        let request = TerminalSignatureRequest {
            card_challenge: asked.to_vec(),
        };
        self.session
            .terminal_signature(&challenge, &request, key)
            .await
    }
}

/// A card that is held to the phone, and the server that answers what it asks.
struct Field(Card);

impl CardTransport for Field {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        Ok(self.0.transmit(command))
    }
}

struct Relay {
    runtime: Handle,
    phone: Arc<Phone>,
    challenge: ChallengeId,
}

impl TerminalRelay for Relay {
    fn sign(&mut self, asked: [u8; 16]) -> Result<Vec<u8>, RelayFailure> {
        let (key, challenge) = (key(), self.challenge);
        let answer = self
            .runtime
            .block_on(self.phone.ask_terminal(challenge, &asked, &key));
        answer
            .map(|answer| answer.signature)
            .map_err(|_| RelayFailure::Refused)
    }
}

/// Has an emulated card sign for a terminal, over all of RP-TA/1.
async fn tap(
    clinic: &Clinic,
    phone: &Arc<Phone>,
    chain: &TerminalCertificates,
    card: &str,
    challenge: &ChallengeResponse,
) -> Result<PresenceProof, VisualOutcome> {
    let chain = TerminalChain::parse(&chain.verifier, &chain.terminal).unwrap();
    let authorities = clinic.world.trusted_certificates().unwrap();
    let check = CardCheck {
        trust: Arc::new(TrustStore::from_ders(authorities, &[Policy::Test]).unwrap()),
        now: clinic.clock.now(),
    };
    let message = [b"KYOTAKU-PRESENCE-1\0", &challenge.statement[..]].concat();
    let memory = VisitMemory::new(LengthSupport::default());
    let steps = card::sign_visually(CardDigest::of(&message), chain, check, memory);
    let mut card = clinic.world.card(card).unwrap();
    card.power_on();
    let mut relay = Relay {
        runtime: Handle::current(),
        phone: Arc::clone(phone),
        challenge: challenge.challenge_id,
    };
    let tapped =
        tokio::task::spawn_blocking(move || drive_with_relay(steps, &mut Field(card), &mut relay));
    match tapped.await.unwrap().unwrap().result.unwrap() {
        VisualOutcome::Signed(signed) => {
            let signature = signed.signature.bytes().to_vec();
            keep_secret_card(signed.certificate.der(), &signature);
            Ok(PresenceProof {
                statement: challenge.statement.clone(),
                card_signature: signature,
                certificate: signed.certificate.der().to_vec(),
                tapped_at: clinic.clock.now(),
            })
        }
        other => Err(other),
    }
}

/// A phone with what it shows to cards.
async fn phone_with_terminal(clinic: &Clinic) -> (Arc<Phone>, TerminalCertificates) {
    let (code, new) = (clinic.code().await, NewPhone::of(clinic));
    let registered = new.register(clinic, &code, "staff11").await.unwrap();
    let phone = new.registered(clinic, &registered).sign_in("staff11").await;
    (Arc::new(phone.unwrap()), registered.terminal.unwrap())
}

pub(crate) async fn signatures(clinic: &Clinic) -> u64 {
    let signed = terminal_signature::Entity::find().count(&clinic.database);
    signed.await.unwrap()
}

pub(crate) async fn events(clinic: &Clinic, action: &str) -> Vec<(String, Option<String>)> {
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::Action.eq(action))
        .all(&clinic.database)
        .await
        .unwrap();
    rows.into_iter()
        .map(|row| (row.actor, row.subject))
        .collect()
}

#[tokio::test]
async fn a_card_that_staff_have_looked_at_signs_without_a_pin() {
    let clinic = Clinic::open().await;
    let (phone, chain) = phone_with_terminal(&clinic).await;
    let record = sign_claims(phone.identity.vault.as_ref(), &seen(&clinic), &phone.id).unwrap();
    let request = by_sight(record.clone());
    let challenge = phone.session.challenge(&request, &key()).await.unwrap();
    let statement = PresenceStatement::from_der(&challenge.statement).unwrap();
    assert_eq!(statement.method, Method::Visual);
    assert_eq!(statement.visual_record, Some(VisualRecordHash::of(&record)));
    // T11 has no PIN: this is the way it is there for.
    let proof = tap(&clinic, &phone, &chain, "T11", &challenge).await;
    let accepted = phone.deliver(&proof.unwrap()).await.unwrap();
    let keys = StatementKeys::load(&clinic.file("statement.key"), None).unwrap();
    let receipt: Receipt = keys.verify(&accepted.receipt).unwrap();
    assert_eq!(receipt.method, Method::Visual);
    // The record stays with what it was for, and the log says who answers for it.
    let kept = challenge::Entity::find().one(&clinic.database).await;
    assert_eq!(kept.unwrap().unwrap().visual_record, Some(record));
    let who = format!("account:staff11@{}", phone.id);
    let told = (who, Some(challenge.challenge_id.to_string()));
    for action in ["visual-confirmed", "terminal-signed"] {
        assert_eq!(events(&clinic, action).await, std::slice::from_ref(&told));
    }
}

#[tokio::test]
async fn sight_is_offered_where_institution_server_account_and_phone_allow_it() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let open = phone.challenge_by_sight(&clinic).await.challenge_id;
    let both = async |code, status| {
        assert_refused(phone.ask_by(&seen(&clinic)).await, code, status);
        let tapped = phone.ask_terminal(open, &ASKED, &key()).await;
        assert_refused(tapped, code, status);
    };
    clinic
        .set_environment(|environment| environment.visual = false)
        .await;
    both(Code::VisualDisabled, 403).await;
    clinic
        .set_environment(|environment| environment.visual = true)
        .await;
    let permission = |visual| account::ActiveModel {
        visual: Set(visual),
        ..Default::default()
    };
    clinic.change_account("staff11", permission(false)).await;
    assert!(!phone.session.me().await.unwrap().account.visual);
    both(Code::VisualNotPermitted, 403).await;
    clinic.change_account("staff11", permission(true)).await;
    let check = |extended_lc| DeviceCheck {
        nfc: true,
        extended_le: Capability::Yes,
        extended_lc,
        model: "Example Phone 1".to_owned(),
        system_version: "1".to_owned(),
        app_version: "1".to_owned(),
    };
    phone
        .client
        .report_check(&check(Capability::No))
        .await
        .unwrap();
    both(Code::ExtendedApduUnsupported, 422).await;
    for known in [Capability::Unknown, Capability::Yes] {
        phone.client.report_check(&check(known)).await.unwrap();
        assert!(phone.ask_by(&seen(&clinic)).await.is_ok(), "{known:?}");
    }
    assert!(phone.ask_terminal(open, &ASKED, &key()).await.is_ok());
    // Whatever was refused has left nothing behind.
    assert_eq!(signatures(&clinic).await, 1);
}

#[tokio::test]
async fn a_server_without_a_terminal_offers_no_sight() {
    let clinic = Clinic::open_with(no_terminal).await;
    let phone = clinic.phone().await;
    let refused = phone.ask_by(&seen(&clinic)).await;
    assert_refused(refused, Code::VisualDisabled, 403);
    phone.challenge().await;
}

#[tokio::test]
async fn a_record_is_this_devices_for_this_visit_whole_and_fresh() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let seen = || seen(&clinic);
    let ago = |age: SignedDuration| seen().recorded_at - age;
    for (record, code) in [
        (
            VisualRecord {
                institution: "9969999011".parse().unwrap(),
                ..seen()
            },
            Code::VisualRecordForeign,
        ),
        (
            VisualRecord {
                verifier: "doctor01".parse().unwrap(),
                ..seen()
            },
            Code::VisualRecordForeign,
        ),
        (
            VisualRecord {
                care_kind: CareKind::Outpatient,
                ..seen()
            },
            Code::VisualRecordForeign,
        ),
        (
            VisualRecord {
                photo_matches_face: false,
                ..seen()
            },
            Code::VisualRecordIncomplete,
        ),
        (
            VisualRecord {
                no_sign_of_tampering: false,
                ..seen()
            },
            Code::VisualRecordIncomplete,
        ),
        (
            VisualRecord {
                recorded_at: ago(VisualRecord::FRESH + SECOND),
                ..seen()
            },
            Code::VisualRecordStale,
        ),
        (
            VisualRecord {
                recorded_at: ago(SECOND * -61),
                ..seen()
            },
            Code::VisualRecordStale,
        ),
    ] {
        assert_refused(phone.ask_by(&record).await, code, 422);
    }
    // By another key, under another device's name, and by another device as itself.
    let by = |key: &Phone, name: &Phone| {
        by_sight(sign_claims(key.identity.vault.as_ref(), &seen(), &name.id).unwrap())
    };
    for request in [
        by(&other, &phone),
        by(&phone, &other),
        by(&other, &other),
        by_sight("e30.e30.AA".to_owned()),
    ] {
        let refused = phone.session.challenge(&request, &key()).await;
        assert_refused(refused, Code::DeviceSignatureWrong, 422);
    }
    let none = ChallengeRequest {
        method: Method::Visual,
        ..pin_at_home()
    };
    let refused = phone.session.challenge(&none, &key()).await;
    assert_refused(refused, Code::RequestMalformed, 400);
    assert_eq!(
        challenge::Entity::find()
            .count(&clinic.database)
            .await
            .unwrap(),
        0
    );
    assert!(events(&clinic, "visual-confirmed").await.is_empty());
    for recorded_at in [ago(VisualRecord::FRESH), ago(SECOND * -60)] {
        let record = VisualRecord {
            recorded_at,
            ..seen()
        };
        assert!(phone.ask_by(&record).await.is_ok(), "{recorded_at}");
    }
}

#[tokio::test]
async fn a_record_belongs_to_one_challenge_which_a_lost_answer_gets_again() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let record = seen(&clinic);
    let signed = |record| sign_claims(phone.identity.vault.as_ref(), record, &phone.id).unwrap();
    let (request, first_key) = (by_sight(signed(&record)), key());
    let first = phone.session.challenge(&request, &first_key).await.unwrap();
    let again = phone.session.challenge(&request, &key()).await;
    assert_refused(again, Code::VisualRecordUsed, 409);
    // Signed anew, or saying something else: it is the same record by its id.
    assert_refused(phone.ask_by(&record).await, Code::VisualRecordUsed, 409);
    let changed = VisualRecord {
        recorded_at: record.recorded_at - SECOND,
        ..record.clone()
    };
    assert_refused(phone.ask_by(&changed).await, Code::VisualRecordUsed, 409);
    // Ids are drawn by phones, each for itself.
    assert!(other.ask_by(&record).await.is_ok());
    // The request itself is answered as before, also when its record is not fresh any more.
    clinic.pass(VisualRecord::FRESH + SECOND);
    let same = phone.session.challenge(&request, &first_key).await.unwrap();
    assert_eq!(same, first);
    let fresh = by_sight(signed(&seen(&clinic)));
    for another in [fresh, pin_at_home()] {
        let refused = phone.session.challenge(&another, &first_key).await;
        assert_refused(refused, Code::IdempotencyConflict, 409);
    }
    assert_eq!(events(&clinic, "visual-confirmed").await.len(), 2);
}

#[tokio::test]
async fn of_challenges_that_race_for_one_record_exactly_one_is_issued() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let record = sign_claims(phone.identity.vault.as_ref(), &seen(&clinic), &phone.id).unwrap();
    let requests: Vec<_> = (0..8)
        .map(|_| {
            let (session, request) = (phone.session.clone(), by_sight(record.clone()));
            tokio::spawn(async move { session.challenge(&request, &key()).await })
        })
        .collect();
    let mut issued = 0;
    for request in requests {
        match request.await.unwrap() {
            Ok(_) => issued += 1,
            refused => assert_refused(refused, Code::VisualRecordUsed, 409),
        }
    }
    assert_eq!(issued, 1);
    assert_eq!(events(&clinic, "visual-confirmed").await.len(), 1);
}

#[tokio::test]
async fn without_the_terminals_signature_a_proof_by_sight_proves_nothing() {
    let clinic = Clinic::open().await;
    let (phone, chain) = phone_with_terminal(&clinic).await;
    let challenge = phone.challenge_by_sight(&clinic).await;
    // Signed as a card would that was opened by its PIN.
    let refused = phone.deliver(&clinic.tap("T01", &challenge)).await;
    assert_refused(refused, Code::VisualUnproven, 422);
    // One that was given for another visit does not count.
    let other = phone.challenge_by_sight(&clinic).await;
    let granted = phone.ask_terminal(other.challenge_id, &ASKED, &key()).await;
    assert!(granted.is_ok());
    let refused = phone.deliver(&clinic.tap("T01", &challenge)).await;
    assert_refused(refused, Code::VisualUnproven, 422);
    // The challenge is as good as before.
    let proof = tap(&clinic, &phone, &chain, "T01", &challenge)
        .await
        .unwrap();
    assert!(phone.deliver(&proof).await.is_ok());
    assert!(phone.deliver(&proof).await.unwrap().replayed);
    let id = challenge.challenge_id;
    let after = phone.ask_terminal(id, &ASKED, &key()).await;
    assert_refused(after, Code::ChallengeUsed, 409);
}

#[tokio::test]
async fn housekeeping_forgets_unused_challenges_with_the_signatures_for_them() {
    let clinic = Clinic::open().await;
    let (phone, chain) = phone_with_terminal(&clinic).await;
    let used = phone.challenge_by_sight(&clinic).await;
    let proof = tap(&clinic, &phone, &chain, "T01", &used).await.unwrap();
    phone.deliver(&proof).await.unwrap();
    let unused = phone.challenge_by_sight(&clinic).await.challenge_id;
    phone.ask_terminal(unused, &ASKED, &key()).await.unwrap();
    clinic.pass(SECOND);
    let now = clinic.clock.now();
    assert_eq!(forget_unused(&clinic.database, now).await.unwrap(), 1);
    assert_eq!(signatures(&clinic).await, 1);
}
