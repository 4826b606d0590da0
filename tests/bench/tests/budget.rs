//! The time of a tap on a phone, as a model, against the shortest sequence of commands that can do
//! the job.
//!
//! Nothing here measures a clock, so the budget is the same on every machine.

#![allow(clippy::panic, reason = "what a test cannot do without must stop it")]

use std::time::Duration;

use kyotaku_bench::Scene;
use kyotaku_cardsim::card::Exchange;
use kyotaku_cardsim::timing::{BitRate, Timing};
use kyotaku_core::card::{PinOutcome, ReadPreference};

const RATES: [BitRate; 3] = [BitRate::Kbit106, BitRate::Kbit212, BitRate::Kbit424];

/// What the tap may take over the optimum, in percent.
const MARGIN: u32 = 10;

/// A command of an ideal sequence: header, bytes of the command, bytes of data in the answer.
fn ideal(header: [u8; 4], command: usize, data: usize) -> Exchange {
    let mut bytes = header.to_vec();
    bytes.resize(command, 0);
    let mut answer = vec![0; data];
    answer.extend([0x90, 0x00]);
    Exchange::between(&bytes, &answer)
}

/// SELECT, the reads, VERIFY and SIGN by short file identifiers, and no question for the tries
/// left. Nothing shorter yields a certificate and a signature.
fn optimum(reads: Vec<Exchange>) -> Vec<Exchange> {
    let mut sequence = vec![ideal([0x00, 0xA4, 0x04, 0x0C], 15, 0)];
    sequence.extend(reads);
    sequence.push(ideal([0x00, 0x20, 0x00, 0x98], 9, 0));
    sequence.push(ideal([0x80, 0x2A, 0x00, 0x97], 57, 256));
    sequence
}

/// The certificate in answers of 256 bytes.
fn short_reads(certificate: usize) -> Vec<Exchange> {
    (0..certificate)
        .step_by(256)
        .map(|offset| ideal([0x00, 0xB0, 0x8A, 0x00], 5, (certificate - offset).min(256)))
        .collect()
}

/// The certificate in one answer.
fn one_read(certificate: usize) -> Vec<Exchange> {
    vec![ideal([0x00, 0xB0, 0x8A, 0x00], 7, certificate)]
}

fn total(timing: &Timing, exchanges: &[Exchange]) -> Duration {
    exchanges.iter().map(|one| timing.cost_of(one)).sum()
}

/// Taps the card of T01 and compares with the optimum at every bit rate.
fn keeps_the_budget(
    preference: ReadPreference,
    commands: usize,
    reads: impl Fn(usize) -> Vec<Exchange>,
) {
    let scene = Scene::new();
    let (report, recorder) = scene.record(scene.pin_tap(preference));
    let Ok(PinOutcome::Signed(signed)) = report.result else {
        panic!("the card of T01 signs");
    };
    let ours = recorder.exchanges();
    assert!(ours.len() <= commands, "{} commands", ours.len());
    let best = optimum(reads(signed.certificate.der().len()));
    for rate in RATES {
        for overhead in [8, 13, 20].map(Duration::from_millis) {
            let timing = Timing {
                overhead,
                ..Timing::new(rate)
            };
            let (taken, shortest) = (total(&timing, ours), total(&timing, &best));
            assert!(taken >= shortest, "{rate:?}: the optimum is none");
            assert!(
                taken * 100 <= shortest * (100 + MARGIN),
                "{rate:?}, {overhead:?} a command: {taken:?} instead of {shortest:?}"
            );
        }
    }
}

#[test]
fn a_tap_with_short_reads_stays_within_a_tenth_of_the_optimum() {
    keeps_the_budget(ReadPreference::Short, 11, short_reads);
}

#[test]
fn a_tap_with_one_extended_read_stays_within_a_tenth_of_the_optimum() {
    keeps_the_budget(ReadPreference::Extended, 5, one_read);
}
