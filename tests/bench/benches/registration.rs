//! Time of a refused registration by what was wrong with it. Fails when the median of one is more
//! than a tenth above that of another: then whoever guesses is told how far they have come.

use std::process::ExitCode;

use kyotaku_bench::clinic::{Clinic, Engine};
use kyotaku_bench::measured::{Budgets, milliseconds, report};
use kyotaku_bench::registration::{measure, ways};

/// In turn: what disturbs one round disturbs all ways to be wrong.
const ROUNDS: usize = 300;

/// How much the slowest median may be above the fastest.
const RATIO: f64 = 1.1;

#[tokio::main]
async fn main() -> ExitCode {
    let clinic = Clinic::open(&Engine::Sqlite).await;
    let mut ways = ways(&clinic).await;
    measure(&clinic, &mut ways, ROUNDS).await;
    let mut medians = Vec::new();
    for way in &ways {
        way.times.report(&format!("registration.{}", way.name));
        medians.push(milliseconds(way.times.median()));
    }
    medians.sort_by(f64::total_cmp);
    let ratio = medians[medians.len() - 1] / medians[0];
    report("registration.ratio", ratio);
    let mut budgets = Budgets::default();
    budgets.hold("the slowest refusal in fastest ones", ratio, RATIO);
    budgets.verdict()
}
