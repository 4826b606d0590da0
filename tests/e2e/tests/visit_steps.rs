//! Every step of a visit against every event: what the table has happens, and nothing else.

#![allow(
    clippy::unwrap_used,
    reason = "whatever does not hold must stop the test"
)]

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::card::{LengthSupport, PinOutcome, TapReport, drive};
use kyotaku_core::flow::presence::Identity;
use kyotaku_core::flow::visit::{Answer, AnswerRefused, Delivery, Kept, NoRequest, NoTap, Rules};
use kyotaku_core::flow::visit::{AnswerKind, Plan, Step, Tapped, Visit};
use kyotaku_core::secret::Pin;
use kyotaku_core::store::RecordId;
use kyotaku_core::wire::api::{
    AcceptedStanding, CertificateStanding, ChallengeResponse, ConsentResponse, Person,
    ProofResponse, RecordedConsent,
};
use kyotaku_core::wire::consent::{ConsentItems, Relationship, Respondent};
use kyotaku_core::wire::identifier::{ChallengeId, DeviceKeyHash, Nonce, ReceiptId};
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};
use kyotaku_core::wire::qualification::{OqsDate, PrescriptionIssue, Qualification, Sex};
use kyotaku_e2e::bench::{Bench, NOW};
use kyotaku_e2e::reader::Reader;

const STEPS: [Step; 10] = [
    Step::Preparing,
    Step::Ready,
    Step::Tapping,
    Step::Signed,
    Step::Delivering,
    Step::Identifying,
    Step::Consenting,
    Step::Registering,
    Step::Done,
    Step::Stopped,
];

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn identity() -> Identity {
    Identity {
        institution: "9919999012".parse().unwrap(),
        device_key: DeviceKeyHash::new([1; 32]),
        account: "staff11".parse().unwrap(),
    }
}

fn challenge(method: Method) -> ChallengeResponse {
    let Identity {
        institution,
        device_key,
        account,
    } = identity();
    let statement = PresenceStatement {
        challenge_id: ChallengeId::new([2; 16]),
        nonce: Nonce::new([3; 32]),
        institution,
        device_key,
        account,
        care_kind: CareKind::HomeVisit,
        method,
        issued_at: now(),
        tap_before: now() + SignedDuration::from_mins(5),
        visual_record: None,
    };
    ChallengeResponse {
        challenge_id: statement.challenge_id,
        statement: statement.to_der().unwrap(),
        tap_before: statement.tap_before,
    }
}

fn qualification() -> Qualification {
    serde_json::from_str(r#"{"processingResultStatus":"1","qualificationValidity":"1"}"#).unwrap()
}

/// What a server of the profile with consent answers.
fn presence(standing: AcceptedStanding) -> ProofResponse {
    ProofResponse {
        receipt_id: ReceiptId::new([4; 16]),
        receipt: "receipt".to_owned(),
        reception_number: None,
        verified_at: now(),
        replayed: false,
        person: Person {
            name: "試験　花子".to_owned(),
            name_kana: "ｼｹﾝ ﾊﾅｺ".to_owned(),
            name_of_other: None,
            birthdate: OqsDate::from("19450101".to_owned()),
            sex1: Sex::Female,
        },
        certificate_standing: CertificateStanding {
            standing,
            not_after: now(),
            code: None,
        },
        current_consent: None,
        qualification: None,
    }
}

fn registered() -> ConsentResponse {
    ConsentResponse {
        reception_number: "2026112000001".to_owned(),
        replayed: false,
        code: "MKA-I3001".to_owned(),
        consent: RecordedConsent {
            items: ConsentItems::ALL,
            respondent: Respondent::Patient,
            consented_at: now(),
            available_until: now(),
            ended: None,
        },
        qualification: qualification(),
    }
}

fn rules() -> Rules {
    Rules {
        view_consent: true,
        proxy_medical_consent: false,
        prescriptions: Vec::new(),
    }
}

fn everything() -> Answer {
    Answer {
        items: ConsentItems::ALL,
        respondent: Respondent::Patient,
        prescription: None,
    }
}

fn kept(delivery: Delivery) -> Kept {
    let id = RecordId::parse("000102030405060708090a0b0c0d0e0f").unwrap();
    Kept { id, delivery }
}

fn answered(proof: &Kept) -> Kept {
    kept(
        proof
            .delivery
            .with_answer(AnswerKind::Consent, "consent".to_owned()),
    )
}

/// A whole tap of T01's card.
fn tap(visit: &mut Visit, bench: &Bench) -> TapReport<PinOutcome> {
    let tap = visit.tap(bench.check(), None).unwrap();
    drive(tap, &mut Reader::holding(bench.card("T01"))).unwrap()
}

/// The event that leads on from a step.
type Advance<'a> = (Step, &'a dyn Fn(&mut Visit));

