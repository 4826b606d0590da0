//! What the tests across crates share: emulated cards to tap, a reader that does exactly one thing
//! wrong, and the judgement over what became of it.
//!
//! | module | what it holds |
//! |---|---|
//! | [`mod@bench`] | the fixture world at one moment: fresh cards, the CAs, the terminal |
//! | [`reader`] | [`Reader`](reader::Reader): moves bytes, writes all of them down, and fails on demand |
//! | [`trouble`] | the table of everything that goes wrong with one command |
//! | [`operation`] | the card operations under one roof |
//! | [`printed`] | everything a visit prints, and the search for a PIN in it |
//! | [`visit`] | a visit: one memory, one reader, tap after tap |
//! | [`clinic`] | a server with its database, phones with their state, and the network between them |
//! | [`mod@model`] | what a phone and its server are supposed to do, to be compared with what they do |
//! | [`allowed`] | the commands that may be sent, all of them |
//! | [`random`] | choices that can be made again |
//! | [`secrets`] | what nobody may be told, and the search for it |
//! | [`sweep`] | one trouble at one command of one operation, and everything that must hold after it |

#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "this crate is tests: whatever does not hold must stop them"
)]

pub mod allowed;
pub mod bench;
pub mod clinic;
pub mod model;
pub mod operation;
pub mod printed;
pub mod random;
pub mod reader;
pub mod secrets;
pub mod sweep;
pub mod trouble;
pub mod visit;
