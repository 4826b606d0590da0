//! Consents over time: read, changed, revoked, used, and over.

mod times;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::api::ApiError;
use kyotaku_core::vault::sign_claims;
use kyotaku_core::wire::api::{
    ConsentChangeRequest, ConsentEndReason, ConsentOfKind, ConsentRevocationRequest,
    ConsentsChanged, ConsentsQuery, EndedConsent, ProofResponse, RecordedConsent,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{
    Consent, ConsentChange, ConsentItems, ConsentRevocation, Relationship, Respondent,
    RevocationReason,
};
use kyotaku_core::wire::identifier::ReceiptId;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_server::consents::term::ConsentTerm;
use kyotaku_server::store;
use kyotaku_server::store::consent::ConsentState;
use kyotaku_server::store::entity::{audit_event, consent, consent_answer, result};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    TransactionTrait as _,
};

use crate::clinic::{CLINIC, Clinic, assert_refused};
use crate::log::keep_secret_jws;
use crate::phone::Phone;
use crate::transport::send;

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Clinic {
    pub(crate) fn changes(&self, visit: &ProofResponse, items: ConsentItems) -> ConsentChange {
        ConsentChange {
            receipt_id: visit.receipt_id,
            care_kind: CareKind::HomeVisit,
            items,
            respondent: Respondent::Patient,
            changed_at: self.clock.now(),
        }
    }

    pub(crate) fn revokes(&self, visit: &ProofResponse) -> ConsentRevocation {
        ConsentRevocation {
            receipt_id: visit.receipt_id,
            care_kind: None,
            reason: RevocationReason::Patient,
            respondent: Respondent::Patient,
            revoked_at: self.clock.now(),
        }
    }

    async fn state(&self, person: &str, care_kind: CareKind, now: Timestamp) -> ConsentState {
        let institution = CLINIC.parse().unwrap();
        store::consent::state_for(&self.database, &institution, person, care_kind, now)
            .await
            .unwrap()
    }

    /// The actions of the clinic's log that are about consents, with their subjects.
    async fn told_of_consents(&self) -> Vec<(String, String)> {
        let events = audit_event::Entity::find()
            .filter(audit_event::Column::Action.starts_with("consent-"))
            .order_by_asc(audit_event::Column::Seq)
            .all(&self.database)
            .await
            .unwrap();
        let told = events.into_iter();
        told.map(|event| (event.action, event.subject.unwrap()))
            .collect()
    }
}

impl Phone {
    fn sign_change(&self, change: &ConsentChange) -> ConsentChangeRequest {
        let change = sign_claims(self.identity.vault.as_ref(), change, &self.id).unwrap();
        keep_secret_jws(&change);
        ConsentChangeRequest { change }
    }

    fn sign_revocation(&self, revocation: &ConsentRevocation) -> ConsentRevocationRequest {
        let revocation = sign_claims(self.identity.vault.as_ref(), revocation, &self.id).unwrap();
        keep_secret_jws(&revocation);
        ConsentRevocationRequest { revocation }
    }

    pub(crate) async fn change(&self, change: &ConsentChange) -> Result<ConsentsChanged, ApiError> {
        self.client.change_consent(&self.sign_change(change)).await
    }

    pub(crate) async fn revoke(
        &self,
        revocation: &ConsentRevocation,
    ) -> Result<ConsentsChanged, ApiError> {
        let request = self.sign_revocation(revocation);
        self.client.revoke_consents(&request).await
    }

    async fn read_consents(&self, visit: &ProofResponse) -> Result<Vec<ConsentOfKind>, ApiError> {
        let receipt_id = visit.receipt_id;
        let answer = self.client.consents(&ConsentsQuery { receipt_id }).await?;
        Ok(answer.consents)
    }

    /// A visit at which the patient agrees to everything.
    async fn agreed(&self, clinic: &Clinic, card: &str) -> RecordedConsent {
        let visit = self.visit(clinic, card).await.unwrap();
        let answer = self.answer(&clinic.everything(&visit)).await;
        answer.unwrap().consent
    }

    async fn agreed_for(
        &self,
        clinic: &Clinic,
        card: &str,
        care_kind: CareKind,
    ) -> RecordedConsent {
        let visit = self.visit_of(clinic, card, care_kind).await;
        let answer = self.answer(&clinic.everything(&visit)).await;
        answer.unwrap().consent
    }
}