/// A visit brought to `step` by the events of the table.
fn at(step: Step, bench: &Bench) -> Visit {
    let plan = Plan::by_pin(CareKind::HomeVisit);
    let mut visit = Visit::begin(identity(), plan, rules(), LengthSupport::default());
    let events: [Advance<'_>; 8] = [
        (Step::Preparing, &|visit| {
            visit.request(now()).unwrap();
            let challenged = visit.challenged(&challenge(Method::Pin), now());
            challenged.unwrap().unwrap();
        }),
        (Step::Ready, &|visit| {
            visit.enter_pin(Pin::parse(b"1234").unwrap()).unwrap();
            if step == Step::Tapping {
                drop(visit.tap(bench.check(), None).unwrap());
            } else {
                let report = tap(visit, bench);
                visit.tapped(report, now(), 12).unwrap();
            }
        }),
        (Step::Signed, &|visit| {
            let delivery = visit.delivery_of("proof".to_owned()).unwrap();
            visit.kept(kept(delivery)).unwrap();
        }),
        (Step::Delivering, &|visit| {
            visit.delivered(presence(AcceptedStanding::Valid)).unwrap();
        }),
        (Step::Identifying, &|visit| visit.confirm_person().unwrap()),
        (Step::Consenting, &|visit| {
            visit.answer(everything(), now()).unwrap();
            let kept = answered(visit.delivery().unwrap());
            visit.answer_kept(kept).unwrap();
        }),
        (Step::Registering, &|visit| {
            visit.registered(registered()).unwrap();
        }),
        (Step::Done, &|_| ()),
    ];
    if step == Step::Stopped {
        visit.refused("MKA-E2022").unwrap();
        return visit;
    }
    for (from, event) in events {
        if visit.step() == step {
            break;
        }
        assert_eq!(visit.step(), from);
        event(&mut visit);
    }
    assert_eq!(visit.step(), step);
    visit
}

/// One event: whether it was refused for the step it met.
type Event<'e> = (&'static str, &'e dyn Fn(&mut Visit) -> bool);

#[test]
fn every_step_has_the_events_of_the_table_and_no_others() {
    let bench = Bench::new();
    let spare = std::cell::RefCell::new(None);
    let events: [Event<'_>; 20] = [
        ("request", &|visit| {
            matches!(visit.request(now()), Err(NoRequest::NotNow(_)))
        }),
        ("challenged", &|visit| {
            visit.challenged(&challenge(Method::Pin), now()).is_err()
        }),
        ("challenge_refused", &|visit| {
            visit.challenge_refused("MKA-E5017").is_err()
        }),
        ("enter_pin", &|visit| {
            visit.enter_pin(Pin::parse(b"1234").unwrap()).is_err()
        }),
        ("tap", &|visit| {
            matches!(visit.tap(bench.check(), None), Err(NoTap::NotNow(_)))
        }),
        ("tapped", &|visit| {
            let report = spare.borrow_mut().take().unwrap();
            visit.tapped(report, now(), 12).is_err()
        }),
        ("tap_dropped", &|visit| visit.tap_dropped().is_err()),
        ("proof", &|visit| visit.proof().is_err()),
        ("kept", &|visit| {
            let delivery = at(Step::Delivering, &bench).delivery().unwrap().clone();
            visit.kept(delivery).is_err()
        }),
        ("proof_to_deliver", &|visit| {
            visit.proof_to_deliver().is_err()
        }),
        ("delivered", &|visit| {
            visit.delivered(presence(AcceptedStanding::Valid)).is_err()
        }),
        ("confirm_person", &|visit| visit.confirm_person().is_err()),
        ("person_differs", &|visit| visit.person_differs().is_err()),
        ("answer", &|visit| {
            matches!(
                visit.answer(everything(), now()),
                Err(AnswerRefused::NotNow(_))
            )
        }),
        ("answer_kept", &|visit| {
            let kept = at(Step::Delivering, &bench).delivery().unwrap().clone();
            visit.answer_kept(answered(&kept)).is_err()
        }),
        ("answer_to_register", &|visit| {
            visit.answer_to_register().is_err()
        }),
        ("registered", &|visit| {
            visit.registered(registered()).is_err()
        }),
        ("answer_refused", &|visit| {
            let kept = at(Step::Delivering, &bench).delivery().unwrap().clone();
            visit.answer_refused(kept).is_err()
        }),
        ("refused", &|visit| visit.refused("MKA-E5010").is_err()),
        ("abandon", &|visit| visit.abandon().is_err()),
    ];
    let table: &[(&str, Step, Step)] = &[
        ("request", Step::Preparing, Step::Preparing),
        ("challenged", Step::Preparing, Step::Ready),
        ("enter_pin", Step::Ready, Step::Ready),
        ("tap", Step::Ready, Step::Tapping),
        ("tapped", Step::Tapping, Step::Signed),
        ("tap_dropped", Step::Tapping, Step::Ready),
        ("proof", Step::Signed, Step::Signed),
        ("kept", Step::Signed, Step::Delivering),
        ("proof_to_deliver", Step::Delivering, Step::Delivering),
        ("delivered", Step::Delivering, Step::Identifying),
        ("confirm_person", Step::Identifying, Step::Consenting),
        ("person_differs", Step::Identifying, Step::Stopped),
        ("answer", Step::Consenting, Step::Consenting),
        ("answer_kept", Step::Consenting, Step::Registering),
        ("answer_to_register", Step::Registering, Step::Registering),
        ("answer_refused", Step::Registering, Step::Consenting),
        ("challenge_refused", Step::Preparing, Step::Preparing),
        ("registered", Step::Registering, Step::Done),
    ];
    for step in STEPS {
        for (name, event) in &events {
            *spare.borrow_mut() = (*name == "tapped").then(|| tap_of_another_visit(&bench));
            let mut visit = at(step, &bench);
            let refused = event(&mut visit);
            let expected = match *name {
                "refused" | "abandon" => (step != Step::Done).then_some(Step::Stopped),
                _ => table
                    .iter()
                    .find(|row| row.0 == *name && row.1 == step)
                    .map(|row| row.2),
            };
            assert_eq!(refused, expected.is_none(), "{name} at {step:?}");
            assert_eq!(visit.step(), expected.unwrap_or(step), "{name} at {step:?}");
        }
    }
}

