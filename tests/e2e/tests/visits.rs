//! Visits of several taps: wrong PINs, the last try, other cards, readers and servers that fail.

#![allow(clippy::panic, reason = "helpers are tests too")]

use std::collections::BTreeSet;

use kyotaku_core::card::{
    self, CardError, CardTransport as _, Event, Interruption, LastTry, PinOutcome, Step,
    Steps as _, VerifyFate, VisualOutcome,
};
use kyotaku_core::wire::code::Code;
use kyotaku_e2e::bench::{Bench, digest, tries_left};
use kyotaku_e2e::operation::Operation::{self, SignExtended, SignShort, SignVisually};
use kyotaku_e2e::operation::Outcome;
use kyotaku_e2e::reader::{Reader, RelayTrouble, Terminal};
use kyotaku_e2e::sweep::{Entered, only_after_the_query};
use kyotaku_e2e::trouble::Trouble;
use kyotaku_e2e::visit::Visit;

const LOST_BEFORE: Trouble = Trouble::LostBefore(Interruption::TagLost);
const LOST_AFTER: Trouble = Trouble::LostAfter(Interruption::TagLost);
/// Places of the first read, the query, VERIFY and the signature in a tap of short reads.
const FIRST_READ: usize = 2;
const QUERY: usize = 9;
const VERIFY: usize = 10;
const SIGN: usize = 11;

#[test]
fn a_wrong_pin_costs_one_try_and_says_how_many_are_left() {
    let bench = Bench::new();
    for (name, left) in [("T01", 2), ("two-tries", 1)] {
        let mut visit = Visit::with(&bench, bench.card(name)).entering(Entered::Wrong);
        match visit.tap(SignShort) {
            Ok(Outcome::Pin(ref wrong @ PinOutcome::WrongPin { tries_left })) => {
                assert_eq!(tries_left, left);
                assert_eq!(wrong.code(), Some(Code::PinWrong));
            }
            other => panic!("{name}: {other:?}"),
        }
        assert!(!visit.memory.holds_pin());
        assert_eq!(tries_left(visit.reader.card()), left);
        assert_eq!(visit.verifications(), 1);
    }
}

#[test]
fn the_last_try_is_spent_only_with_the_patients_word() {
    let bench = Bench::new();
    for (pin, left) in [(Entered::Right, 3), (Entered::Wrong, 0)] {
        let mut visit = Visit::with(&bench, bench.card("one-try")).entering(pin);
        let asked = visit.tap(SignShort);
        assert!(matches!(asked, Ok(Outcome::Pin(PinOutcome::LastTry))));
        assert_eq!(visit.verifications(), 0);
        assert!(visit.memory.holds_pin(), "it need not be entered again");

        visit.reader.hold_again();
        let agreed = LastTry::confirmed_by_patient();
        let outcome = visit.tap_with(SignShort, Some(agreed)).unwrap();
        match pin {
            Entered::Right => assert!(outcome.signed().is_some()),
            Entered::Wrong => assert!(matches!(outcome, Outcome::Pin(PinOutcome::Blocked))),
        }
        assert_eq!(tries_left(visit.reader.card()), left);
        assert!(!visit.memory.holds_pin());
        only_after_the_query(visit.reader.exchanges(), true).unwrap();
    }
}

#[test]
fn tries_that_are_not_told_by_the_query_itself_permit_nothing() {
    let bench = Bench::new();
    let reader = Reader::holding(bench.card("T01"))
        .with_trouble(QUERY, Trouble::Refused(0x6102))
        .with_trouble(QUERY + 1, Trouble::Refused(0x63C3));
    let mut visit = Visit::over(&bench, reader).entering(Entered::Right);
    visit.tap(SignShort).unwrap_err();
    assert_eq!(visit.verifications(), 0);
    assert!(visit.memory.holds_pin());
}

#[test]
fn a_card_that_is_still_unlocked_is_taken_away_first() {
    let bench = Bench::new();
    let card = bench.card("verified-query-9000");
    let mut visit = Visit::with(&bench, card).entering(Entered::Right);
    assert!(visit.tap(SignShort).unwrap().signed().is_some());

    visit = visit.entering(Entered::Right);
    let stale = visit.tap(SignShort).unwrap_err();
    assert_eq!(stale, CardError::StaleSecurityStatus);
    assert_eq!(visit.verifications(), 1);

    visit.reader.hold_again();
    assert!(visit.tap(SignShort).unwrap().signed().is_some());
}

