//! What a visit by sight does beside its table.

use jiff::SignedDuration;
use kyotaku_core::card::{RelayFailure, VisualOutcome};
use kyotaku_core::flow::visit::{Method, NoRecord, NoRequest, NoTap, Step, Tapped, VisualChecks};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::VisualRecordHash;
use kyotaku_core::wire::presence::Method as OnWire;
use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::reader::{Reader, RelayTrouble, Terminal};

use crate::fixture::{
    Place, RECORD, SEEN, at, challenge, challenge_at, challenge_by_sight, now, pin, tap_by_sight,
};

#[test]
fn a_record_says_who_saw_what_where_and_when_and_only_all_of_it_goes_on() {
    let bench = Bench::new();
    let mut visit = at(Place::Verifying, &bench);
    for (photo_matches_face, no_sign_of_tampering) in [(false, false), (true, false), (false, true)]
    {
        let checks = VisualChecks {
            photo_matches_face,
            no_sign_of_tampering,
        };
        let refused = visit.visual_record(checks, now()).unwrap_err();
        assert!(matches!(refused, NoRecord::Incomplete));
        assert_eq!(visit.step(), Step::Verifying);
    }
    let record = visit.visual_record(SEEN, now()).unwrap();
    assert!(record.is_complete());
    assert_eq!(record.verifier.as_str(), "staff11");
    assert_eq!(record.institution.as_str(), "9919999012");
    assert_eq!(record.recorded_at, now());
    let again = visit.visual_record(SEEN, now()).unwrap();
    assert_ne!(record.id, again.id);
    visit.recorded(RECORD.to_owned(), now()).unwrap();
    let (request, _) = visit.request(now()).unwrap();
    assert_eq!(request.method, OnWire::Visual);
    assert_eq!(request.visual_record.as_deref(), Some(RECORD));
}

#[test]
fn a_statement_about_another_record_or_another_method_stops_the_visit() {
    let bench = Bench::new();
    for other in [
        challenge(OnWire::Visual, Some("another record")),
        challenge(OnWire::Visual, None),
        challenge(OnWire::Pin, None),
    ] {
        let mut visit = at(Place::PreparingBySight, &bench);
        let mismatch = visit.challenged(&other, now()).unwrap();
        assert_eq!(mismatch.unwrap_err().code().as_str(), "MKA-E2053");
        assert_eq!(visit.step(), Step::Stopped);
    }
    let mut visit = at(Place::PreparingBySight, &bench);
    let challenged = visit.challenged(&challenge_by_sight(), now());
    challenged.unwrap().unwrap();
    let named = visit.statement().unwrap().visual_record;
    assert_eq!(named, Some(VisualRecordHash::of(RECORD)));
}

#[test]
fn a_confirmation_that_is_too_old_is_made_again_before_anything_is_asked() {
    let bench = Bench::new();
    let mut visit = at(Place::PreparingBySight, &bench);
    let five_minutes = now() + SignedDuration::from_mins(5);
    visit.request(five_minutes).unwrap();
    let later = five_minutes + SignedDuration::from_secs(1);
    assert!(matches!(visit.request(later), Err(NoRequest::RecordStale)));
    assert_eq!(visit.step(), Step::Verifying);
    let because = visit.confirms_again_because();
    assert_eq!(because, Some(Code::VisualRecordStale));
}

#[test]
fn refusals_of_the_record_lead_back_to_staff_and_others_do_not() {
    let bench = Bench::new();
    for (code, step) in [
        ("MKA-E2044", Step::Verifying),
        ("MKA-E2045", Step::Verifying),
        ("MKA-E2046", Step::Verifying),
        ("MKA-E2056", Step::Verifying),
        ("MKA-E2047", Step::Preparing),
        ("MKA-E2048", Step::Preparing),
        ("MKA-E5017", Step::Preparing),
        ("MKA-E9999", Step::Preparing),
    ] {
        let mut visit = at(Place::PreparingBySight, &bench);
        let (_, first) = visit.request(now()).unwrap();
        visit.challenge_refused(code).unwrap();
        assert_eq!(visit.step(), step, "{code}");
        assert_eq!(visit.method(), Method::Visual, "{code}");
        if step == Step::Verifying {
            let because = visit.confirms_again_because().unwrap();
            assert_eq!(because.as_str(), code);
        } else {
            assert_ne!(visit.request(now()).unwrap().1, first, "{code}");
        }
        // A visit by PIN has no record that could be refused.
        let mut visit = at(Place::Preparing, &bench);
        visit.challenge_refused(code).unwrap();
        assert_eq!(visit.step(), Step::Preparing, "{code}");
    }
}

#[test]
fn when_the_time_is_over_staff_look_again_and_no_pin_is_asked_for() {
    let bench = Bench::new();
    let over = SignedDuration::from_secs(301);

    let mut visit = at(Place::ReadyBySight, &bench);
    let mut late = bench.check();
    late.now += over;
    let no_tap = visit.tap_visually(late, &bench.chain()).unwrap_err();
    assert_eq!(no_tap, NoTap::TimeOver);
    let because = visit.confirms_again_because();
    assert_eq!(because, Some(Code::TapOutsideWindow));

    // A challenge that was old when it came, as a repeated request may bring.
    let mut visit = at(Place::PreparingBySight, &bench);
    let old = challenge_at(now() - over, OnWire::Visual, Some(RECORD));
    assert!(visit.challenged(&old, now()).unwrap().is_err());
    assert_eq!(visit.step(), Step::Verifying);

    // A signature that came too late.
    let mut visit = at(Place::ReadyBySight, &bench);
    let mut reader = Reader::holding(bench.card("T01"));
    let report = tap_by_sight(&mut visit, &bench, &mut reader, &mut Terminal::new());
    let tapped = visit.tapped_visually(report, now() + over, 12).unwrap();
    assert!(matches!(tapped, Tapped::TooLate));
    assert_eq!(visit.step(), Step::Verifying);
    assert_eq!(visit.method(), Method::Visual);
}