fn tap_of_another_visit(bench: &Bench) -> TapReport<PinOutcome> {
    let mut visit = at(Step::Ready, bench);
    visit.enter_pin(Pin::parse(b"1234").unwrap()).unwrap();
    tap(&mut visit, bench)
}

#[test]
fn a_statement_that_is_not_what_was_chosen_stops_the_visit_before_any_tap() {
    let bench = Bench::new();
    let mut visit = at(Step::Preparing, &bench);
    let mismatch = visit.challenged(&challenge(Method::Web), now()).unwrap();
    assert_eq!(mismatch.unwrap_err().code().as_str(), "MKA-E2053");
    assert_eq!(visit.stopped_with(), Some("MKA-E2053"));
}

#[test]
fn a_lost_answer_asks_for_the_same_challenge_and_a_late_tap_for_another() {
    let bench = Bench::new();
    let mut visit = at(Step::Preparing, &bench);
    let (_, first) = visit.request(now()).unwrap();
    let (_, again) = visit.request(now()).unwrap();
    assert_eq!(first, again);
    visit
        .challenged(&challenge(Method::Pin), now())
        .unwrap()
        .unwrap();
    let mut late = bench.check();
    late.now += SignedDuration::from_secs(301);
    assert!(matches!(visit.tap(late, None), Err(NoTap::TimeOver)));
    assert_eq!(visit.step(), Step::Preparing);
    let (_, second) = visit.request(now()).unwrap();
    assert_ne!(second, first);
    // What a repeated request may bring: a challenge whose time has passed.
    let later = now() + SignedDuration::from_secs(301);
    let old = visit.challenged(&challenge(Method::Pin), later).unwrap();
    assert!(old.is_err());
    assert_eq!(visit.step(), Step::Preparing);
    assert_ne!(visit.request(now()).unwrap().1, second);
}

#[test]
fn after_a_dropped_tap_the_tries_are_told_before_a_pin_is_sent() {
    let bench = Bench::new();
    let mut visit = at(Step::Tapping, &bench);
    visit.tap_dropped().unwrap();
    visit.enter_pin(Pin::parse(b"1234").unwrap()).unwrap();
    let mut reader = Reader::holding(bench.card_with_tries("T01", 2));
    let first = drive(visit.tap(bench.check(), None).unwrap(), &mut reader).unwrap();
    let told = visit.tapped(first, now(), 12).unwrap();
    let needed = matches!(
        told,
        Tapped::NotYet(Ok(PinOutcome::PinNeeded { tries_left: 2, .. }))
    );
    assert!(needed, "{told:?}");
    assert_eq!(reader.card().log().verifications(), 0);
    reader.hold_again();
    visit.enter_pin(Pin::parse(b"1234").unwrap()).unwrap();
    let second = drive(visit.tap(bench.check(), None).unwrap(), &mut reader).unwrap();
    let signed = visit.tapped(second, now(), 12).unwrap();
    assert!(matches!(signed, Tapped::Signed(_)), "{signed:?}");
}