#[test]
fn what_became_of_a_lost_verify_is_found_out_on_the_same_card() {
    let bench = Bench::new();
    for (pin, trouble, tries, fate) in [
        (Entered::Wrong, LOST_AFTER, 3, VerifyFate::Counted),
        (Entered::Wrong, LOST_AFTER, 2, VerifyFate::Counted),
        (Entered::Wrong, LOST_BEFORE, 2, VerifyFate::NotCounted),
        (Entered::Right, LOST_BEFORE, 2, VerifyFate::NotCounted),
        (Entered::Right, LOST_AFTER, 2, VerifyFate::Right),
        (Entered::Right, LOST_AFTER, 3, VerifyFate::RightOrNotCounted),
        (
            Entered::Wrong,
            LOST_BEFORE,
            3,
            VerifyFate::RightOrNotCounted,
        ),
    ] {
        let card = bench.card_with_tries("T01", tries);
        let reader = Reader::holding(card).with_trouble(VERIFY, trouble);
        let mut visit = Visit::over(&bench, reader).entering(pin);
        assert!(visit.tap(SignShort).is_err());
        visit.reader.hold_again();
        match visit.tap(SignShort) {
            Ok(Outcome::Pin(PinOutcome::PinNeeded { lost_verify, .. })) => {
                assert_eq!(lost_verify, Some(fate), "{pin:?}, {trouble:?}, {tries}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_pin_goes_to_no_card_but_the_one_it_was_entered_for() {
    let bench = Bench::new();
    for number in 1..=SIGN {
        for trouble in [LOST_BEFORE, LOST_AFTER] {
            let reader = Reader::holding(bench.card("T01")).with_trouble(number, trouble);
            let mut visit = Visit::over(&bench, reader).entering(Entered::Right);
            visit.tap(SignShort).unwrap_err();

            let (first, _) = visit.reader.hold_other(bench.card("T02"));
            let outcome = visit.tap(SignShort).unwrap();
            if number <= FIRST_READ {
                // No card was known yet, so this is the one that the patient meant.
                let on_card = &visit.reader.card().image().authentication.certificate;
                let signed = outcome.signed().unwrap();
                assert_eq!(Some(signed.certificate.der()), on_card.as_deref());
            } else {
                assert_eq!(visit.verifications(), 0, "lost at {number}");
                // Another card says nothing about a VERIFY that was lost elsewhere.
                assert_eq!(asked_for_the_pin(&outcome), None, "lost at {number}");
            }

            // The PIN does not come back with the first card either.
            visit.reader.hold_other(first);
            let before = visit.verifications();
            asked_for_the_pin(&visit.tap(SignShort).unwrap());
            assert_eq!(visit.verifications(), before, "lost at {number}");
        }
    }
}

/// What is said of a lost VERIFY while a PIN is asked for.
fn asked_for_the_pin(outcome: &Outcome) -> Option<VerifyFate> {
    match outcome {
        Outcome::Pin(PinOutcome::PinNeeded { lost_verify, .. }) => *lost_verify,
        other => panic!("no PIN is asked for: {other:?}"),
    }
}

#[test]
fn a_try_that_was_lost_unheard_is_told_before_another_is_risked() {
    let bench = Bench::new();
    let lost = Reader::holding(bench.card("T01")).with_trouble(VERIFY, LOST_AFTER);
    let mut visit = Visit::over(&bench, lost).entering(Entered::Wrong);
    visit.tap(SignShort).unwrap_err();

    visit.reader.hold_again();
    visit = visit.entering(Entered::Wrong);
    let told = visit.tap(SignShort).unwrap();
    assert_eq!(asked_for_the_pin(&told), Some(VerifyFate::Counted));
    assert_eq!(visit.verifications(), 1);

    visit.reader.hold_again();
    visit = visit.entering(Entered::Right);
    assert!(visit.tap(SignShort).unwrap().signed().is_some());
    assert_eq!(tries_left(visit.reader.card()), 3);
}

#[test]
fn an_accepted_pin_stays_with_its_card_when_the_last_try_is_asked_about() {
    let bench = Bench::new();
    let lost_at_signing = Reader::holding(bench.card("T01")).with_trouble(SIGN, LOST_AFTER);
    let mut visit = Visit::over(&bench, lost_at_signing).entering(Entered::Right);
    visit.tap(SignShort).unwrap_err();

    // Meanwhile two tries of the card were spent elsewhere.
    visit.reader.hold_other(bench.card_with_tries("T01", 1));
    let asked = visit.tap(SignShort);
    assert!(
        matches!(asked, Ok(Outcome::Pin(PinOutcome::LastTry))),
        "{asked:?}"
    );

    visit.reader.hold_other(bench.card("T02"));
    assert_eq!(asked_for_the_pin(&visit.tap(SignShort).unwrap()), None);
    assert_eq!(visit.verifications(), 0);
}

/// Taps it takes to sign with a reader that loses the card on every answer longer than this.
fn taps_until_signed(longest: usize, operation: Operation) -> usize {
    let bench = Bench::new();
    let reader = Reader::holding(bench.card("T01")).losing_answers_longer_than(longest);
    let mut visit = Visit::over(&bench, reader).entering(Entered::Right);
    visit.memory.lengths = operation.memory().lengths;
    for tap in 1..=6 {
        match visit.tap(operation) {
            Ok(outcome) => {
                assert!(outcome.signed().is_some(), "{outcome:?}");
                return tap;
            }
            Err(lost) => assert_eq!(lost.code(), Some(Code::CardLost)),
        }
        assert_eq!(visit.verifications(), 0);
        visit.reader.hold_again();
    }
    usize::MAX
}

#[test]
fn a_reader_that_loses_cards_on_long_answers_gets_shorter_ones() {
    for (longest, operation, taps) in [
        (2000, SignExtended, 1),
        (258, SignExtended, 2),
        (258, SignShort, 1),
    ] {
        assert_eq!(
            taps_until_signed(longest, operation),
            taps,
            "{longest}, {operation:?}"
        );
    }
}

#[test]
fn a_server_that_does_not_sign_costs_nothing_but_the_tap() {
    let bench = Bench::new();
    for trouble in RelayTrouble::TABLE {
        let mut visit = Visit::with(&bench, bench.card("T01"));
        visit.terminal = Terminal::with(trouble);
        let code = match visit.tap(SignVisually) {
            Ok(Outcome::Visual(ref refused @ VisualOutcome::TerminalRefused { status })) => {
                assert_eq!(status.raw(), 0x6300, "{trouble:?}");
                refused.code()
            }
            Err(ref error @ CardError::Relay(_)) => error.code(),
            other => panic!("{trouble:?}: {other:?}"),
        };
        let expected = match trouble {
            RelayTrouble::SignsAnotherChallenge | RelayTrouble::Nonsense(256) => {
                Code::TerminalRefused
            }
            RelayTrouble::Fails(failure) => failure.code(),
            _ => Code::TerminalSignatureMissing,
        };
        assert_eq!(code, Some(expected), "{trouble:?}");
        assert_eq!(visit.terminal.challenges().len(), 1, "{trouble:?}");
    }
}

#[test]
fn a_card_that_leaves_while_the_server_signs_can_be_held_again() {
    let bench = Bench::new();
    let mut visit = Visit::with(&bench, bench.card("T01"));
    let memory = core::mem::take(&mut visit.memory);
    let mut tap = card::sign_visually(digest(), bench.chain(), bench.check(), memory);
    let mut step = tap.begin().unwrap();
    while let Step::Transmit { command, .. } = step {
        let answer = visit.reader.transmit(&command).unwrap();
        step = tap.resume(Event::Response(answer)).unwrap();
    }
    assert!(matches!(step, Step::RelayTerminalChallenge { .. }));
    let gone = Event::Interrupted(Interruption::TagLost);
    let Ok(Step::Done(report)) = tap.resume(gone) else {
        panic!("the tap goes on without a card")
    };
    assert_eq!(report.result.unwrap_err().code(), Some(Code::CardLost));

    visit.memory = report.memory;
    visit.reader.hold_again();
    assert!(visit.tap(SignVisually).unwrap().signed().is_some());
}

#[test]
fn every_visual_tap_has_its_own_challenge() {
    let bench = Bench::new();
    let mut visit = Visit::with(&bench, bench.card("T01"));
    for _ in 0..3 {
        assert!(visit.tap(SignVisually).unwrap().signed().is_some());
        visit.reader.hold_again();
    }
    let distinct: BTreeSet<_> = visit.terminal.challenges().iter().collect();
    assert_eq!(distinct.len(), 3);
}
