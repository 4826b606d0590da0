//! The audit log: what is done to it in the database is found.

use std::fs;
use std::sync::Arc;

use kyotaku_core::wire::identifier::InstitutionCode;
use kyotaku_server::audit::chain::{GENESIS, Link};
use kyotaku_server::audit::checkpoint::{Checkpoint, Checkpoints};
use kyotaku_server::audit::export::export;
use kyotaku_server::audit::verify::{Finding, verify};
use kyotaku_server::audit::{Action, Actor, NewEvent, append};
use kyotaku_server::housekeeping;
use kyotaku_server::statement::StatementKeys;
use kyotaku_server::store::entity::{audit_event, audit_head};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, Set, TransactionTrait as _,
};

use crate::clinic::{CLINIC, Clinic};

const OTHER: &str = "9969999011";

impl Clinic {
    fn checkpoints(&self) -> Checkpoints {
        self.checkpoints_by("statement.key", None)
    }

    fn checkpoints_by(&self, key: &str, former: Option<&str>) -> Checkpoints {
        let former = former.map(|name| self.file(name));
        let keys = StatementKeys::load(&self.file(key), former.as_deref()).unwrap();
        Checkpoints::new(self.file("audit-checkpoints"), Arc::new(keys))
    }

    async fn record(&self, institution: &str, events: usize) {
        let institution: InstitutionCode = institution.parse().unwrap();
        for number in 0..events {
            let transaction = self.database.begin().await.unwrap();
            let event = NewEvent {
                institution: &institution,
                actor: Actor::System,
                action: Action::CodeIssued,
                subject: (number % 2 == 0).then(|| format!("{number:04}")),
            };
            append(&transaction, self.clock.now(), event).await.unwrap();
            transaction.commit().await.unwrap();
        }
    }

    async fn sign(&self) -> usize {
        let checkpoints = self.checkpoints();
        let written = checkpoints.write(&self.database, self.clock.now()).await;
        written.unwrap()
    }

    async fn findings(&self) -> Vec<Finding> {
        self.findings_by(&self.checkpoints()).await
    }

    async fn findings_by(&self, checkpoints: &Checkpoints) -> Vec<Finding> {
        let reports = verify(&self.database, checkpoints, Some(CLINIC)).await;
        reports.unwrap().remove(0).findings
    }

    /// Who did what to what, in order.
    pub(crate) async fn events_of(
        &self,
        institution: &str,
    ) -> Vec<(String, String, Option<String>)> {
        let events = audit_event::Entity::find()
            .filter(audit_event::Column::Institution.eq(institution))
            .order_by_asc(audit_event::Column::Seq)
            .all(&self.database)
            .await
            .unwrap();
        let events = events.into_iter();
        events
            .map(|event| (event.actor, event.action, event.subject))
            .collect()
    }

    async fn damage(&self, sql: &str) {
        self.database.execute_unprepared(sql).await.unwrap();
    }

    /// Computes the whole chain and its head anew, as whoever knows the encoding can.
    async fn compute_anew(&self) {
        let events = audit_event::Entity::find()
            .filter(audit_event::Column::Institution.eq(CLINIC))
            .order_by_asc(audit_event::Column::Seq)
            .all(&self.database)
            .await
            .unwrap();
        let (mut previous, mut last) = (GENESIS.to_vec(), 0);
        for event in events {
            let hash = Link {
                institution: CLINIC,
                seq: event.seq,
                at: event.at.unix_timestamp(),
                actor: &event.actor,
                action: &event.action,
                subject: event.subject.as_deref(),
                previous: &previous,
            }
            .hash();
            last = event.seq;
            let mut row = event.into_active_model();
            row.previous = Set(previous);
            row.hash = Set(hash.to_vec());
            audit_event::Entity::update(row)
                .exec(&self.database)
                .await
                .unwrap();
            previous = hash.to_vec();
        }
        let head = audit_head::ActiveModel {
            institution: Set(CLINIC.to_owned()),
            seq: Set(last),
            hash: Set(previous),
        };
        audit_head::Entity::update(head)
            .exec(&self.database)
            .await
            .unwrap();
    }
}

/// A clinic with ten events and a checkpoint after the seventh.
async fn with_ten_events() -> Clinic {
    let clinic = Clinic::open().await;
    clinic.record(CLINIC, 7).await;
    assert_eq!(clinic.sign().await, 1);
    clinic.record(CLINIC, 3).await;
    clinic
}

#[tokio::test]
async fn an_untouched_log_holds_and_tells_what_a_checkpoint_vouches_for() {
    let clinic = with_ten_events().await;
    clinic.record(OTHER, 2).await;
    let checkpoints = clinic.checkpoints();
    assert_eq!(clinic.sign().await, 2);
    assert_eq!(clinic.sign().await, 0, "nothing has happened since");
    clinic.record(CLINIC, 1).await;
    let reports = verify(&clinic.database, &checkpoints, None).await.unwrap();
    let told: Vec<_> = reports
        .iter()
        .map(|report| (report.institution.as_str(), report.events, report.vouched))
        .collect();
    assert_eq!(told, [(CLINIC, 11, 10), (OTHER, 2, 2)]);
    assert!(reports.iter().all(|report| report.findings.is_empty()));
    let nobody = verify(&clinic.database, &checkpoints, Some("9939999018")).await;
    assert!(nobody.is_err());
}

