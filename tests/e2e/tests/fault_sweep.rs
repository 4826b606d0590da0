//! The fault sweep: every trouble at every command of every operation.
//!
//! Each test is one or a few rows of `kyotaku_e2e::sweep::SWEEP`; what must hold after each cell is
//! written there too.

use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::operation::Operation;
use kyotaku_e2e::sweep::{Entered, SWEEP, Scenario};

/// Sweeps the rows that are chosen, says how many cells they had, and checks the number against the
/// table.
fn sweep(chosen: impl Fn(&Scenario) -> bool) {
    let bench = Bench::new();
    let rows: Vec<_> = SWEEP.iter().filter(|row| chosen(row)).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let cells = row.sweep(&bench);
        eprintln!("{cells} cells: {row:?}");
        assert!(cells >= row.cells(), "{cells} cells of {row:?}");
    }
}

/// The rows of an operation with the right PIN and all tries, on one card.
fn sweep_operation(operation: Operation, card: &str) {
    sweep(|row| row.operation == operation && row.card == card && row.from == 1);
}

#[test]
fn identification_survives_every_trouble() {
    sweep(|row| row.operation == Operation::Identify);
}

#[test]
fn reading_the_certificate_survives_every_trouble() {
    sweep(|row| row.operation == Operation::Certificate);
}

#[test]
fn asking_for_tries_survives_every_trouble() {
    sweep(|row| row.operation == Operation::Tries);
}

#[test]
fn signing_in_short_reads_survives_every_trouble() {
    sweep_operation(Operation::SignShort, "T01");
}

#[test]
fn signing_on_a_card_that_wants_files_selected_survives_every_trouble() {
    sweep_operation(Operation::SignShort, "no-sfi");
}

#[test]
fn signing_in_one_long_read_survives_every_trouble() {
    sweep_operation(Operation::SignExtended, "T01");
}

#[test]
fn signing_on_a_card_that_refuses_long_reads_survives_every_trouble() {
    sweep_operation(Operation::SignExtended, "no-extended");
}

#[test]
fn signing_visually_survives_every_trouble() {
    sweep(|row| row.operation == Operation::SignVisually);
}

#[test]
fn the_device_check_survives_every_trouble() {
    sweep(|row| row.operation == Operation::DeviceCheck);
}

#[test]
fn a_right_pin_with_two_tries_left_survives_every_trouble() {
    sweep(|row| row.pin == Entered::Right && row.tries == 2);
}

#[test]
fn a_wrong_pin_survives_every_trouble() {
    sweep(|row| row.pin == Entered::Wrong);
}

#[test]
fn every_operation_is_swept() {
    for operation in Operation::ALL {
        assert!(
            SWEEP.iter().any(|row| row.operation == operation),
            "{operation:?}"
        );
    }
}
