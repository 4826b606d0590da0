//! Where an entered PIN must not be found: in traces, transcripts, messages and `Debug` output.
//!
//! Two ways of looking. A search for the digits in every form in which bytes are printed; and a
//! comparison: the same visit with another PIN must read the same, to the last character.

#![allow(clippy::unwrap_used, reason = "helpers are tests too")]

use kyotaku_core::card::transcript::{Detail, Line, Pattern, Player, Recorded, Transcript};
use kyotaku_core::card::{
    self, CardError, Interruption, LastTry, PinVerification, Tap, Traced, VisitMemory, drive,
};
use kyotaku_core::secret::Pin;
use kyotaku_e2e::bench::{Bench, digest};
use kyotaku_e2e::printed::{Printed, traced};
use kyotaku_e2e::reader::Reader;
use kyotaku_e2e::trouble::Trouble;

/// Two PINs whose digits occur nowhere else in what is printed.
const PINS: [[u8; 4]; 2] = [*b"7294", *b"8163"];

/// A tap with this PIN, and what becomes of it.
#[derive(Clone, Copy, Debug)]
struct Case {
    /// Whether the card's PIN is the one entered.
    right: bool,
    trouble: Option<(usize, Trouble)>,
    detail: Detail,
}

/// Right and wrong PINs, undisturbed and lost at every point, in both kinds of transcripts.
fn cases() -> Vec<Case> {
    let lost = |number| {
        [Trouble::LostBefore, Trouble::LostAfter]
            .map(|lose| Some((number, lose(Interruption::TagLost))))
    };
    let strange =
        [0x6A80, 0x6C04, 0x6104, 0x6F00].map(|status| Some((10, Trouble::Replaced(status))));
    let troubles: Vec<_> = (1..=11)
        .flat_map(lost)
        .chain(strange)
        .chain([
            None,
            Some((10, Trouble::Garbage)),
            Some((10, Trouble::Truncated(1))),
        ])
        .collect();
    let mut cases = Vec::new();
    for right in [true, false] {
        for detail in [Detail::Full, Detail::Shape] {
            cases.extend(troubles.iter().map(|&trouble| Case {
                right,
                trouble,
                detail,
            }));
        }
    }
    cases
}

/// Everything that can be printed of a visit of two taps with this PIN.
fn visit(bench: &Bench, case: Case, pin: [u8; 4]) -> Printed {
    let mut printed = Printed::default();
    let card = if case.right {
        bench.card_with_pin("T01", pin)
    } else {
        bench.card("T01")
    };
    let mut reader = Reader::holding(card);
    if let Some((number, trouble)) = case.trouble {
        reader = reader.with_trouble(number, trouble);
    }
    let entered = Pin::parse(&pin).unwrap();
    printed.debug(&entered);
    let mut memory = VisitMemory::default();
    memory.enter_pin(entered);
    let trace = traced(|| {
        for _ in 0..2 {
            printed.debug(&memory);
            let tap =
                card::sign_with_pin(digest(), bench.check(), core::mem::take(&mut memory), None);
            let (recorded, transcript) = Recorded::new(tap, Transcript::default(), case.detail);
            let report = printed.drive(Traced::new(recorded), &mut reader);
            if let Err(error) = &report.result {
                printed.error(error);
            }
            printed.debug(&report);
            memory = report.memory;
            let transcript = transcript.lock().unwrap().clone();
            printed.debug(&transcript);
            transcript.lines.iter().for_each(|line| printed.debug(line));
            printed.transcript(&transcript);
            reader.hold_again();
        }
    });
    printed.trace(&trace);
    printed
}

#[test]
fn a_pin_is_found_nowhere_and_changes_nothing_that_is_printed() {
    let bench = Bench::new();
    for case in cases() {
        let [one, other] = PINS.map(|pin| {
            let printed = visit(&bench, case, pin);
            assert_eq!(printed.reveals(pin), None, "{case:?}");
            printed
        });
        assert_eq!(
            one.difference(&other),
            None,
            "{case:?}: it depends on the PIN"
        );
    }
}

