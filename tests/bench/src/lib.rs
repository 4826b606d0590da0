//! The core's side of a tap as pieces of work to be measured, without the card.
//!
//! A [`Scene`] has the emulated card answer each kind of tap once and keeps the answers. What is
//! measured afterwards is a tap against these [`Answers`]: moving bytes costs a pointer, and the
//! emulator, whose RSA is slower than everything the core does, has no part in it.
//!
//! The pieces are listed in [`work`]; `benches/instructions.rs` counts their instructions and
//! `benches/times.rs` takes their time, under the same names.

#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "this crate is measurements: whatever does not hold must stop them"
)]

pub mod clinic;
pub mod measured;
pub mod patients;
pub mod proofs;
pub mod registration;
pub mod results;
mod scene;
mod scratch;
pub mod state;
pub mod statements;
pub mod work;

pub use scene::{Answers, Recorder, Scene};
pub use scratch::Scratch;
