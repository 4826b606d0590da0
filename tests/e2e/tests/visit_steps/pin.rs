//! What a visit by PIN does beside its table.

use jiff::SignedDuration;
use kyotaku_core::card::{PinOutcome, drive};
use kyotaku_core::flow::visit::{Answer, NoTap, Rules, Step, Tapped, Visit};
use kyotaku_core::secret::Pin;
use kyotaku_core::wire::api::{AcceptedStanding, ProofResponse};
use kyotaku_core::wire::consent::{ConsentItems, Relationship, Respondent};
use kyotaku_core::wire::presence::Method;
use kyotaku_core::wire::qualification::PrescriptionIssue;
use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::reader::Reader;

use crate::fixture::{
    Place, at, challenge, everything, now, presence, qualification, registered, rules, tap,
};

#[test]
fn a_statement_that_is_not_what_was_chosen_stops_the_visit_before_any_tap() {
    let bench = Bench::new();
    let mut visit = at(Place::Preparing, &bench);
    let mismatch = visit
        .challenged(&challenge(Method::Web, None), now())
        .unwrap();
    assert_eq!(mismatch.unwrap_err().code().as_str(), "MKA-E2053");
    assert_eq!(visit.stopped_with(), Some("MKA-E2053"));
}

#[test]
fn a_lost_answer_asks_for_the_same_challenge_and_a_late_tap_for_another() {
    let bench = Bench::new();
    let mut visit = at(Place::Preparing, &bench);
    let (_, first) = visit.request(now()).unwrap();
    let (_, again) = visit.request(now()).unwrap();
    assert_eq!(first, again);
    visit
        .challenged(&challenge(Method::Pin, None), now())
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
    let old = visit
        .challenged(&challenge(Method::Pin, None), later)
        .unwrap();
    assert!(old.is_err());
    assert_eq!(visit.step(), Step::Preparing);
    assert_ne!(visit.request(now()).unwrap().1, second);
}

#[test]
fn after_a_dropped_tap_the_tries_are_told_before_a_pin_is_sent() {
    let bench = Bench::new();
    let mut visit = at(Place::Tapping, &bench);
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
    let mut visit = at(Place::Ready, &bench);
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
        let delivery = at(Place::Delivering, &bench).delivery().unwrap().clone();
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
    let delivery = at(Place::Registering, &bench).delivery().unwrap().clone();
    let mut visit = Visit::resume(delivery, rules());
    assert_eq!(visit.step(), Step::Delivering);
    visit.delivered(presence(AcceptedStanding::Valid)).unwrap();
    assert_eq!(visit.step(), Step::Registering);
    assert_eq!(visit.answer_to_register().unwrap(), "answer");
    visit.registered(registered()).unwrap();
    assert_eq!(visit.result().unwrap().reception_number, "2026112000001");
}

#[test]
fn a_server_without_consents_ends_the_visit_with_the_confirmed_person() {
    let bench = Bench::new();
    let mut visit = at(Place::Delivering, &bench);
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
