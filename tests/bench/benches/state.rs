//! Time to open a phone's state, to open the phone, and to keep a change, on this machine's disk.
//! Fails when the state is not open in the 20 ms that the start of the app has for it.

use std::process::ExitCode;

use kyotaku_bench::measured::{Budgets, Times, milliseconds};
use kyotaku_bench::state::{self, Kept, Start};

const SAMPLES: usize = 100;

/// Milliseconds that opening the state may take.
const START: f64 = 20.0;

fn main() -> ExitCode {
    let kept = Kept::new();
    let opened = Times::of_ready(SAMPLES, || kept.start(), Start::open_store);
    opened.report("state.open");
    Times::of_ready(SAMPLES, || kept.start(), Start::open_phone).report("state.phone");
    let open = kept.open();
    Times::of(SAMPLES, || open.commit()).report("state.commit");
    state::flush(SAMPLES).report("state.flush");
    let mut budgets = Budgets::default();
    budgets.hold(
        "milliseconds to open the state",
        milliseconds(opened.median()),
        START,
    );
    budgets.verdict()
}