#[test]
fn a_signature_that_came_too_late_leads_to_another_challenge() {
    let bench = Bench::new();
    let mut visit = at(Step::Ready, &bench);
    visit.enter_pin(Pin::parse(b"1234").unwrap()).unwrap();
    let report = tap(&mut visit, &bench);
    let late = now() + SignedDuration::from_secs(301);
    assert!(matches!(
        visit.tapped(report, late, 12).unwrap(),
        Tapped::TooLate
    ));
    assert_eq!(visit.step(), Step::Preparing);
}

#[test]
fn an_answer_that_the_server_would_refuse_is_refused_at_the_bedside() {
    let bench = Bench::new();
    let refusal = |rules: Rules, standing, answer, minutes| {
        let delivery = at(Step::Delivering, &bench).delivery().unwrap().clone();
        let mut visit = Visit::resume(delivery, rules);
        visit.delivered(presence(standing)).unwrap();
        visit.confirm_person().unwrap();
        let answered = visit.answer(answer, now() + SignedDuration::from_mins(minutes));
        let code = answered.err().map(|refused| refused.code().as_str());
        assert_eq!(visit.step(), Step::Consenting);
        code
    };
    let valid = AcceptedStanding::Valid;
    let no_consents = Rules {
        view_consent: false,
        ..rules()
    };
    let prescriptions = Rules {
        prescriptions: vec![PrescriptionIssue::Electronic],
        ..rules()
    };
    let proxy = Answer {
        respondent: Respondent::Proxy {
            relationship: Relationship::Spouse,
        },
        ..everything()
    };
    let nothing = |answer: &Answer| Answer {
        items: ConsentItems::NONE,
        ..answer.clone()
    };
    let paper = Answer {
        prescription: Some(PrescriptionIssue::Paper),
        ..everything()
    };
    assert_eq!(refusal(rules(), valid, everything(), 30), None);
    assert_eq!(refusal(rules(), valid, everything(), 31), Some("MKA-E3009"));
    assert_eq!(refusal(rules(), valid, everything(), -1), Some("MKA-E3009"));
    let grace = AcceptedStanding::Grace;
    assert_eq!(refusal(rules(), grace, everything(), 1), Some("MKA-E2020"));
    assert_eq!(refusal(rules(), grace, nothing(&everything()), 1), None);
    assert_eq!(
        refusal(no_consents.clone(), valid, everything(), 1),
        Some("MKA-E3012")
    );
    assert_eq!(refusal(no_consents, valid, nothing(&everything()), 1), None);
    assert_eq!(refusal(rules(), valid, proxy.clone(), 1), Some("MKA-E3011"));
    assert_eq!(refusal(rules(), valid, nothing(&proxy), 1), None);
    assert_eq!(refusal(rules(), valid, paper.clone(), 1), Some("MKA-E3013"));
    assert_eq!(
        refusal(prescriptions.clone(), valid, everything(), 1),
        Some("MKA-E3013")
    );
    assert_eq!(refusal(prescriptions, valid, paper, 1), Some("MKA-E3013"));
}

#[test]
fn a_kept_answer_is_registered_without_asking_anybody_again() {
    let bench = Bench::new();
    let delivery = at(Step::Registering, &bench).delivery().unwrap().clone();
    let mut visit = Visit::resume(delivery, rules());
    assert_eq!(visit.step(), Step::Delivering);
    visit.delivered(presence(AcceptedStanding::Valid)).unwrap();
    assert_eq!(visit.step(), Step::Registering);
    assert_eq!(visit.answer_to_register().unwrap(), "consent");
    visit.registered(registered()).unwrap();
    assert_eq!(visit.result().unwrap().reception_number, "2026112000001");
}

#[test]
fn a_server_without_consents_ends_the_visit_with_the_confirmed_person() {
    let bench = Bench::new();
    let mut visit = at(Step::Delivering, &bench);
    let answer = ProofResponse {
        reception_number: Some("2026112000007".to_owned()),
        qualification: Some(qualification()),
        ..presence(AcceptedStanding::Valid)
    };
    visit.delivered(answer).unwrap();
    assert!(visit.result().is_none());
    visit.confirm_person().unwrap();
    assert_eq!(visit.result().unwrap().reception_number, "2026112000007");
}
