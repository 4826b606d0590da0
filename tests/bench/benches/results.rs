//! Time of searches among a million results of one institution, by each of the conditions, in the
//! database alone and by a phone over TLS; and of lists of twenty thousand patients. Fails when one in twenty takes the database longer than
//! the 20 ms that it has.

use std::process::ExitCode;

use kyotaku_bench::clinic::{Clinic, Engine};
use kyotaku_bench::measured::{Budgets, milliseconds};
use kyotaku_bench::patients;
use kyotaku_bench::results::{WAYS, fill};

const SAMPLES: i64 = 40;

/// Milliseconds that a search may take.
const SEARCH: f64 = 20.0;

#[tokio::main]
async fn main() -> ExitCode {
    let mut budgets = Budgets::default();
    for engine in Engine::at_hand() {
        let clinic = Clinic::open(&engine).await;
        fill(&clinic, &engine).await;
        let (phone, database) = (clinic.phone().await, engine.name());
        for way in WAYS {
            let searched = way.in_database(&clinic, SAMPLES).await;
            searched.report(&format!("results.{database}.{}", way.name));
            let asked = way.by_phone(&clinic, &phone, SAMPLES).await;
            asked.report(&format!("results.{database}.{}.phone", way.name));
            let what = format!("milliseconds to search by {} on {database}", way.name);
            budgets.hold(&what, milliseconds(searched.percentile(95)), SEARCH);
        }
        patients::fill(&clinic, &engine).await;
        for way in patients::WAYS {
            let listed = way.in_database(&clinic, SAMPLES).await;
            listed.report(&format!("results.{database}.{}", way.name));
            let asked = way.by_phone(&clinic, &phone, SAMPLES).await;
            asked.report(&format!("results.{database}.{}.phone", way.name));
            let what = format!("milliseconds to list {} on {database}", way.name);
            budgets.hold(&what, milliseconds(listed.percentile(95)), SEARCH);
        }
    }
    budgets.verdict()
}