#[test]
fn every_exchange_is_traced_and_none_of_its_data() {
    let bench = Bench::new();
    let tap = card::sign_with_pin(digest(), bench.check(), holding(PINS[0]), None);
    let mut reader = Reader::holding(bench.card_with_pin("T01", PINS[0]));
    let trace = traced(|| {
        let report = drive(Traced::new(tap), &mut reader).unwrap();
        assert!(report.result.is_ok());
    });
    assert_eq!(
        trace.matches("00 20 00 98").count(),
        4,
        "query and VERIFY, as text and as JSON"
    );
    let certificate = reader
        .card()
        .image()
        .authentication
        .certificate
        .clone()
        .unwrap();
    let beginning = hex::encode(&certificate[..8]);
    assert!(!trace.to_lowercase().contains(&beginning), "{trace}");
}

#[test]
fn the_parts_of_a_tap_show_no_pin() {
    let bench = Bench::new();
    for pin in PINS {
        let entered = Pin::parse(&pin).unwrap();
        let tap = Tap::new(|mut link| async move {
            let mut printed = Printed::default();
            link.select_jpki().await.unwrap();
            printed.debug(&link);
            let asked = link.ask_tries().await?;
            printed.debug(&asked);
            let permit = asked.permit(Some(LastTry::confirmed_by_patient())).unwrap();
            printed.debug(&permit);
            let verified = permit.verify(&entered).await?;
            printed.debug(&(&verified, &link, &entered));
            assert_eq!(verified, PinVerification::Verified);
            Ok::<_, CardError>(printed)
        });
        let mut reader = Reader::holding(bench.card_with_pin("T01", pin));
        let printed = drive(tap, &mut reader).unwrap().unwrap();
        assert_eq!(printed.reveals(pin), None);
    }
}

#[test]
fn a_transcript_that_does_not_fit_shows_no_pin() {
    let bench = Bench::new();
    let pin = PINS[0];
    let tap = card::sign_with_pin(digest(), bench.check(), holding(pin), None);
    let (recorded, transcript) = Recorded::new(tap, Transcript::default(), Detail::Full);
    drive(
        recorded,
        &mut Reader::holding(bench.card_with_pin("T01", pin)),
    )
    .unwrap()
    .result
    .unwrap();
    let written = transcript.lock().unwrap().clone();
    let verify = 2 * 9;
    assert!(matches!(&written.lines[verify], Line::Command(line) if line.bytes().is_none()));
    for expected in [
        Line::Command(Pattern::exactly(&[0xEE; 15])),
        Line::Command(Pattern::exactly(&[0x00, 0x20, 0x00, 0x98, 4, 0, 0, 0, 0])),
        Line::Interrupted(Interruption::TagLost),
    ] {
        let mut other = written.clone();
        other.lines[verify] = expected;
        let mut player = Player::new(other);
        let tap = card::sign_with_pin(digest(), bench.check(), holding(pin), None);
        drive(tap, &mut player).unwrap().result.unwrap_err();
        let mut printed = Printed::default();
        printed.debug(&player);
        let mismatch = player.finish().unwrap_err();
        printed.error(&mismatch);
        assert_eq!(printed.reveals(pin), None, "{mismatch}");
    }
}

fn holding(pin: [u8; 4]) -> VisitMemory {
    let mut memory = VisitMemory::default();
    memory.enter_pin(Pin::parse(&pin).unwrap());
    memory
}

#[test]
fn the_search_finds_a_pin_in_every_form() {
    for text in [
        "PIN 7294",
        "0020009804373239 34",
        "002000980437323934",
        "00 20 00 98 04 37 32 39 34",
        "[0, 32, 0, 152, 4, 55, 50, 57, 52]",
        "[\n    55,\n    50,\n    57,\n    52,\n]",
        "0x37, 0x32, 0x39, 0x34",
        "NzI5NA==",
    ] {
        let mut printed = Printed::default();
        printed.text(text);
        assert!(printed.reveals(*b"7294").is_some(), "{text}");
        assert!(printed.reveals(*b"8163").is_none(), "{text}");
    }
}