fn of(care_kind: CareKind, consent: &RecordedConsent) -> ConsentOfKind {
    ConsentOfKind {
        care_kind,
        consent: consent.clone(),
    }
}

fn ended(consent: &RecordedConsent, at: Timestamp, reason: ConsentEndReason) -> RecordedConsent {
    RecordedConsent {
        ended: Some(EndedConsent { at, reason }),
        ..consent.clone()
    }
}

fn medicines() -> ConsentItems {
    ConsentItems {
        pharmacists_info: true,
        ..ConsentItems::NONE
    }
}

#[tokio::test]
async fn the_newest_consent_of_each_kind_of_care_is_read_with_a_receipt() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let elsewhere = clinic.phone_at("9969999011", &clinic.database).await;
    elsewhere.agreed(&clinic, "T01").await;
    let first = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(phone.read_consents(&first).await.unwrap(), []);
    phone.answer(&clinic.everything(&first)).await.unwrap();
    let outpatient = phone.agreed_for(&clinic, "T01", CareKind::Outpatient).await;
    let at_home = phone.agreed(&clinic, "T01").await;
    phone.agreed(&clinic, "T02").await;
    clinic.pass(DAY);
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let over = ended(&outpatient, clinic.clock.now(), ConsentEndReason::Period);
    assert_eq!(outpatient.available_until, clinic.clock.now());
    let mut read = phone.read_consents(&visit).await.unwrap();
    read.sort_by_key(|consent| consent.care_kind == CareKind::Outpatient);
    assert_eq!(
        read,
        [
            of(CareKind::HomeVisit, &at_home),
            of(CareKind::Outpatient, &over)
        ]
    );
    let events = clinic.events_of(CLINIC).await;
    let looked = (
        format!("device:{}", phone.id),
        "consents-listed".to_owned(),
        Some(visit.receipt_id.to_string()),
    );
    assert_eq!(events.last(), Some(&looked));
}

#[tokio::test]
async fn consents_are_read_while_the_patient_is_there_by_the_device_that_tapped() {
    let clinic = Clinic::open().await;
    let (phone, colleague) = (clinic.phone().await, clinic.phone().await);
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let refused = colleague.read_consents(&visit).await;
    assert_refused(refused, Code::ReceiptUnknown, 404);
    let unknown = ConsentsQuery {
        receipt_id: ReceiptId::new([7; 16]),
    };
    let refused = phone.client.consents(&unknown).await;
    assert_refused(refused, Code::ReceiptUnknown, 404);
    for query in ["", "?receiptId=", "?receiptId=x&receiptId=y"] {
        let head = format!("GET /v1/consents{query} HTTP/1.1");
        let answer = send(&clinic, &phone, &head, b"").await;
        assert_eq!(answer.status, 404, "{query}");
        assert!(answer.body.contains("MKA-E3008"), "{query}");
    }
    clinic.pass(Consent::ANSWER_WINDOW);
    assert!(phone.read_consents(&visit).await.is_ok());
    clinic.pass(SECOND);
    let refused = phone.read_consents(&visit).await;
    assert_refused(refused, Code::ReceiptUnknown, 404);
}

#[tokio::test]
async fn a_change_counts_from_then_on_and_what_was_before_stays_in_the_record() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.agreed(&clinic, "T01").await;
    clinic.pass(SignedDuration::from_hours(2));
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let changed = phone.change(&clinic.changes(&visit, medicines())).await;
    let changed = changed.unwrap();
    assert!(!changed.replayed);
    assert_eq!(changed.code, "MKA-I3001");
    let [now_holds] = &changed.consents[..] else {
        panic!("one kind of care");
    };
    assert_eq!(now_holds.care_kind, CareKind::HomeVisit);
    assert_eq!(now_holds.consent.items, medicines());
    assert_eq!(now_holds.consent.consented_at, clinic.clock.now());
    // Twelve months of Japan's calendar from the change, not from the first consent.
    let until = "2027-11-22T05:00:00Z".parse().unwrap();
    assert_eq!(now_holds.consent.available_until, until);
    assert_eq!(phone.read_consents(&visit).await.unwrap(), changed.consents);
    let next = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(next.current_consent, Some(now_holds.consent.clone()));
    // It is no eligibility check.
    assert_eq!(result::Entity::find().count(&clinic.database).await, Ok(1));
    let rows = consent::Entity::find().all(&clinic.database).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.ended_at.is_none()));
    let declined = phone
        .change(&clinic.changes(&next, ConsentItems::NONE))
        .await;
    assert_eq!(declined.unwrap().code, "MKA-I3003");
    let told = clinic.told_of_consents().await;
    let receipts = [&visit, &next].map(|visit| visit.receipt_id.to_string());
    assert_eq!(told[0].0, "consent-registered");
    let of_changes = told[1..].iter().map(|(action, subject)| {
        assert_eq!(action, "consent-changed");
        subject.clone()
    });
    assert_eq!(of_changes.collect::<Vec<_>>(), receipts);
}

