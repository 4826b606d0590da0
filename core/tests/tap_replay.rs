//! Taps against written transcripts: strict order, exact bytes.

#![allow(clippy::unwrap_used, reason = "helpers are tests too")]

use kyotaku_core::card::transcript::{Player, Transcript};
use kyotaku_core::card::{
    self, CardError, Event, Identification, Interruption, Misuse, Phase, Step, Steps, Tries,
    TriesReport, Unsuitable, drive,
};

fn player(fixture: &str) -> Player {
    let path = format!(
        "{}/../tests/fixtures/apdu/{fixture}.apdu",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    Player::new(text.parse::<Transcript>().unwrap())
}

fn synthetic(lines: &str) -> Player {
    Player::new(lines.parse::<Transcript>().unwrap())
}

#[test]
fn a_my_number_card_is_known_by_its_label() {
    let mut card = player("identify-my-number-card");
    let found = drive(card::identify(), &mut card).unwrap();
    card.finish().unwrap();
    assert_eq!(found, Ok(Ok(Identification::MyNumberCard)));
}

#[test]
fn another_card_is_refused_after_one_command() {
    let mut card = player("not-my-number-card");
    let found = drive(card::identify(), &mut card).unwrap();
    card.finish().unwrap();
    assert_eq!(found, Ok(Err(Unsuitable::NotMyNumberCard)));
}

#[test]
fn a_blocked_pin_is_not_four_tries_left() {
    let mut card = player("tries-blocked");
    let asked = drive(card::tries(), &mut card).unwrap();
    card.finish().unwrap();
    assert_eq!(
        asked,
        Ok(Ok(TriesReport {
            tries: Tries::Blocked
        }))
    );
}

#[test]
fn a_corrected_length_and_a_split_answer_are_followed() {
    let mut card = player("label-by-get-response");
    let found = drive(card::identify(), &mut card).unwrap();
    card.finish().unwrap();
    assert_eq!(found, Ok(Ok(Identification::ResidentRegisterCard)));
}

#[test]
fn a_length_is_corrected_only_once() {
    let mut card = synthetic(
        "> 00A4040C0AD392F000260100000001\n< 9000\n> 00B0860020\n< 6C10\n> 00B0860010\n< 6C08\n",
    );
    let found = drive(card::identify(), &mut card).unwrap();
    card.finish().unwrap();
    let Err(CardError::Refused {
        status,
        during: Phase::Identifying,
    }) = found
    else {
        panic!("{found:?}")
    };
    assert_eq!(status.raw(), 0x6C08);
}

#[test]
fn a_query_is_not_repeated_for_a_length_it_did_not_ask_for() {
    let mut card = synthetic("> 00A4040C0AD392F000260100000001\n< 9000\n> 00200098\n< 6C04\n");
    let asked = drive(card::tries(), &mut card).unwrap();
    card.finish().unwrap();
    assert!(matches!(asked, Err(CardError::Refused { .. })), "{asked:?}");
}

#[test]
fn an_endless_answer_ends() {
    let mut tap = card::identify();
    tap.begin().unwrap();
    let mut rounds = 0;
    let outcome = loop {
        rounds += 1;
        match tap.resume(Event::Response(vec![0x61, 0x00])).unwrap() {
            Step::Transmit { .. } => {}
            Step::Done(outcome) => break outcome,
            Step::RelayTerminalChallenge { .. } => panic!("identification asks no server"),
        }
    };
    assert_eq!(
        outcome,
        Err(CardError::Malformed {
            during: Phase::Selecting
        })
    );
    assert_eq!(rounds, 257, "one answer and 256 rounds of GET RESPONSE");
}

#[test]
fn every_interruption_ends_the_tap_with_its_cause() {
    for cause in [
        Interruption::Cancelled,
        Interruption::Other { code: 102 },
        Interruption::PacketTooLong,
        Interruption::SessionTimeout,
        Interruption::TagLost,
    ] {
        let mut tap = card::tries();
        tap.begin().unwrap();
        let Step::Done(outcome) = tap.resume(Event::Interrupted(cause)).unwrap() else {
            panic!("an interrupted tap goes on")
        };
        assert_eq!(
            outcome,
            Err(CardError::Interrupted {
                cause,
                during: Phase::Selecting
            })
        );
    }
}

#[test]
fn calls_in_the_wrong_order_are_refused_and_change_nothing() {
    let mut tap = card::tries();
    assert_eq!(
        tap.resume(Event::Response(vec![0x90, 0])).unwrap_err(),
        Misuse::NotBegun
    );
    assert!(matches!(tap.begin(), Ok(Step::Transmit { .. })));
    assert_eq!(tap.begin().unwrap_err(), Misuse::AlreadyBegun);
    assert_eq!(
        tap.resume(Event::TerminalSignature(vec![])).unwrap_err(),
        Misuse::WrongEvent
    );
    assert!(matches!(
        tap.resume(Event::Response(vec![0x90, 0])),
        Ok(Step::Transmit { .. })
    ));
    assert!(matches!(
        tap.resume(Event::Response(vec![0x63, 0xC3])),
        Ok(Step::Done(_))
    ));
    assert_eq!(tap.begin().unwrap_err(), Misuse::AlreadyDone);
    assert_eq!(
        tap.resume(Event::Response(vec![0x90, 0])).unwrap_err(),
        Misuse::AlreadyDone
    );
}