#[tokio::test]
async fn a_changed_event_is_found() {
    for change in [
        "actor = 'console:other'",
        "action = 'signed-in'",
        "subject = '9999'",
        "subject = NULL",
        "at = '2026-11-22 03:00:01+00:00'",
    ] {
        let clinic = with_ten_events().await;
        clinic
            .damage(&format!("UPDATE audit_events SET {change} WHERE seq = 3"))
            .await;
        assert_eq!(
            clinic.findings().await,
            [Finding::EventChanged { seq: 3 }],
            "{change}"
        );
    }
}

#[tokio::test]
async fn a_removed_event_is_found() {
    let clinic = with_ten_events().await;
    clinic
        .damage("DELETE FROM audit_events WHERE seq = 4")
        .await;
    let missing = |first, last| Finding::EventsMissing { first, last };
    assert_eq!(clinic.findings().await, [missing(4, 4)]);
    clinic
        .damage("DELETE FROM audit_events WHERE seq < 4")
        .await;
    assert_eq!(clinic.findings().await, [missing(1, 4)]);
}

#[tokio::test]
async fn a_gap_that_was_closed_by_renumbering_is_found() {
    let clinic = with_ten_events().await;
    clinic
        .damage("DELETE FROM audit_events WHERE seq = 9")
        .await;
    clinic
        .damage("UPDATE audit_events SET seq = 9 WHERE seq = 10")
        .await;
    let findings = clinic.findings().await;
    for expected in [
        Finding::ChainBroken { seq: 9 },
        Finding::EventChanged { seq: 9 },
        Finding::TailMissing { last: 9, known: 10 },
    ] {
        assert!(findings.contains(&expected), "{findings:?}");
    }
}

#[tokio::test]
async fn a_cut_tail_is_found_by_the_head_and_by_the_checkpoint() {
    let clinic = with_ten_events().await;
    clinic
        .damage("DELETE FROM audit_events WHERE seq > 8")
        .await;
    let missing = |last, known| Finding::TailMissing { last, known };
    assert_eq!(clinic.findings().await, [missing(8, 10)]);
    // Who also sets the head back hides only what no checkpoint knows.
    clinic.compute_anew().await;
    assert_eq!(clinic.findings().await, []);
    clinic
        .damage("DELETE FROM audit_events WHERE seq > 5")
        .await;
    clinic.compute_anew().await;
    assert_eq!(clinic.findings().await, [missing(5, 7)]);
    // Nor do events that come later cover it up, signed or not.
    clinic.record(CLINIC, 4).await;
    clinic.sign().await;
    assert_eq!(clinic.findings().await, [Finding::Recomputed { seq: 7 }]);
}

#[tokio::test]
async fn a_chain_that_was_computed_anew_is_found_by_its_checkpoint() {
    let clinic = with_ten_events().await;
    clinic
        .damage("UPDATE audit_events SET actor = 'console:other' WHERE seq = 2")
        .await;
    clinic.compute_anew().await;
    assert_eq!(clinic.findings().await, [Finding::Recomputed { seq: 7 }]);
    clinic.sign().await;
    assert_eq!(clinic.findings().await, [Finding::Recomputed { seq: 7 }]);
}

#[tokio::test]
async fn a_log_that_is_gone_is_found_by_what_is_left_of_it() {
    let clinic = with_ten_events().await;
    clinic.damage("DELETE FROM audit_heads").await;
    assert_eq!(clinic.findings().await, [Finding::HeadMissing]);
    clinic.damage("DELETE FROM audit_events").await;
    assert_eq!(
        clinic.findings().await,
        [
            Finding::TailMissing { last: 0, known: 7 },
            Finding::HeadMissing
        ]
    );
}

#[tokio::test]
async fn a_head_that_is_not_the_last_event_is_found() {
    let clinic = with_ten_events().await;
    clinic.damage("UPDATE audit_heads SET seq = 9").await;
    assert_eq!(clinic.findings().await, [Finding::HeadDiffers]);
}

#[tokio::test]
async fn checkpoints_that_are_forged_or_gone_are_found() {
    let clinic = with_ten_events().await;
    let checkpoints = clinic.checkpoints();
    let file = clinic
        .file("audit-checkpoints")
        .join(format!("{CLINIC}.jws"));
    let good = fs::read_to_string(&file).unwrap();
    // By a key that signs other things, for another institution, and no JWS at all.
    let checkpoint: Checkpoint = checkpoints.keys().verify(good.trim()).unwrap();
    let foreign = clinic.checkpoints_by("tls-server.key", None);
    let foreign = foreign.keys().sign(&checkpoint);
    let elsewhere = checkpoints.keys().sign(&Checkpoint {
        institution: OTHER.to_owned(),
        ..checkpoint
    });
    for wrong in [foreign, elsewhere, "no checkpoint".to_owned()] {
        fs::write(&file, format!("{good}{wrong}\n")).unwrap();
        assert_eq!(
            clinic.findings().await,
            [Finding::CheckpointWrong { line: 2 }]
        );
    }
    for gone in [|file| fs::write(file, ""), |file| fs::remove_file(file)] {
        gone(&file).unwrap();
        assert_eq!(clinic.findings().await, [Finding::CheckpointsMissing]);
    }
}

