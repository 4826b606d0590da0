//! The table.

use std::cell::RefCell;

use kyotaku_core::card::{PinOutcome, TapReport, VisualOutcome};
use kyotaku_core::flow::visit::{
    AnswerKind, AnswerRefused, Kept, Method, NoRecord, NoRequest, NoTap, Step, Visit,
};
use kyotaku_core::wire::api::AcceptedStanding;
use kyotaku_core::wire::presence::{CareKind, Method as OnWire};
use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::reader::{Reader, Terminal};

use crate::fixture::{
    Place, RECORD, SEEN, answered, at, challenge, challenge_by_sight, changed, consents,
    everything, everything_back, now, pin, presence, registered, reviewed, tap, tap_by_sight,
};

/// One event: whether it was refused for the step it met.
type Event<'e> = (&'static str, &'e dyn Fn(&mut Visit) -> bool);

/// Where each event leads from each place that has it.
const TABLE: &[(&str, &[(Place, Step)])] = &[
    ("visual_record", &[(Place::Verifying, Step::Verifying)]),
    ("recorded", &[(Place::Verifying, Step::Preparing)]),
    ("not_confirmed", &[(Place::Verifying, Step::Stopped)]),
    (
        "change_method to PIN",
        &[
            (Place::Verifying, Step::Preparing),
            (Place::Preparing, Step::Preparing),
            (Place::PreparingBySight, Step::Preparing),
            (Place::Ready, Step::Ready),
            (Place::ReadyBySight, Step::Preparing),
        ],
    ),
    (
        "change_method to sight",
        &[
            (Place::Verifying, Step::Verifying),
            (Place::Preparing, Step::Verifying),
            (Place::PreparingBySight, Step::Preparing),
            (Place::Ready, Step::Verifying),
            (Place::ReadyBySight, Step::Ready),
        ],
    ),
    (
        "request",
        &[
            (Place::Preparing, Step::Preparing),
            (Place::PreparingBySight, Step::Preparing),
        ],
    ),
    (
        "challenged",
        &[
            (Place::Preparing, Step::Ready),
            (Place::PreparingBySight, Step::Ready),
        ],
    ),
    (
        "challenge_refused",
        &[
            (Place::Preparing, Step::Preparing),
            (Place::PreparingBySight, Step::Preparing),
        ],
    ),
    ("enter_pin", &[(Place::Ready, Step::Ready)]),
    ("tap", &[(Place::Ready, Step::Tapping)]),
    ("tap_visually", &[(Place::ReadyBySight, Step::Tapping)]),
    ("tapped", &[(Place::Tapping, Step::Signed)]),
    ("tapped_visually", &[(Place::TappingBySight, Step::Signed)]),
    (
        "terminal_challenge",
        &[(Place::TappingBySight, Step::Tapping)],
    ),
    (
        "tap_dropped",
        &[
            (Place::Tapping, Step::Ready),
            (Place::TappingBySight, Step::Verifying),
        ],
    ),
    ("proof", &[(Place::Signed, Step::Signed)]),
    ("kept", &[(Place::Signed, Step::Delivering)]),
    ("proof_to_deliver", &[(Place::Delivering, Step::Delivering)]),
    ("delivered", &[(Place::Delivering, Step::Identifying)]),
    (
        "confirm_person",
        &[
            (Place::Identifying, Step::Consenting),
            (Place::IdentifyingForConsents, Step::Reviewing),
        ],
    ),
    (
        "person_differs",
        &[
            (Place::Identifying, Step::Stopped),
            (Place::IdentifyingForConsents, Step::Stopped),
        ],
    ),
    ("answer", &[(Place::Consenting, Step::Consenting)]),
    (
        "answer_kept",
        &[
            (Place::Consenting, Step::Registering),
            (Place::Reviewing, Step::Registering),
        ],
    ),
    ("consents_query", &[(Place::Reviewing, Step::Reviewing)]),
    ("review", &[(Place::Reviewing, Step::Reviewing)]),
    ("change", &[(Place::Reviewing, Step::Reviewing)]),
    ("revoke", &[(Place::Reviewing, Step::Reviewing)]),
    ("leave", &[(Place::Reviewing, Step::Done)]),
    (
        "answer_to_register",
        &[
            (Place::Registering, Step::Registering),
            (Place::RegisteringChange, Step::Registering),
            (Place::RegisteringRevocation, Step::Registering),
        ],
    ),
    ("registered", &[(Place::Registering, Step::Done)]),
    (
        "consents_changed",
        &[
            (Place::RegisteringChange, Step::Done),
            (Place::RegisteringRevocation, Step::Done),
        ],
    ),
    (
        "answer_refused",
        &[
            (Place::Registering, Step::Consenting),
            (Place::RegisteringChange, Step::Reviewing),
            (Place::RegisteringRevocation, Step::Reviewing),
        ],
    ),
];

fn expected(event: &str, place: Place) -> Option<Step> {
    if matches!(event, "refused" | "abandon") {
        return (place.step() != Step::Done).then_some(Step::Stopped);
    }
    let (_, rows) = TABLE.iter().find(|(name, _)| *name == event).unwrap();
    rows.iter().find(|row| row.0 == place).map(|row| row.1)
}

