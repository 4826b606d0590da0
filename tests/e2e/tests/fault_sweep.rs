//! The fault sweep: every trouble at every command of every operation.
//!
//! Each test is one row of the table. What must hold is written in `kyotaku_e2e::sweep`.

use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::operation::Operation;
use kyotaku_e2e::sweep::{Entered, Scenario};

/// Runs a sweep, says how many cells it had, and checks the number against the table.
fn sweep(scenario: &Scenario) {
    let cells = scenario.sweep(&Bench::new(), &mut |_| {});
    eprintln!(
        "{cells} cells: {:?} on {}",
        scenario.operation, scenario.card
    );
    assert!(cells >= scenario.cells(), "{cells} cells of {scenario:?}");
}

#[test]
fn identification_survives_every_trouble() {
    sweep(&Scenario::new(Operation::Identify, "T01", 2));
}

#[test]
fn reading_the_certificate_survives_every_trouble() {
    sweep(&Scenario::new(Operation::Certificate, "T01", 8));
}

#[test]
fn asking_for_tries_survives_every_trouble() {
    sweep(&Scenario::new(Operation::Tries, "T01", 2));
}

#[test]
fn signing_in_short_reads_survives_every_trouble() {
    sweep(&Scenario::new(Operation::SignShort, "T01", 11));
}

#[test]
fn signing_in_one_long_read_survives_every_trouble() {
    sweep(&Scenario::new(Operation::SignExtended, "T01", 5));
}

#[test]
fn signing_visually_survives_every_trouble() {
    sweep(&Scenario::new(Operation::SignVisually, "T01", 10));
}

#[test]
fn the_device_check_survives_every_trouble() {
    sweep(&Scenario::new(Operation::DeviceCheck, "T01", 4));
}

#[test]
fn a_card_that_wants_files_selected_survives_every_trouble() {
    sweep(&Scenario::new(Operation::SignShort, "no-sfi", 16));
}

#[test]
fn a_card_that_refuses_long_reads_survives_every_trouble() {
    sweep(&Scenario::new(Operation::SignExtended, "no-extended", 12));
}

/// From the query on. A tap with a wrong PIN ends after VERIFY, one command before the signature.
fn sweep_the_pin(pin: Entered, tries: u8) {
    let commands = match pin {
        Entered::Right => 11,
        Entered::Wrong => 10,
    };
    sweep(&Scenario {
        pin,
        tries,
        from: 9,
        ..Scenario::new(Operation::SignShort, "T01", commands)
    });
}

#[test]
fn a_right_pin_with_two_tries_left_survives_every_trouble() {
    sweep_the_pin(Entered::Right, 2);
}

#[test]
fn a_wrong_pin_with_all_tries_left_survives_every_trouble() {
    sweep_the_pin(Entered::Wrong, 3);
}

#[test]
fn a_wrong_pin_with_two_tries_left_survives_every_trouble() {
    sweep_the_pin(Entered::Wrong, 2);
}