#[tokio::test]
async fn checkpoints_by_a_former_key_still_count() {
    let clinic = with_ten_events().await;
    // Any other key in the place of a new one.
    let new = clinic.checkpoints_by("device-ca.key", None);
    assert_eq!(
        clinic.findings_by(&new).await,
        [Finding::CheckpointWrong { line: 1 }]
    );
    let jwk = clinic.checkpoints().keys().published().keys.remove(0);
    let spki = jwk.key().unwrap().to_spki_der();
    let spki = x509_pem(&spki);
    fs::write(clinic.file("former.pem"), spki).unwrap();
    let new = clinic.checkpoints_by("device-ca.key", Some("former.pem"));
    new.write(&clinic.database, clinic.clock.now())
        .await
        .unwrap();
    assert_eq!(clinic.findings_by(&new).await, []);
}

fn x509_pem(spki: &[u8]) -> String {
    der::pem::encode_string("PUBLIC KEY", der::pem::LineEnding::LF, spki).unwrap()
}

#[tokio::test]
async fn simultaneous_events_of_an_institution_make_one_chain() {
    let clinic = Arc::new(Clinic::open().await);
    let writers: Vec<_> = (0..8)
        .map(|_| {
            let clinic = Arc::clone(&clinic);
            tokio::spawn(async move { clinic.record(CLINIC, 5).await })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    clinic.sign().await;
    assert_eq!(clinic.findings().await, []);
    let events = audit_event::Entity::find().count(&clinic.database).await;
    assert_eq!(events.unwrap(), 40);
}

#[tokio::test]
async fn an_event_goes_with_the_effect_that_is_rolled_back() {
    let clinic = with_ten_events().await;
    let transaction = clinic.database.begin().await.unwrap();
    let event = NewEvent {
        institution: &CLINIC.parse().unwrap(),
        actor: Actor::System,
        action: Action::CodeIssued,
        subject: None,
    };
    append(&transaction, clinic.clock.now(), event)
        .await
        .unwrap();
    transaction.rollback().await.unwrap();
    assert_eq!(clinic.findings().await, []);
}

#[tokio::test]
async fn an_export_holds_every_event_and_a_checkpoint_that_is_kept() {
    let clinic = with_ten_events().await;
    let checkpoints = clinic.checkpoints();
    let mut text = Vec::new();
    let now = clinic.clock.now();
    let exported = export(&clinic.database, &checkpoints, CLINIC, now, &mut text).await;
    assert_eq!(exported.unwrap(), 10);
    let lines: Vec<serde_json::Value> = String::from_utf8(text)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 11);
    assert_eq!(lines[0]["subject"], "0000");
    assert_eq!(lines[0]["at"], "2026-11-22T03:00:00Z");
    assert_eq!(lines[1]["previous"], lines[0]["hash"]);
    let jws = lines[10]["checkpoint"].as_str().unwrap();
    let checkpoint: Checkpoint = checkpoints.keys().verify(jws).unwrap();
    assert_eq!((checkpoint.seq, checkpoint.at), (10, now));
    assert_eq!(clinic.sign().await, 0, "the export has signed the head");
    let nobody = export(&clinic.database, &checkpoints, OTHER, now, Vec::new()).await;
    assert!(nobody.is_err());
}

#[tokio::test]
async fn a_directory_that_cannot_be_written_to_is_reported_and_stops_nothing() {
    let clinic = with_ten_events().await;
    fs::remove_dir_all(clinic.file("audit-checkpoints")).unwrap();
    fs::write(clinic.file("audit-checkpoints"), "").unwrap();
    housekeeping::sign(&clinic.database, &clinic.clock, &clinic.checkpoints()).await;
    assert!(clinic.log.count("no checkpoints of the audit log", "") > 0);
}

#[tokio::test]
async fn an_answer_that_is_given_again_shows_the_patient_again_and_is_recorded() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let proof = phone.sign(&clinic.tap("T01", &phone.challenge().await));
    let visit = phone.client.prove(&proof).await.unwrap();
    let consent = phone.sign_consent(&clinic.everything(&visit));
    let answer = phone.client.consent(&consent).await.unwrap();
    let before = clinic.events_of(CLINIC).await.len();
    assert!(phone.client.prove(&proof).await.unwrap().replayed);
    assert!(phone.client.consent(&consent).await.unwrap().replayed);
    let (actor, repeated) = (format!("device:{}", phone.id), "answer-repeated".to_owned());
    let event = |subject| (actor.clone(), repeated.clone(), Some(subject));
    assert_eq!(
        clinic.events_of(CLINIC).await[before..],
        [
            event(visit.receipt_id.to_string()),
            event(answer.reception_number)
        ]
    );
}