#[test]
fn what_the_terminal_says_decides_whether_the_card_is_held_again_or_looked_at_again() {
    let bench = Bench::new();
    for (failure, because) in [
        (RelayFailure::Offline, None),
        (RelayFailure::Refused, None),
        (RelayFailure::NotAvailable, None),
        (
            RelayFailure::LimitReached,
            Some(Code::TerminalSignatureLimit),
        ),
        (RelayFailure::TooLate, Some(Code::TapOutsideWindow)),
    ] {
        let mut visit = at(Place::ReadyBySight, &bench);
        let mut reader = Reader::holding(bench.card("T01"));
        let mut terminal = Terminal::with(RelayTrouble::Fails(failure));
        let report = tap_by_sight(&mut visit, &bench, &mut reader, &mut terminal);
        let tapped = visit.tapped_visually(report, now(), 12).unwrap();
        let Tapped::NotYet(Err(error)) = tapped else {
            panic!("{failure}: {tapped:?}");
        };
        assert_eq!(error.code(), Some(failure.code()));
        let step = if because.is_some() {
            Step::Verifying
        } else {
            Step::Ready
        };
        assert_eq!(visit.step(), step, "{failure}");
        assert_eq!(visit.confirms_again_because(), because, "{failure}");
        assert_eq!(visit.method(), Method::Visual);
    }
}

#[test]
fn another_card_than_the_first_meets_no_terminal_until_staff_have_looked_at_it() {
    let bench = Bench::new();
    let mut visit = at(Place::ReadyBySight, &bench);
    let mut offline = Terminal::with(RelayTrouble::Fails(RelayFailure::Offline));
    let mut first = Reader::holding(bench.card("T01"));
    let report = tap_by_sight(&mut visit, &bench, &mut first, &mut offline);
    visit.tapped_visually(report, now(), 12).unwrap();
    assert_eq!(visit.step(), Step::Ready);

    let mut other = Reader::holding(bench.card("T02"));
    let mut terminal = Terminal::new();
    let report = tap_by_sight(&mut visit, &bench, &mut other, &mut terminal);
    let tapped = visit.tapped_visually(report, now(), 12).unwrap();
    let Tapped::NotYet(Ok(VisualOutcome::CardChanged)) = tapped else {
        panic!("{tapped:?}");
    };
    assert!(terminal.challenges().is_empty());
    assert_eq!(visit.step(), Step::Verifying);
    let because = visit.confirms_again_because();
    assert_eq!(because, Some(Code::CardChanged));

    visit.recorded(RECORD.to_owned(), now()).unwrap();
    let challenged = visit.challenged(&challenge_by_sight(), now());
    challenged.unwrap().unwrap();
    let report = tap_by_sight(&mut visit, &bench, &mut other, &mut terminal);
    let tapped = visit.tapped_visually(report, now(), 12).unwrap();
    assert!(matches!(tapped, Tapped::Signed(_)), "{tapped:?}");
}

#[test]
fn changing_the_method_drops_what_was_begun_and_forgets_the_pin() {
    let bench = Bench::new();
    let mut visit = at(Place::Ready, &bench);
    visit.enter_pin(pin()).unwrap();
    visit.change_method(Method::Visual).unwrap();
    assert!(visit.statement().is_none());
    assert_eq!(visit.confirms_again_because(), None);
    assert_eq!(visit.account().unwrap().as_str(), "staff11");

    visit.change_method(Method::Pin).unwrap();
    let (request, _) = visit.request(now()).unwrap();
    assert_eq!(request.method, OnWire::Pin);
    assert_eq!(request.visual_record, None);
    let challenged = visit.challenged(&challenge(OnWire::Pin, None), now());
    challenged.unwrap().unwrap();
    // Held without a PIN being entered anew, the card is asked nothing that costs a try.
    let report = crate::fixture::tap(&mut visit, &bench);
    assert!(!report.memory.holds_pin());
    let tapped = visit.tapped(report, now(), 12).unwrap();
    assert!(matches!(tapped, Tapped::NotYet(Ok(_))), "{tapped:?}");
}

#[test]
fn a_phone_that_does_not_pass_long_commands_says_so_and_stays_with_sight() {
    let bench = Bench::new();
    let mut visit = at(Place::ReadyBySight, &bench);
    let mut reader = Reader::holding(bench.card("no-extended-lc"));
    let report = tap_by_sight(&mut visit, &bench, &mut reader, &mut Terminal::new());
    let tapped = visit.tapped_visually(report, now(), 12).unwrap();
    let Tapped::NotYet(Ok(VisualOutcome::ExtendedLengthRefused)) = tapped else {
        panic!("{tapped:?}");
    };
    assert_eq!(
        (visit.step(), visit.method()),
        (Step::Ready, Method::Visual)
    );
    visit.change_method(Method::Pin).unwrap();
    assert_eq!(visit.step(), Step::Preparing);
}

#[test]
fn a_tap_that_was_dropped_leaves_no_confirmation_for_a_card_that_nobody_knows() {
    let bench = Bench::new();
    let mut visit = at(Place::TappingBySight, &bench);
    visit.tap_dropped().unwrap();
    assert_eq!(visit.step(), Step::Verifying);
    assert_eq!(visit.confirms_again_because(), Some(Code::CardLost));
}