#[tokio::test]
async fn the_consent_for_another_kind_of_care_is_changed_as_well() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let outpatient = phone.agreed_for(&clinic, "T01", CareKind::Outpatient).await;
    let at_home = phone.agreed(&clinic, "T01").await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    clinic.pass(SECOND);
    let change = ConsentChange {
        care_kind: CareKind::Outpatient,
        ..clinic.changes(&visit, medicines())
    };
    let changed = phone.change(&change).await.unwrap().consents;
    assert!(changed.contains(&of(CareKind::HomeVisit, &at_home)));
    let end = clinic.clock.now() + DAY;
    let new = RecordedConsent {
        items: medicines(),
        consented_at: clinic.clock.now(),
        available_until: end,
        ..outpatient
    };
    assert!(changed.contains(&of(CareKind::Outpatient, &new)));
}

#[tokio::test]
async fn what_does_not_hold_is_neither_changed_nor_revoked() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    phone.agreed_for(&clinic, "T02", CareKind::Outpatient).await;
    let refused = async |card: &str, code: Code| {
        let visit = phone.visit(&clinic, card).await.unwrap();
        let change = clinic.changes(&visit, medicines());
        assert_refused(phone.change(&change).await, code, 422);
        let revocation = clinic.revokes(&visit);
        let of_kind = ConsentRevocation {
            care_kind: Some(CareKind::HomeVisit),
            ..revocation.clone()
        };
        assert_refused(phone.revoke(&of_kind).await, code, 422);
        assert_refused(phone.revoke(&revocation).await, code, 422);
        // A refusal takes nobody's answer.
        assert!(phone.answer(&clinic.everything(&visit)).await.is_ok());
    };
    refused("T01", Code::ConsentMissing).await;
    clinic.pass(SECOND);
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    phone.revoke(&clinic.revokes(&visit)).await.unwrap();
    clinic.pass(SECOND);
    refused("T01", Code::ConsentWithdrawn).await;
    let end = phone.agreed(&clinic, "T01").await.available_until;
    let state = clinic.state("T01", CareKind::HomeVisit, end - SECOND).await;
    assert!(matches!(state, ConsentState::Holding(_)));
    let state = clinic.state("T01", CareKind::HomeVisit, end).await;
    assert_eq!(state.holding(), Err(Code::ConsentExpired));
    clinic.pass(DAY - SECOND * 2);
    let visit = phone.visit(&clinic, "T02").await.unwrap();
    let change = ConsentChange {
        care_kind: CareKind::Outpatient,
        ..clinic.changes(&visit, medicines())
    };
    assert_refused(phone.change(&change).await, Code::ConsentExpired, 422);
    let refused = phone.revoke(&clinic.revokes(&visit)).await;
    assert_refused(refused, Code::ConsentExpired, 422);
}

#[tokio::test]
async fn a_change_follows_the_rules_of_a_consent() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T13").await.unwrap();
    let nothing = clinic.agrees(&visit, ConsentItems::NONE);
    phone.answer(&nothing).await.unwrap();
    let visit = phone.visit(&clinic, "T13").await.unwrap();
    let change = clinic.changes(&visit, medicines());
    assert_refused(phone.change(&change).await, Code::CertificateGrace, 422);
    phone.agreed(&clinic, "T01").await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let by_proxy = |items| ConsentChange {
        respondent: Respondent::Proxy {
            relationship: Relationship::Spouse,
        },
        ..clinic.changes(&visit, items)
    };
    let refused = phone.change(&by_proxy(medicines())).await;
    assert_refused(refused, Code::ProxyNotPermitted, 422);
    clinic
        .set_environment(|settings| settings.view_consent = false)
        .await;
    let change = clinic.changes(&visit, medicines());
    assert_refused(phone.change(&change).await, Code::ViewConsentDisabled, 422);
    let less = phone.change(&by_proxy(ConsentItems::NONE)).await;
    assert_eq!(less.unwrap().code, "MKA-I3003");
}

