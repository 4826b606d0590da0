//! Time of a presence proof with 50 devices at once, over TLS, on each database that is at hand;
//! and the rate of proofs beside the rate of the bare verification on the same processors.

use kyotaku_bench::clinic::{Clinic, Engine};
use kyotaku_bench::measured::report;
use kyotaku_bench::proofs::Prepared;

#[tokio::main]
async fn main() {
    for engine in Engine::at_hand() {
        let clinic = Clinic::open(&engine).await;
        let prepared = Prepared::at(&clinic).await;
        let bare = prepared.bare_rate(&clinic);
        let delivered = prepared.deliver(&clinic).await;
        let name = engine.name();
        delivered.requests.report(&format!("proofs.{name}"));
        report(&format!("proofs.{name}.rate"), delivered.rate);
        report(&format!("proofs.{name}.bare"), bare);
    }
}
