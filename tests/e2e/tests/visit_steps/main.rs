//! Every step of a visit against every event: what the table has happens, and nothing else.

#![allow(
    clippy::unwrap_used,
    reason = "whatever does not hold must stop the test"
)]

mod consents;
mod fixture;
mod pin;
mod sight;
mod table;