#[tokio::test]
async fn a_proxy_consents_to_everything_where_the_institution_lets_them() {
    let clinic = Clinic::open().await;
    clinic
        .set_environment(|settings| settings.proxy_medical_consent = true)
        .await;
    let phone = clinic.phone().await;
    let respondent = Respondent::Proxy {
        relationship: Relationship::LegalRepresentative,
    };
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let consent = Consent {
        respondent: respondent.clone(),
        ..clinic.everything(&visit)
    };
    let answer = phone.answer(&consent).await.unwrap();
    assert_eq!(answer.consent.respondent, respondent);
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let change = ConsentChange {
        respondent,
        ..clinic.changes(&visit, medicines())
    };
    assert!(phone.change(&change).await.is_ok());
}

#[tokio::test]
async fn a_receipt_is_answered_once_whatever_the_answer_is() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.agreed(&clinic, "T01").await;
    clinic.pass(SECOND);
    let [registered, changed, revoked] = [
        phone.visit(&clinic, "T01").await.unwrap(),
        phone.visit(&clinic, "T01").await.unwrap(),
        phone.visit(&clinic, "T01").await.unwrap(),
    ];
    let register = phone.sign_consent(&clinic.everything(&registered));
    let change = phone.sign_change(&clinic.changes(&changed, medicines()));
    let revoke = phone.sign_revocation(&clinic.revokes(&revoked));
    phone.client.consent(&register).await.unwrap();
    let change_told = phone.client.change_consent(&change).await.unwrap();
    let revoke_told = phone.client.revoke_consents(&revoke).await.unwrap();
    for visit in [&registered, &changed, &revoked] {
        let other = phone.answer(&clinic.agrees(visit, medicines())).await;
        assert_refused(other, Code::ConsentAnswered, 409);
        let other = phone
            .change(&clinic.changes(visit, ConsentItems::ALL))
            .await;
        assert_refused(other, Code::ConsentAnswered, 409);
        let other = ConsentRevocation {
            reason: RevocationReason::ChangeOfUse,
            ..clinic.revokes(visit)
        };
        assert_refused(phone.revoke(&other).await, Code::ConsentAnswered, 409);
    }
    // The answers are what they were, however things stand now.
    clinic.pass(SignedDuration::from_hours(11));
    let again = phone.client.change_consent(&change).await.unwrap();
    assert!(again.replayed);
    assert_eq!(
        (again.code, again.consents),
        (change_told.code, change_told.consents)
    );
    let again = phone.client.revoke_consents(&revoke).await.unwrap();
    assert!(again.replayed);
    assert_eq!(
        (again.code, again.consents),
        (revoke_told.code, revoke_told.consents)
    );
    let answers = consent_answer::Entity::find().count(&clinic.database).await;
    assert_eq!(answers, Ok(4));
    assert_eq!(clinic.told_of_consents().await.len(), 4);
}

#[tokio::test]
async fn of_simultaneous_answers_of_all_sorts_one_is_recorded() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.agreed(&clinic, "T01").await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let register = phone.sign_consent(&clinic.everything(&visit));
    let change = phone.sign_change(&clinic.changes(&visit, medicines()));
    let revoke = phone.sign_revocation(&clinic.revokes(&visit));
    let deliveries: Vec<_> = (0..9)
        .map(|number| {
            let (client, register) = (phone.client.clone(), register.clone());
            let (change, revoke) = (change.clone(), revoke.clone());
            tokio::spawn(async move {
                match number % 3 {
                    0 => client.consent(&register).await.map(|told| told.replayed),
                    1 => client
                        .change_consent(&change)
                        .await
                        .map(|told| told.replayed),
                    _ => client
                        .revoke_consents(&revoke)
                        .await
                        .map(|told| told.replayed),
                }
            })
        })
        .collect();
    let (mut new, mut replayed, mut refused) = (0, 0, 0);
    for delivery in deliveries {
        match delivery.await.unwrap() {
            Ok(true) => replayed += 1,
            Ok(false) => new += 1,
            answer => {
                assert_refused(answer, Code::ConsentAnswered, 409);
                refused += 1;
            }
        }
    }
    assert_eq!((new, replayed, refused), (1, 2, 6));
    let answers = consent_answer::Entity::find().count(&clinic.database).await;
    assert_eq!(answers, Ok(2));
}

