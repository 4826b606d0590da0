//! Phones and servers that are killed at any moment, as SIGKILL does, lose nothing that they have
//! told anybody, and double nothing.
//!
//! A test starts itself again as the process that will be killed.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever does not hold must stop its test"
)]

mod phone;
mod server;

use std::env;

/// How often each is killed, unless `KYOTAKU_KILLS` says otherwise.
const KILLS: usize = 200;

fn kills() -> usize {
    env::var("KYOTAKU_KILLS").map_or(KILLS, |kills| kills.parse().unwrap())
}