fn delivery(bench: &Bench) -> Kept {
    at(Place::Delivering, bench).delivery().unwrap().clone()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one line or two for each event")]
fn every_step_has_the_events_of_the_table_and_no_others() {
    let bench = Bench::new();
    let spare = RefCell::new(None);
    let spare_by_sight = RefCell::new(None);
    let events: [Event<'_>; 34] = [
        ("visual_record", &|visit| {
            matches!(visit.visual_record(SEEN, now()), Err(NoRecord::NotNow(_)))
        }),
        ("recorded", &|visit| {
            visit.recorded(RECORD.to_owned(), now()).is_err()
        }),
        ("not_confirmed", &|visit| visit.not_confirmed().is_err()),
        ("change_method to PIN", &|visit| {
            visit.change_method(Method::Pin).is_err()
        }),
        ("change_method to sight", &|visit| {
            visit.change_method(Method::Visual).is_err()
        }),
        ("request", &|visit| {
            matches!(visit.request(now()), Err(NoRequest::NotNow(_)))
        }),
        ("challenged", &|visit| {
            let challenge = match visit.method() {
                Method::Pin => challenge(OnWire::Pin, None),
                Method::Visual => challenge_by_sight(),
            };
            visit.challenged(&challenge, now()).is_err()
        }),
        ("challenge_refused", &|visit| {
            visit.challenge_refused("MKA-E5017").is_err()
        }),
        ("enter_pin", &|visit| visit.enter_pin(pin()).is_err()),
        ("tap", &|visit| {
            matches!(visit.tap(bench.check(), None), Err(NoTap::NotNow(_)))
        }),
        ("tap_visually", &|visit| {
            let tap = visit.tap_visually(bench.check(), &bench.chain());
            matches!(tap, Err(NoTap::NotNow(_)))
        }),
        ("tapped", &|visit| {
            let report = spare.borrow_mut().take().unwrap();
            visit.tapped(report, now(), 12).is_err()
        }),
        ("tapped_visually", &|visit| {
            let report = spare_by_sight.borrow_mut().take().unwrap();
            visit.tapped_visually(report, now(), 12).is_err()
        }),
        ("terminal_challenge", &|visit| {
            visit.terminal_challenge().is_err()
        }),
        ("tap_dropped", &|visit| visit.tap_dropped().is_err()),
        ("proof", &|visit| visit.proof().is_err()),
        ("kept", &|visit| visit.kept(delivery(&bench)).is_err()),
        ("proof_to_deliver", &|visit| {
            visit.proof_to_deliver().is_err()
        }),
        ("delivered", &|visit| {
            visit.delivered(presence(AcceptedStanding::Valid)).is_err()
        }),
        ("confirm_person", &|visit| visit.confirm_person().is_err()),
        ("person_differs", &|visit| visit.person_differs().is_err()),
        ("answer", &|visit| {
            let answer = visit.answer(everything(), now());
            matches!(answer, Err(AnswerRefused::NotNow(_)))
        }),
        ("answer_kept", &|visit| {
            let kept = answered(&delivery(&bench), AnswerKind::Consent);
            visit.answer_kept(kept).is_err()
        }),
        ("consents_query", &|visit| visit.consents_query().is_err()),
        ("review", &|visit| {
            visit.review(reviewed(consents())).is_err()
        }),
        ("change", &|visit| {
            let change = visit.change(CareKind::HomeVisit, everything(), now());
            matches!(change, Err(AnswerRefused::NotNow(_)))
        }),
        ("revoke", &|visit| {
            let revocation = visit.revoke(everything_back(), now());
            matches!(revocation, Err(AnswerRefused::NotNow(_)))
        }),
        ("leave", &|visit| visit.leave().is_err()),
        ("answer_to_register", &|visit| {
            visit.answer_to_register().is_err()
        }),
        ("registered", &|visit| {
            visit.registered(registered()).is_err()
        }),
        ("consents_changed", &|visit| {
            visit.consents_changed(changed()).is_err()
        }),
        ("answer_refused", &|visit| {
            visit.answer_refused(delivery(&bench)).is_err()
        }),
        ("refused", &|visit| visit.refused("MKA-E5010").is_err()),
        ("abandon", &|visit| visit.abandon().is_err()),
    ];
    for place in Place::ALL {
        for (name, event) in &events {
            match *name {
                "tapped" => *spare.borrow_mut() = Some(tap_of_another_visit(&bench)),
                "tapped_visually" => {
                    *spare_by_sight.borrow_mut() = Some(tap_by_sight_of_another_visit(&bench));
                }
                _ => {}
            }
            let mut visit = at(place, &bench);
            let refused = event(&mut visit);
            let leads_to = expected(name, place);
            assert_eq!(refused, leads_to.is_none(), "{name} at {place:?}");
            let step = leads_to.unwrap_or(place.step());
            assert_eq!(visit.step(), step, "{name} at {place:?}");
        }
    }
}

fn tap_of_another_visit(bench: &Bench) -> TapReport<PinOutcome> {
    let mut visit = at(Place::Ready, bench);
    visit.enter_pin(pin()).unwrap();
    tap(&mut visit, bench)
}

fn tap_by_sight_of_another_visit(bench: &Bench) -> TapReport<VisualOutcome> {
    let mut visit = at(Place::ReadyBySight, bench);
    let mut reader = Reader::holding(bench.card("T01"));
    tap_by_sight(&mut visit, bench, &mut reader, &mut Terminal::new())
}