#[tokio::test]
async fn a_revocation_ends_every_consent_at_once_with_its_reason() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let elsewhere = clinic.phone_at("9969999011", &clinic.database).await;
    for (reason, ended_as) in [
        (RevocationReason::Institution, ConsentEndReason::Institution),
        (RevocationReason::Patient, ConsentEndReason::Patient),
        (RevocationReason::ChangeOfUse, ConsentEndReason::ChangeOfUse),
    ] {
        let other_person = phone.agreed(&clinic, "T02").await;
        let other_institution = elsewhere.agreed(&clinic, "T01").await;
        let outpatient = phone.agreed_for(&clinic, "T01", CareKind::Outpatient).await;
        let at_home = phone.agreed(&clinic, "T01").await;
        clinic.pass(SECOND);
        let visit = phone.visit(&clinic, "T01").await.unwrap();
        let revocation = ConsentRevocation {
            reason,
            // Whoever was there may ask for it.
            respondent: Respondent::Proxy {
                relationship: Relationship::Other,
            },
            ..clinic.revokes(&visit)
        };
        let told = phone.revoke(&revocation).await.unwrap();
        assert_eq!(told.code, "MKA-I3004");
        let now = clinic.clock.now();
        let end = |consent| ended(consent, now, ended_as);
        let [one, other] = &told.consents[..] else {
            panic!("two kinds of care");
        };
        for consent in [one, other] {
            let expected = match consent.care_kind {
                CareKind::HomeVisit => end(&at_home),
                _ => end(&outpatient),
            };
            assert_eq!(consent.consent, expected);
        }
        let next = phone.visit(&clinic, "T01").await.unwrap();
        assert_eq!(next.current_consent, None);
        assert_eq!(phone.read_consents(&next).await.unwrap(), told.consents);
        let unharmed = phone.visit(&clinic, "T02").await.unwrap();
        assert_eq!(unharmed.current_consent, Some(other_person));
        let unharmed = elsewhere.visit(&clinic, "T01").await.unwrap();
        assert_eq!(unharmed.current_consent, Some(other_institution));
        let subject = visit.receipt_id.to_string();
        let told = clinic.told_of_consents().await;
        assert_eq!(told.last(), Some(&("consent-revoked".to_owned(), subject)));
        clinic.pass(SECOND);
    }
}

#[tokio::test]
async fn the_consent_for_one_kind_of_care_ends_alone() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.agreed_for(&clinic, "T01", CareKind::Outpatient).await;
    let at_home = phone.agreed(&clinic, "T01").await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let revocation = ConsentRevocation {
        care_kind: Some(CareKind::Outpatient),
        ..clinic.revokes(&visit)
    };
    phone.revoke(&revocation).await.unwrap();
    let now = clinic.clock.now();
    let state = clinic.state("T01", CareKind::Outpatient, now).await;
    assert_eq!(state.holding(), Err(Code::ConsentWithdrawn));
    let state = clinic.state("T01", CareKind::HomeVisit, now).await;
    assert_eq!(state, ConsentState::Holding(at_home));
}

#[tokio::test]
async fn after_a_revocation_nothing_older_counts_again_and_a_new_consent_does() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    for _ in 0..3 {
        phone.agreed(&clinic, "T01").await;
        clinic.pass(SECOND);
    }
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    phone
        .change(&clinic.changes(&visit, medicines()))
        .await
        .unwrap();
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    phone.revoke(&clinic.revokes(&visit)).await.unwrap();
    let rows = consent::Entity::find().all(&clinic.database).await.unwrap();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.end_reason.is_some()));
    let anew = phone.agreed(&clinic, "T01").await;
    assert_eq!(anew.ended, None);
    let now = clinic.clock.now();
    let state = clinic.state("T01", CareKind::HomeVisit, now).await;
    assert_eq!(state, ConsentState::Holding(anew));
}
